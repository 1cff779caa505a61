import CanonicalEncoding
import Participants

/// What Kademlia's peers send each other. Each tells the sender's identifier, so that whoever takes it in knows the
/// sender; tokens are the asker's own names for its questions.
public enum KademliaMessage: Hashable, Sendable {
  /// Whom do you know that is closest to this key?
  case find(UInt64, from: UInt64, token: UInt32, for: KademliaPurpose)
  /// These, at most k.
  case found([NodeContact], from: UInt64, token: UInt32, for: KademliaPurpose)
  /// This key is looked up; passed on from node to node. If it is tried again, somebody on the way may be gone.
  case lookup(UInt64, from: UInt64, for: Address, token: UInt32, hops: UInt16, isRepeated: Bool)
  /// The key is mine.
  case owner(of: UInt64, from: UInt64, token: UInt32, hops: UInt16)
}

/// What a question of a Kademlia peer is asked for.
public enum KademliaPurpose: UInt8, Hashable, Canonical {
  /// A client wants to know an owner.
  case lookup
  /// A newcomer looks for its place; nobody takes it for a member yet.
  case join
  /// A member that has just come makes itself known.
  case arrival
  /// Contacts are checked, buckets filled.
  case upkeep
}

extension KademliaMessage {
  /// The identifier of a sender that is a member; nil for newcomers.
  var member: UInt64? {
    switch self {
    case .find(_, _, _, .join): nil
    case .find(_, let sender, _, _), .found(_, let sender, _, _), .lookup(_, let sender, _, _, _, _),
      .owner(_, let sender, _, _):
      sender
    }
  }
}

extension KademliaMessage: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .find(let key, let sender, let token, let purpose):
      bytes.write(byte: 0)
      bytes.write(key)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(purpose)
    case .found(let contacts, let sender, let token, let purpose):
      bytes.write(byte: 1)
      bytes.write(contacts)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(purpose)
    case .lookup(let key, let sender, let asker, let token, let hops, let isRepeated):
      bytes.write(byte: 2)
      bytes.write(key)
      bytes.write(sender)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isRepeated)
    case .owner(let key, let sender, let token, let hops):
      bytes.write(byte: 3)
      bytes.write(key)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(hops)
    }
  }

  /// Reads a message.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0:
      self = .find(try bytes.read(), from: try bytes.read(), token: try bytes.read(), for: try bytes.read())
    case 1:
      self = .found(
        try bytes.read(atMost: Kademlia.bucketSize), from: try bytes.read(), token: try bytes.read(),
        for: try bytes.read())
    case 2:
      self = .lookup(
        try bytes.read(), from: try bytes.read(), for: try bytes.read(), token: try bytes.read(),
        hops: try bytes.read(), isRepeated: try bytes.read())
    case 3:
      self = .owner(of: try bytes.read(), from: try bytes.read(), token: try bytes.read(), hops: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 3")
    }
  }
}

/// The alarms of a Kademlia peer.
public enum KademliaTimer: Hashable, Sendable {
  /// Contacts that have long been silent are to be asked.
  case check
  /// A bucket is to be refreshed.
  case refresh
  /// The question with this token was not answered in time.
  case unanswered(UInt32)
}

extension KademliaTimer: Canonical {
  /// Appends the kind and the token.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .check: bytes.write(byte: 0)
    case .refresh: bytes.write(byte: 1)
    case .unanswered(let token):
      bytes.write(byte: 2)
      bytes.write(token)
    }
  }

  /// Reads an alarm.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .check
    case 1: self = .refresh
    case 2: self = .unanswered(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an alarm, 0 to 2")
    }
  }
}
