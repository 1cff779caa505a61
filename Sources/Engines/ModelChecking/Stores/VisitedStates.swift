/// The set of the states that a search has seen, in the kind of store that was asked for. It only grows.
///
/// The kind is a value and not a type parameter, so that a search is compiled once a model and not once a store. A search asks
/// for the kind at most once a state, and where that would be felt, once a block: the table of keys is then reached directly.
@usableFromInline
struct VisitedStates: ~Copyable {
  /// The keys; empty if another store is there.
  @usableFromInline var keys: KeyTable
  @usableFromInline var states: ByteTable?
  @usableFromInline var field: BitField?
  /// Whether the keys alone are kept.
  @usableFromInline let keepsKeys: Bool
  /// Whether states with equal keys pass for one.
  @usableFromInline let keysDecide: Bool

  /// A store that expects keys which agree in their `sharedBits` highest bits.
  ///
  /// - Parameter isPacked: whether the keys are the states, so that to keep them is exact.
  @usableFromInline
  init(_ store: StateStore, isPacked: Bool, sharedBits: Int) {
    keepsKeys = store == .fingerprints || store == .exact && isPacked
    keysDecide = store != .exact || isPacked
    keys = KeyTable(sharedBits: sharedBits)
    switch store {
    case .bitstate(let logBits, let hashes): field = BitField(logBits: logBits, hashes: hashes, sharedBits: sharedBits)
    case .exact where !isPacked: states = ByteTable(sharedBits: sharedBits)
    case .exact, .fingerprints: break
    }
  }

  /// Adds a state; false when it was there, or seemed to be.
  @inlinable @inline(__always)
  mutating func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
    keepsKeys ? keys.insert(key) : insertElsewhere(key, bytes)
  }

  /// Begins to load the place where the key is or will be.
  @inlinable @inline(__always)
  func prefetch(_ key: UInt64) {
    if keepsKeys { keys.prefetch(key) } else { prefetchElsewhere(key) }
  }

  @usableFromInline
  mutating func insertElsewhere(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
    if let isNew = states?.insert(key, bytes) { return isNew }
    return field?.insert(key) ?? false
  }

  @usableFromInline
  func prefetchElsewhere(_ key: UInt64) {
    switch states {
    case .some(let states): states.prefetch(key)
    case nil: break
    }
    switch field {
    case .some(let field): field.prefetch(key)
    case nil: break
    }
  }

  /// Bytes taken as it stands.
  @usableFromInline var bytes: Int {
    switch states {
    case .some(let states): return states.bytes
    case nil: break
    }
    switch field {
    case .some(let field): return field.bytes
    case nil: return keys.bytes
    }
  }

  /// States expected to have been taken for others so far, by the formula of a bit field. What tables of keys expect is told by the
  /// report, which knows all parts of a store.
  @usableFromInline var expectedOmissions: Double {
    switch field {
    case .some(let field): field.expectedOmissions
    case nil: 0
    }
  }
}
