import CanonicalEncoding
import Participants

/// One step of participants and the network between them.
///
/// `choices` are the numbers that ``Effects/choose(_:)`` returned during the step, in order.
public enum NetworkAction<P: Participant>: Hashable, Sendable {
  /// A message arrives.
  case deliver(Envelope<P.Message>, choices: [Int])
  /// A message is lost.
  case drop(Envelope<P.Message>)
  /// A message is put into the network once more.
  case duplicate(Envelope<P.Message>)
  /// A timer goes off.
  case fire(P.Timer, at: Address, choices: [Int])
  /// A participant crashes.
  case crash(Address)
  /// A crashed participant begins anew.
  case restart(Address, choices: [Int])
  /// Messages into and out of these addresses begin to wait.
  case partition(AddressSet)
  /// No message waits any more.
  case heal
  /// A client makes its next request.
  case request(P.Request, at: Address, choices: [Int])

  /// The kind of the step.
  @inlinable public var kind: NetworkStep {
    switch self {
    case .deliver: .deliver
    case .drop: .drop
    case .duplicate: .duplicate
    case .fire: .timer
    case .crash: .crash
    case .restart: .restart
    case .partition: .partition
    case .heal: .heal
    case .request: .request
    }
  }
}

extension NetworkAction: CustomStringConvertible {
  /// For instance "2 → 0: prepare 3", "1: timer election", "0 crashes".
  public var description: String {
    switch self {
    case .deliver(let envelope, let choices): "\(envelope)\(Self.suffix(choices))"
    case .drop(let envelope): "\(envelope) is lost"
    case .duplicate(let envelope): "\(envelope) is duplicated"
    case .fire(let timer, let address, let choices): "\(address): timer \(timer)\(Self.suffix(choices))"
    case .crash(let address): "\(address) crashes"
    case .restart(let address, let choices): "\(address) restarts\(Self.suffix(choices))"
    case .partition(let cut): "\(cut) is cut off"
    case .heal: "the partition ends"
    case .request(let request, let address, let choices): "\(address): request \(request)\(Self.suffix(choices))"
    }
  }

  static func suffix(_ choices: [Int]) -> String {
    choices.isEmpty ? "" : " [choosing \(choices.map(String.init).joined(separator: ", "))]"
  }
}

extension NetworkAction: ChartedAction {
  /// Arrows for deliveries and losses, boxes for all that happens at one participant.
  public var chart: ChartStep {
    func arrow(_ envelope: Envelope<P.Message>, _ suffix: String, isLost: Bool) -> ChartStep {
      .message(
        from: envelope.from.index, to: envelope.to.index, label: "\(envelope.message)\(suffix)", isLost: isLost)
    }
    func box(_ address: Address, _ label: String, _ choices: [Int] = []) -> ChartStep {
      .local(at: address.index, label: label + Self.suffix(choices))
    }
    return switch self {
    case .deliver(let envelope, let choices): arrow(envelope, Self.suffix(choices), isLost: false)
    case .drop(let envelope): arrow(envelope, "", isLost: true)
    case .duplicate(let envelope): box(envelope.from, "duplicated: \(envelope.message) to \(envelope.to)")
    case .fire(let timer, let address, let choices): box(address, "timer \(timer)", choices)
    case .crash(let address): box(address, "crash")
    case .restart(let address, let choices): box(address, "restart", choices)
    case .partition, .heal: .everywhere(label: description)
    case .request(let request, let address, let choices): box(address, "request \(request)", choices)
    }
  }
}
