/// What an action looks at and what it changes, as sets of up to 64 parts of the state.
///
/// Whether an action is possible counts among what it looks at, and what it changes need not be named again. Parts may be as coarse
/// as one likes: two that share a bit only make more actions depend on each other.
public struct Footprint: Hashable, Sendable {
  /// The parts looked at, a bit each.
  public let reads: UInt64

  /// The parts changed, a bit each.
  public let writes: UInt64

  /// A footprint of parts by their bits.
  public init(reads: UInt64 = 0, writes: UInt64 = 0) {
    self.reads = reads
    self.writes = writes
  }

  /// Whether the two can be taken in either order, and neither makes the other possible or impossible.
  public func isIndependent(of other: Footprint) -> Bool {
    writes & (other.reads | other.writes) == 0 && other.writes & reads == 0
  }
}

/// A model that says of its actions what they touch, so that a search need not try both orders of those that do not touch each other.
public protocol FootprintModel: Model {
  /// What the action touches in any state.
  func footprint(of action: Action) -> Footprint
}
