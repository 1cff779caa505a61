import CanonicalEncoding

/// What a peer of a living overlay tells those who watch.
public enum PeerEvent: UInt8, Hashable, Canonical {
  /// It has its place in the network now.
  case joined
  /// It has lost everybody it knew, or its place, and asks to be let in again.
  case isolated
  /// It has handed over what it had, and is gone.
  case left
}
