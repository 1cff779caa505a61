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
