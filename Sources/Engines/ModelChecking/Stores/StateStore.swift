import CanonicalEncoding

/// What a search remembers of the states that it has seen.
public enum StateStore: Hashable, Sendable {
  /// A key of 64 bits each: exact for packed states; two encoded states that share a fingerprint pass for one, with the
  /// probability that the report states.
  case fingerprints
  /// The states themselves: nothing is ever missed, at the cost of their bytes.
  case exact
  /// A few bits each in a field of a fixed 2^`logBits` bits: states are missed, about as many as the report estimates.
  case bitstate(logBits: Int, hashes: Int)
}

/// A set of states that can only grow.
@usableFromInline
protocol VisitedStore: ~Copyable {
  /// A store that expects keys which agree in their `sharedBits` highest bits.
  init(_ store: StateStore, sharedBits: Int)

  /// Adds a state; false when it was there, or seemed to be.
  mutating func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool

  /// Begins to load the place where the key is or will be.
  func prefetch(_ key: UInt64)

  /// Whether states with equal keys pass for one.
  static var keysDecide: Bool { get }

  /// Bytes taken as it stands.
  var bytes: Int { get }

  /// States expected to have been taken for others so far (an estimate by the field's formula).
  var expectedOmissions: Double { get }
}
