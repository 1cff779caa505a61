import CanonicalEncoding

/// The store of a breadth-first search in sixteen parts, by the first four bits of the keys.
///
/// Workers own parts while they take in what a block has led to, so that there is no lock. The division is the same for any number of
/// workers, since which states a bit field misses depends on it.
@usableFromInline
struct BreadthFirstShards: ~Copyable {
  @usableFromInline let parts: UnsafeMutablePointer<VisitedStates>

  @usableFromInline init(_ store: StateStore, isPacked: Bool) {
    parts = .allocate(capacity: BreadthFirstParts.count)
    for part in 0..<BreadthFirstParts.count {
      (parts + part).initialize(to: VisitedStates(store, isPacked: isPacked, sharedBits: BreadthFirstParts.bits))
    }
  }

  @usableFromInline deinit {
    parts.deinitialize(count: BreadthFirstParts.count)
    parts.deallocate()
  }

  /// Whether states with equal keys pass for one.
  @inlinable var keysDecide: Bool { parts[0].keysDecide }

  /// Whether the keys alone are kept.
  @inlinable var keepsKeys: Bool { parts[0].keepsKeys }

  /// Begins to load the place of a key that is inserted a little later; `asKeys` says whether the keys alone are kept.
  @inlinable @inline(__always)
  func prefetch(_ key: UInt64, asKeys: Bool) {
    let part = parts + BreadthFirstParts.part(of: key)
    if asKeys { part.pointee.keys.prefetch(key) } else { part.pointee.prefetch(key) }
  }

  @inlinable @inline(__always)
  func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer, asKeys: Bool) -> Bool {
    let part = parts + BreadthFirstParts.part(of: key)
    return asKeys ? part.pointee.keys.insert(key) : part.pointee.insert(key, bytes)
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
