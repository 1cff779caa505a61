import CanonicalEncoding
import Overlays
import Participants
import Simulation

/// Watches a living overlay: what clients ask and are answered, what messages are sent for, and who comes and goes.
public struct LookupWatch<Peer: OverlayPeer>: SimulationObserver {
  /// Peers of one overlay.
  public typealias Subject = Peer

  /// An answered lookup.
  public struct Outcome: Sendable {
    /// What was answered.
    public let answer: LookupAnswer
    /// Whether the peer asked every node itself.
    public let isIterative: Bool
    /// From the question to the answer.
    public let milliseconds: Double
  }

  /// Messages that were sent, and their bytes in the canonical encoding, without what a network adds to each.
  public struct Traffic: Sendable {
    /// Messages.
    public var messages = 0
    /// Bytes.
    public var bytes = 0
  }

  /// Where messages are encoded to be measured: one place for all of them, which copies of the watch may share.
  private final class Scratch {
    var bytes = ByteWriter()
  }

  private struct Question {
    let key: UInt64
    let isIterative: Bool
    let time: VirtualTime
  }

  /// Answers since they were last taken away.
  public private(set) var outcomes: [Outcome] = []
  /// Lookups asked.
  public private(set) var asked = 0
  /// Lookups whose peer crashed or left before the answer.
  public private(set) var abandoned = 0
  /// Peers that came to be members.
  public private(set) var joined = 0
  /// Peers that lost everybody they knew.
  public private(set) var isolated = 0
  /// Peers that have handed over what they had.
  public private(set) var left = 0
  /// Peers that are up.
  public private(set) var up = 0

  private var traffic = MessagePurpose.allCases.map { _ in Traffic() }
  private let scratch = Scratch()
  private var questions: [Address: [Question]] = [:]
  private var upSeconds = 0.0
  private var lastChange = VirtualTime.zero

  init() {}

  /// The messages that were sent for a purpose.
  public func traffic(for purpose: MessagePurpose) -> Traffic { traffic[Int(purpose.rawValue)] }

  /// Seconds that peers have been up, taken together.
  public func nodeSeconds(until time: VirtualTime) -> Double {
    upSeconds + Double(up) * (time.seconds - lastChange.seconds)
  }

  /// Lookups that are neither answered nor abandoned.
  public var waiting: Int { questions.values.reduce(0) { $0 + $1.count } }

  /// Waits for the answers of no lookup that has been asked so far.
  mutating func forgetQuestions() { questions = [:] }

  mutating func takeOutcomes() -> [Outcome] {
    defer { outcomes.removeAll(keepingCapacity: true) }
    return outcomes
  }

  /// Waits for the answer of a lookup.
  public mutating func requested(_ request: Peer.Request, at address: Address, at time: VirtualTime) {
    guard let lookup = Peer.lookup(in: request) else { return }
    asked += 1
    questions[address, default: []].append(Question(key: lookup.key, isIterative: lookup.isIterative, time: time))
  }

  /// Counts the message.
  public mutating func sent(_ message: Peer.Message, from: Address, to: Address, at time: VirtualTime) {
    scratch.bytes.removeAll()
    message.encode(into: &scratch.bytes)
    let purpose = Int(Peer.purpose(of: message).rawValue)
    traffic[purpose].messages += 1
    traffic[purpose].bytes += scratch.bytes.count
  }

  /// Keeps the answer of a lookup.
  public mutating func responded(_ response: Peer.Response, at address: Address, at time: VirtualTime) {
    guard let answer = Peer.answer(in: response),
      let place = questions[address]?.firstIndex(where: { $0.key == answer.key }),
      let question = questions[address]?.remove(at: place)
    else { return }
    outcomes.append(
      Outcome(
        answer: answer, isIterative: question.isIterative,
        milliseconds: (time.seconds - question.time.seconds) * 1_000))
  }

  /// Counts what peers tell.
  public mutating func observed(_ event: PeerEvent, at address: Address, at time: VirtualTime) {
    switch event {
    case .joined: joined += 1
    case .isolated: isolated += 1
    case .left:
      left += 1
      abandon(address)
    }
  }

  /// Counts the time of those who are up.
  public mutating func started(_ address: Address, at time: VirtualTime) {
    upSeconds = nodeSeconds(until: time)
    lastChange = time
    up += 1
  }

  /// Counts the time of those who are up, and gives up what was asked.
  public mutating func crashed(_ address: Address, at time: VirtualTime) {
    upSeconds = nodeSeconds(until: time)
    lastChange = time
    up -= 1
    abandon(address)
  }

  private mutating func abandon(_ address: Address) {
    abandoned += questions.removeValue(forKey: address)?.count ?? 0
  }
}
