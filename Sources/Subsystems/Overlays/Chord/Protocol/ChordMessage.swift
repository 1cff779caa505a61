import CanonicalEncoding
import Participants

/// What Chord's peers send each other. Tokens are the sender's own names for its questions.
public enum ChordMessage: Hashable, Sendable {
  /// Who stands right before this point? Passed on from node to node, for a newcomer or for somebody's finger.
  case findPlace(UInt64, for: Address, token: UInt32, hops: UInt16, isForJoin: Bool)
  /// I do, and these follow me.
  case place(of: UInt64, ChordContact, successors: [ChordContact], token: UInt32, isForJoin: Bool)
  /// Whom do you know that is nearer to this key?
  case askNext(UInt64, token: UInt32)
  /// These, the best first; the owner and those who would follow it if `areOwners`.
  case next([ChordContact], areOwners: Bool, token: UInt32)
  /// This key is looked up; passed on from node to node, the last time to its owner.
  case lookup(UInt64, for: Address, token: UInt32, hops: UInt16, isAtOwner: Bool)
  /// The key is mine.
  case owner(ChordContact, of: UInt64, token: UInt32, hops: UInt16)
  /// Whom do you know on the ring?
  case askLinks(token: UInt32)
  /// These.
  case links(predecessor: ChordContact?, successors: [ChordContact], token: UInt32)
  /// I take you for my successor.
  case notify(ChordContact)
}

extension ChordMessage: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .findPlace(let point, let asker, let token, let hops, let isForJoin):
      bytes.write(byte: 0)
      bytes.write(point)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isForJoin)
    case .place(let point, let member, let successors, let token, let isForJoin):
      bytes.write(byte: 1)
      bytes.write(point)
      bytes.write(member)
      bytes.write(successors)
      bytes.write(token)
      bytes.write(isForJoin)
    case .askNext(let key, let token):
      bytes.write(byte: 2)
      bytes.write(key)
      bytes.write(token)
    case .next(let contacts, let areOwners, let token):
      bytes.write(byte: 3)
      bytes.write(contacts)
      bytes.write(areOwners)
      bytes.write(token)
    case .lookup(let key, let asker, let token, let hops, let isAtOwner):
      bytes.write(byte: 4)
      bytes.write(key)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isAtOwner)
    case .owner(let contact, let key, let token, let hops):
      bytes.write(byte: 5)
      bytes.write(contact)
      bytes.write(key)
      bytes.write(token)
      bytes.write(hops)
    case .askLinks(let token):
      bytes.write(byte: 6)
      bytes.write(token)
    case .links(let predecessor, let successors, let token):
      bytes.write(byte: 7)
      bytes.write(predecessor)
      bytes.write(successors)
      bytes.write(token)
    case .notify(let contact):
      bytes.write(byte: 8)
      bytes.write(contact)
    }
  }

  /// Reads a message.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0:
      self = .findPlace(
        try bytes.read(), for: try bytes.read(), token: try bytes.read(), hops: try bytes.read(),
        isForJoin: try bytes.read())
    case 1:
      self = .place(
        of: try bytes.read(), try bytes.read(), successors: try bytes.read(), token: try bytes.read(),
        isForJoin: try bytes.read())
    case 2: self = .askNext(try bytes.read(), token: try bytes.read())
    case 3: self = .next(try bytes.read(), areOwners: try bytes.read(), token: try bytes.read())
    case 4:
      self = .lookup(
        try bytes.read(), for: try bytes.read(), token: try bytes.read(), hops: try bytes.read(),
        isAtOwner: try bytes.read())
    case 5:
      self = .owner(try bytes.read(), of: try bytes.read(), token: try bytes.read(), hops: try bytes.read())
    case 6: self = .askLinks(token: try bytes.read())
    case 7: self = .links(predecessor: try bytes.read(), successors: try bytes.read(), token: try bytes.read())
    case 8: self = .notify(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 8")
    }
  }
}

/// The alarms of a Chord peer.
public enum ChordTimer: Hashable, Sendable {
  /// The successor is to be asked for its list.
  case stabilise
  /// Another finger is to be looked up.
  case repairFinger
  /// The question with this token was not answered in time.
  case unanswered(UInt32)
}

extension ChordTimer: Canonical {
  /// Appends the kind and the token.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .stabilise: bytes.write(byte: 0)
    case .repairFinger: bytes.write(byte: 1)
    case .unanswered(let token):
      bytes.write(byte: 2)
      bytes.write(token)
    }
  }

  /// Reads an alarm.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .stabilise
    case 1: self = .repairFinger
    case 2: self = .unanswered(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an alarm, 0 to 2")
    }
  }
}

/// What a client asks of a Chord peer: the owner of a key.
public struct ChordRequest: Hashable, Canonical {
  /// The key.
  public let key: UInt64
  /// Whether the peer asks every node itself; if not, nodes pass the question on.
  public let isIterative: Bool

  /// A lookup.
  public init(key: UInt64, isIterative: Bool) {
    self.key = key
    self.isIterative = isIterative
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(isIterative)
  }

  /// Reads a request.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    isIterative = try bytes.read()
  }
}

/// What a Chord peer answers.
public struct ChordResponse: Hashable, Canonical {
  /// The key.
  public let key: UInt64
  /// Its owner; nil if nobody was found.
  public let owner: ChordContact?
  /// Hops, or nodes asked, on the way.
  public let hops: Int

  /// An answer.
  public init(key: UInt64, owner: ChordContact?, hops: Int) {
    self.key = key
    self.owner = owner
    self.hops = hops
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(owner)
    bytes.write(hops)
  }

  /// Reads an answer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    owner = try bytes.read()
    hops = try bytes.read()
  }
}
