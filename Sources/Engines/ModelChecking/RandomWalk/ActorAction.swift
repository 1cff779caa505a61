/// An action that says who takes it, for random walks with priorities (``WalkPriorities/pct(depth:)``).
public protocol ActorAction: Sendable {
  /// The number of the actor.
  var actor: Int { get }
}

extension NetworkAction: ActorAction {
  /// The participant at which something happens, by its address: of a message, whether it arrives, is lost or is duplicated,
  /// the receiver. Partitions are nobody's: -1.
  public var actor: Int {
    switch self {
    case .deliver(let envelope, _), .drop(let envelope), .duplicate(let envelope): envelope.to.index
    case .fire(_, let address, _), .crash(let address), .restart(let address, _), .request(_, let address, _):
      address.index
    case .partition, .heal: -1
    }
  }
}
