import CanonicalEncoding
import Histories
import ModelChecking
import Participants

/// Remembers what clients asked of a register and what they were told, as far as linearizability depends on it.
///
/// A call begins when the client's message leaves and ends when the answer arrives, as in Stateright.
public struct RegisterHistory<Server: RegisterServer>: NetworkObserver, CustomStringConvertible {
  /// The servers and clients that it watches.
  public typealias Subject = RegisterParticipant<Server>

  /// The calls and answers.
  public var history = ConcurrentHistory(Register(RegisterValue.initial))

  /// Remembers nothing yet.
  public init() {}

  /// Records the calls among the messages.
  public mutating func sent(_ message: Subject.Message, from client: Address, to server: Address) {
    switch message {
    case .put(let number):
      let request = RequestName(client: client, number: Int(number))
      history.invoke(client: client.index, .write(RegisterValue(writtenBy: request)))
    case .get: history.invoke(client: client.index, .read)
    case .putDone, .getDone, .peer: break
    }
  }

  /// Records the answers among the messages.
  public mutating func delivered(_ message: Subject.Message, from server: Address, to client: Address) {
    switch message {
    case .putDone: history.respond(client: client.index, .written)
    case .getDone(_, let value): history.respond(client: client.index, .value(value))
    case .put, .get, .peer: break
    }
  }

  /// The operations of each client, for instance "3: write 3.1, read".
  public var description: String {
    var text = ""
    for (row, operation) in history.operations.enumerated() {
      let isFirst = row == 0 || history.operations[row - 1].client != operation.client
      let call =
        switch operation.call {
        case .read: "read"
        case .write(let value): "write \(value)"
        }
      let reply =
        switch operation.reply {
        case nil: " ..."
        case .written: ""
        case .value(let value): " \(value)"
        }
      text += isFirst ? "\(row == 0 ? "" : "; ")\(operation.client): " : ", "
      text += call + reply
    }
    return text
  }

  /// Appends the operations; the initial value is always the same.
  public func encode(into bytes: inout ByteWriter) { history.encodeOperations(into: &bytes) }

  /// Reads what ``encode(into:)`` writes.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    history = try ConcurrentHistory(Register(RegisterValue.initial), operationsFrom: &bytes)
  }
}

extension NetworkModel {
  /// Servers of a register and clients that write some times and read once each: with one write, Stateright's examples.
  ///
  /// - Throws: when there are too many of them.
  public static func registers<Server>(
    _ kind: Server.Type, servers: Int, clients: Int, puts: Int = 1, channels: ChannelDiscipline = .unordered
  ) throws(NetworkModelError) -> Self where P == RegisterParticipant<Server>, Observer == RegisterHistory<Server> {
    let serving = (0..<servers).map { RegisterParticipant(Server(at: Address($0)), among: servers) }
    let asking = (0..<clients).map { _ in RegisterParticipant<Server>(puts: puts, servers: servers) }
    return try NetworkModel(
      serving + asking, channels: channels, observer: RegisterHistory(), skipsIdleDeliveries: true,
      properties: [
        .always("linearizable") { state in state.observer.history.isLinearizable },
        .sometimes("a value is read") { state in
          state.messages.contains { envelope in
            if case .getDone(_, let value) = envelope.message { value != .initial } else { false }
          }
        },
      ])
  }
}
