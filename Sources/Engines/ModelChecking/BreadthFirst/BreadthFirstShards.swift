import CanonicalEncoding

/// The store of a breadth-first search in sixteen parts, by the first four bits of the keys.
///
/// Workers own parts while they take in what a block has led to, so that there is no lock. The division is the same for any number of
/// workers, since which states a bit field misses depends on it.
@usableFromInline
struct BreadthFirstShards<State: ModelState, Store: VisitedStore & ~Copyable>: ~Copyable {
  @usableFromInline let parts: UnsafeMutablePointer<Store>

  @inlinable init(_ store: StateStore) {
    parts = .allocate(capacity: BreadthFirstParts.count)
    for part in 0..<BreadthFirstParts.count {
      (parts + part).initialize(to: Store(store, sharedBits: BreadthFirstParts.bits))
    }
  }

  @inlinable deinit {
    parts.deinitialize(count: BreadthFirstParts.count)
    parts.deallocate()
  }

  /// Begins to load the place of a key that is inserted a little later.
  @inlinable @inline(__always)
  func prefetch(_ key: UInt64) { parts[BreadthFirstParts.part(of: key)].prefetch(key) }

  @inlinable @inline(__always)
  func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
    parts[BreadthFirstParts.part(of: key)].insert(key, bytes)
  }

  @usableFromInline var bytes: Int {
    var bytes = 0
    for part in 0..<BreadthFirstParts.count { bytes += parts[part].bytes }
    return bytes
  }

  var expectedOmissions: Double {
    var sum = 0.0
    for part in 0..<BreadthFirstParts.count { sum += parts[part].expectedOmissions }
    return sum
  }
}

/// Which part of the store a key belongs to, and which worker owns that part.
@usableFromInline
enum BreadthFirstParts {
  @usableFromInline static var bits: Int { 4 }
  @usableFromInline static var count: Int { 1 << bits }

  @inlinable @inline(__always)
  static func part(of key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> (64 - UInt64(bits))) }

  @inlinable @inline(__always)
  static func owner(of key: UInt64, among workers: Int) -> Int {
    workers == 1 ? 0 : (part(of: key) &* workers) &>> bits
  }
}
