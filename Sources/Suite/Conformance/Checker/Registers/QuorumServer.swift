import CanonicalEncoding
import ModelChecking
import Participants

/// A server that keeps a register together with the others as long as a majority can be reached (Attiya, Bar-Noy and Dolev
/// 1995), in the form of Stateright's example: it asks a majority for their newest value, lets a majority record the new
/// or the found one, and answers. It serves one client at a time and ignores the others meanwhile.
public struct QuorumServer: RegisterServer, CustomStringConvertible {
  /// What the server does for a client.
  public enum Phase: Hashable, Sendable, BitwiseCopyable {
    /// Nothing.
    case idle
    /// It asks what others hold; `write` is the value to be written, nil when the client reads. The words of stamped
    /// values are the answers so far, the server's own among them.
    case asking(RequestName, write: RegisterValue?, answers: WordsByServer)
    /// It lets others record a value; `read` is the value for the client, nil when the client writes.
    case recording(RequestName, read: RegisterValue?, at: AddressSet)
  }

  /// What the server holds.
  public var held: StampedValue

  /// What it does.
  public var phase = Phase.idle

  /// A server that holds nothing.
  @inlinable public init(at address: Address) {
    held = StampedValue(.initial, at: WriteStamp(time: 0, server: address))
  }

  /// For instance "3.1 at 1.0, serves 4.1: writes, recorded by {0}".
  public var description: String {
    switch phase {
    case .idle: "\(held)"
    case .asking(let request, let write, let answers):
      "\(held), serves \(request): \(write == nil ? "reads" : "writes"), answered by \(answers.servers)"
    case .recording(let request, let read, let recorders):
      "\(held), serves \(request): \(read == nil ? "writes" : "reads"), recorded by \(recorders)"
    }
  }

  /// Serves clients and servers.
  @inlinable
  public mutating func handle(
    _ message: RegisterMessage<PeerMessage>, from sender: Address, servers: Int,
    effects: inout Effects<RegisterParticipant<Self>>
  ) {
    switch (message, phase) {
    case (.put(let number), .idle):
      let request = RequestName(client: sender, number: Int(number))
      ask(for: request, write: RegisterValue(writtenBy: request), servers: servers, effects: &effects)
    case (.get(let number), .idle):
      let request = RequestName(client: sender, number: Int(number))
      ask(for: request, write: nil, servers: servers, effects: &effects)
    case (.peer(.query(let request)), _):
      effects.send(.peer(.queryAnswer(request, held)), to: sender)
    case (.peer(.queryAnswer(let request, let answer)), .asking(let mine, let write, var answers))
    where request == mine:
      answers[sender] = answer.word
      phase = .asking(request, write: write, answers: answers)
      if answers.count == servers / 2 + 1 {
        record(answers, for: request, write: write, servers: servers, effects: &effects)
      }
    case (.peer(.record(let request, let new)), _):
      effects.send(.peer(.recordAnswer(request)), to: sender)
      if new.stamp > held.stamp { held = new }
    case (.peer(.recordAnswer(let request)), .recording(let mine, let read, var recorders))
    where request == mine && !recorders.contains(sender):
      recorders.insert(sender)
      phase = .recording(request, read: read, at: recorders)
      guard recorders.count == servers / 2 + 1 else { return }
      let number = UInt16(request.number)
      effects.send(read.map { .getDone(number, $0) } ?? .putDone(number), to: request.client)
      phase = .idle
    default: break
    }
  }

  @inlinable
  mutating func ask(
    for request: RequestName, write: RegisterValue?, servers: Int, effects: inout Effects<RegisterParticipant<Self>>
  ) {
    broadcast(.query(request), servers: servers, effects: &effects)
    var answers = WordsByServer()
    answers[effects.me] = held.word
    phase = .asking(request, write: write, answers: answers)
  }

  @inlinable
  mutating func record(
    _ answers: WordsByServer, for request: RequestName, write: RegisterValue?, servers: Int,
    effects: inout Effects<RegisterParticipant<Self>>
  ) {
    var newest = StampedValue(word: answers.words.max())
    if let write {
      newest = StampedValue(write, at: WriteStamp(time: newest.stamp.time + 1, server: effects.me))
    }
    broadcast(.record(request, newest), servers: servers, effects: &effects)
    if newest.stamp > held.stamp { held = newest }
    phase = .recording(request, read: write == nil ? newest.value : nil, at: [effects.me])
  }

  @inlinable
  func broadcast(_ message: PeerMessage, servers: Int, effects: inout Effects<RegisterParticipant<Self>>) {
    for server in 0..<servers where server != effects.me.index { effects.send(.peer(message), to: Address(server)) }
  }
}
