import Participants

/// An observer that takes no notice of some deliveries, so that their order need not matter.
public protocol SelectiveObserver<Subject>: NetworkObserver {
  /// Whether it can take notice of the delivery of such a message, or of anything that its receiver then sends, answers or tells.
  /// It takes notice of all other steps of participants.
  static func notices(_ message: Subject.Message) -> Bool
}

/// What steps of a network touch, in 64 parts that are enough to tell seven participants apart; with more some share parts.
///
/// - A participant, with its timers, what it has persisted, its client's progress and whether it has crashed: a part each. Every step
///   of the participant changes it, whatever it does.
/// - A channel, with all that is on its way from one participant to another: a part each. A message taken out changes its channel. A
///   step of a participant may send something to anybody, so it changes all channels that begin there, and with it what can be
///   delivered. Hence two deliveries are independent if neither receiver is the other's, or the other's sender. They may well have the
///   same sender. On ordered channels a message that is taken out makes the next one possible on the same channel only.
/// - The partition, at which all deliveries look.
/// - Each kind of fault whose number is limited: it counts.
/// - On networks that are a set the last delivery, which makes all deliveries depend on each other.
/// - The observer. It may notice the order of any two steps of participants, unless it is ``NoObserver`` or says that it does not
///   notice them (``SelectiveObserver``). A history of concurrent operations depends on which of them ended before which began, and
///   all of this happens at clients.
///
/// The scope of the model needs no part: steps that leave it are none.
extension NetworkModel: FootprintModel {
  /// What the step touches.
  public func footprint(of action: Action) -> Footprint {
    switch action {
    case .deliver(let envelope, _):
      var writes = Parts.steps(of: envelope.to, among: participants.count) | Parts.channel(envelope.from, envelope.to)
      if channels == .set { writes |= Parts.lastDelivery }
      if Self.notices(envelope.message) { writes |= Parts.observer }
      return Footprint(reads: Parts.partition, writes: writes)
    case .drop(let envelope):
      return Footprint(
        writes: Parts.channel(envelope.from, envelope.to) | (faults.losses == .unlimited ? 0 : Parts.losses))
    case .duplicate(let envelope):
      return Footprint(writes: Parts.channel(envelope.from, envelope.to) | Parts.duplications)
    case .fire(_, let address, _), .request(_, let address, _):
      return Footprint(writes: Parts.steps(of: address, among: participants.count) | Self.observer)
    case .crash(let address):
      let counted = faults.crashes == .unlimited ? 0 : Parts.crashes
      return Footprint(writes: Parts.participant(address) | counted | Self.observer)
    case .restart(let address, _):
      let counted = faults.restarts == .unlimited ? 0 : Parts.restarts
      return Footprint(writes: Parts.steps(of: address, among: participants.count) | counted | Self.observer)
    case .partition, .heal: return Footprint(writes: Parts.partition)
    }
  }

  private static var observer: UInt64 { Observer.self is NoObserver<P>.Type ? 0 : Parts.observer }

  private static func notices(_ message: P.Message) -> Bool {
    if Observer.self is NoObserver<P>.Type { return false }
    guard let selective = Observer.self as? any SelectiveObserver<P>.Type else { return true }
    return selective.notices(message)
  }
}

/// The parts of a network's state, a bit each.
private enum Parts {
  static let observer: UInt64 = 1 << 56
  static let partition: UInt64 = 1 << 57
  static let lastDelivery: UInt64 = 1 << 58
  static let losses: UInt64 = 1 << 59
  static let duplications: UInt64 = 1 << 60
  static let crashes: UInt64 = 1 << 61
  static let restarts: UInt64 = 1 << 62

  static func participant(_ address: Address) -> UInt64 { 1 << UInt64(address.index % 7) }

  static func channel(_ sender: Address, _ receiver: Address) -> UInt64 {
    1 << UInt64(7 + 7 * (sender.index % 7) + receiver.index % 7)
  }

  /// The participant, and all that it may send.
  static func steps(of address: Address, among participants: Int) -> UInt64 {
    participant(address) | (1 << UInt64(min(participants, 7)) - 1) << UInt64(7 + 7 * (address.index % 7))
  }
}
