import CanonicalEncoding
import ModelChecking
import Participants

/// A server of a register, without what all participants have in common. Servers number eight at the most, and are
/// plain bits: so are arrays of participants, and these are what a model checker copies most.
public protocol RegisterServer: Hashable, Sendable, BitwiseCopyable {
  /// What servers say among themselves.
  associatedtype PeerMessage: RegisterPeerMessage

  /// The server at an address, before the start.
  init(at address: Address)

  /// Takes in a message; the servers are at the addresses below `servers`.
  mutating func handle(
    _ message: RegisterMessage<PeerMessage>, from sender: Address, servers: Int,
    effects: inout Effects<RegisterParticipant<Self>>)

  /// Facts that need few bits, in a number of less than 32 bits; small when there is little to tell.
  var summary: UInt64 { get }

  /// Appends what the summary does not tell.
  func encodeDetails(into bytes: inout ByteWriter)

  /// Reads the details that belong to a summary.
  init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes)
}

/// A server of a register, or one of its clients: the actors of Stateright's register examples, message by message.
///
/// A client writes so many times, each when it knows the last to be done, then reads once, and asks another server each
/// time. States are those of Stateright by other names, up to two writes: there a third repeats the second's value, and
/// requests are named by the product of client and number, which is one for several.
public struct RegisterParticipant<Server: RegisterServer>: Participant {
  /// What is said.
  public typealias Message = RegisterMessage<Server.PeerMessage>

  /// The number of servers, at the addresses from 0: 1 to 8.
  public let servers: Int

  /// The server, unless the participant is a client.
  public var server: Server?

  /// How often the client writes.
  public let puts: Int

  /// Requests that the client has made, and one more when it has the answer to the last.
  public var made = 0

  /// One of some servers, before the start.
  @inlinable public init(_ server: Server, among servers: Int) {
    precondition((1...8).contains(servers), "a register has 1 to 8 servers")
    self.servers = servers
    self.server = server
    puts = 0
  }

  /// A client of some servers that writes so many times, before the start.
  @inlinable public init(puts: Int, servers: Int) {
    precondition((1...8).contains(servers), "a register has 1 to 8 servers")
    self.servers = servers
    server = nil
    self.puts = puts
  }

  /// Lets the server or the client act.
  @inlinable
  public mutating func handle(_ input: Input<Self>, effects: inout Effects<Self>) {
    switch input {
    case .start:
      if server == nil, puts > 0 { ask(&effects) }
    case .message(let message, let sender):
      guard var server else {
        takeAnswer(message, &effects)
        return
      }
      server.handle(message, from: sender, servers: servers, effects: &effects)
      self.server = server
    case .restart, .timer, .request: break
    }
  }

  @inlinable
  mutating func takeAnswer(_ message: Message, _ effects: inout Effects<Self>) {
    switch message {
    case .putDone(let number) where Int(number) == made && made <= puts: ask(&effects)
    case .getDone(let number, _) where Int(number) == made && made == puts + 1: made += 1
    default: break
    }
  }

  @inlinable
  mutating func ask(_ effects: inout Effects<Self>) {
    let server = Address((effects.me.index + made) % servers)
    let number = UInt16(made + 1)
    effects.send(made < puts ? .put(number) : .get(number), to: server)
    made += 1
  }

  /// Whether two participants are alike.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.made == right.made && left.server == right.server && left.puts == right.puts && left.servers == right.servers
  }
}

extension RegisterParticipant: Canonical {
  /// Appends one number with what takes few bits (a byte for a client that writes once), and a server's details.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    let servers = UInt64(servers &- 1) &<< 1
    if let server {
      bytes.write(varint: server.summary &<< 4 | servers)
      server.encodeDetails(into: &bytes)
    } else {
      // Pairs of the number of writes and that of requests, which is less than the former plus 3, in lexicographic order.
      let pair = UInt64(puts &* (puts &+ 5) / 2 &+ made)
      bytes.write(varint: pair &<< 4 | servers | 1)
    }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let word = try bytes.readVarint()
    let servers = Int(word &>> 1 & 7) &+ 1
    if word & 1 == 0 {
      self.init(try Server(summary: word &>> 4, detailsFrom: &bytes), among: servers)
    } else {
      guard word < 1 << 32 else { throw MalformedBytes(offset: offset, expected: "a client") }
      let pair = Int(word &>> 4)
      var puts = 0
      while (puts &+ 1) &* (puts &+ 6) / 2 <= pair { puts &+= 1 }
      self.init(puts: puts, servers: servers)
      made = pair &- puts &* (puts &+ 5) / 2
    }
  }
}

extension RegisterParticipant: CustomStringConvertible {
  /// The server, or what the client does.
  public var description: String {
    if let server { return "\(server)" }
    if made == 0 { return "client" }
    return made <= puts ? "writes (\(made) of \(puts))" : made == puts + 1 ? "reads" : "has written and read"
  }
}
