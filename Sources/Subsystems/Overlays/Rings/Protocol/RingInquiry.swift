import CanonicalEncoding

/// What a peer knows of whoever stands at a point.
public enum RingFinding<Route: Hashable & Canonical>: Hashable, Sendable {
  /// What was asked for is known: these follow.
  case here(successors: [RingContact])
  /// Somebody else may know.
  case beyond(RingStep<Route>)
}

/// What is to be asked for a link.
public struct RingInquiry<Route: Hashable & Canonical>: Hashable, Sendable {
  /// The point whose surroundings are looked up.
  public let point: UInt64

  /// What the peer knows of it: maybe nobody is to be asked.
  public let finding: RingFinding<Route>

  /// For how long an answer is waited for, in multiples of what one node may take.
  public let patience: Int64

  /// An inquiry.
  public init(_ point: UInt64, _ finding: RingFinding<Route>, patience: Int64) {
    self.point = point
    self.finding = finding
    self.patience = patience
  }
}
