import CanonicalEncoding
import Participants

/// What Pastry's peers send each other. All but a newcomer's question tell the sender's identifier, so that whoever
/// takes them in knows the sender; tokens are the asker's own names for its questions.
public enum PastryMessage: Hashable, Sendable {
  /// A newcomer with this identifier looks for its place; passed on from node to node.
  case join(UInt64, for: Address, token: UInt32, hops: UInt16)
  /// Your place is next to me, and these are the nodes around me, nearest first.
  case place(PastryNeighbours, from: UInt64, token: UInt32)
  /// Whom do you know around you? These are around me.
  case askLeaves(PastryNeighbours, from: UInt64, token: UInt32, isForJoin: Bool)
  /// These. Told without a question, with token 0, when a neighbour is gone.
  case leaves(PastryNeighbours, from: UInt64, token: UInt32, isForJoin: Bool)
  /// Whom do you know that shares so many digits with you?
  case askRow(UInt8, from: UInt64, token: UInt32, isForJoin: Bool)
  /// These, one for each next digit at most. Told a newcomer by those who pass its question on.
  case row([NodeContact], from: UInt64, token: UInt32, isForJoin: Bool)
  /// Whom do you know that is nearer to this key?
  case askNext(UInt64, from: UInt64, token: UInt32)
  /// These, the best first, and myself when I know none better.
  case next([NodeContact], from: UInt64, token: UInt32)
  /// This key is looked up; passed on from node to node. If it is tried again, somebody on the way may be gone.
  case lookup(UInt64, from: UInt64, for: Address, token: UInt32, hops: UInt16, isRepeated: Bool)
  /// The key is mine.
  case owner(of: UInt64, from: UInt64, token: UInt32, hops: UInt16)
}

/// The nodes on either side of a node, nearest first, at most half a leaf set each.
public struct PastryNeighbours: Hashable, Sendable {
  /// Those before it.
  public let before: [NodeContact]
  /// Those after it.
  public let after: [NodeContact]
}

extension PastryMessage {
  /// Contacts of an answer about the next node on the way to a key.
  static let mostNext = 4

  /// The sender's neighbours, if it tells them.
  var neighbours: PastryNeighbours? {
    switch self {
    case .place(let neighbours, _, _), .askLeaves(let neighbours, _, _, _), .leaves(let neighbours, _, _, _): neighbours
    default: nil
    }
  }

  /// The identifier of a sender that is a member.
  var member: UInt64? {
    switch self {
    case .join: nil
    case .place(_, let sender, _), .askLeaves(_, let sender, _, _), .leaves(_, let sender, _, _),
      .askRow(_, let sender, _, _), .row(_, let sender, _, _), .askNext(_, let sender, _), .next(_, let sender, _),
      .lookup(_, let sender, _, _, _, _), .owner(_, let sender, _, _):
      sender
    }
  }
}

extension PastryNeighbours: Canonical {
  /// Appends both sides.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(before)
    bytes.write(after)
  }

  /// Reads both sides.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    before = try bytes.read(atMost: Pastry.leavesOnEitherSide)
    after = try bytes.read(atMost: Pastry.leavesOnEitherSide)
  }
}

extension PastryMessage: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .join(let identifier, let asker, let token, let hops):
      bytes.write(byte: 0)
      bytes.write(identifier)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
    case .place(let neighbours, let sender, let token):
      bytes.write(byte: 1)
      bytes.write(neighbours)
      bytes.write(sender)
      bytes.write(token)
    case .askLeaves(let neighbours, let sender, let token, let isForJoin):
      bytes.write(byte: 2)
      bytes.write(neighbours)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(isForJoin)
    case .leaves(let neighbours, let sender, let token, let isForJoin):
      bytes.write(byte: 3)
      bytes.write(neighbours)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(isForJoin)
    case .askRow(let row, let sender, let token, let isForJoin):
      bytes.write(byte: 4)
      bytes.write(row)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(isForJoin)
    case .row(let contacts, let sender, let token, let isForJoin):
      bytes.write(byte: 5)
      bytes.write(contacts)
      bytes.write(sender)
      bytes.write(token)
      bytes.write(isForJoin)
    case .askNext(let key, let sender, let token):
      bytes.write(byte: 6)
      bytes.write(key)
      bytes.write(sender)
      bytes.write(token)
    case .next(let contacts, let sender, let token):
      bytes.write(byte: 7)
      bytes.write(contacts)
      bytes.write(sender)
      bytes.write(token)
    case .lookup(let key, let sender, let asker, let token, let hops, let isRepeated):
      bytes.write(byte: 8)
      bytes.write(key)
      bytes.write(sender)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isRepeated)
    case .owner(let key, let sender, let token, let hops):
      bytes.write(byte: 9)
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
      self = .join(try bytes.read(), for: try bytes.read(), token: try bytes.read(), hops: try bytes.read())
    case 1: self = .place(try bytes.read(), from: try bytes.read(), token: try bytes.read())
    case 2:
      self = .askLeaves(
        try bytes.read(), from: try bytes.read(), token: try bytes.read(), isForJoin: try bytes.read())
    case 3:
      self = .leaves(try bytes.read(), from: try bytes.read(), token: try bytes.read(), isForJoin: try bytes.read())
    case 4:
      self = .askRow(try bytes.read(), from: try bytes.read(), token: try bytes.read(), isForJoin: try bytes.read())
    case 5:
      self = .row(
        try bytes.read(atMost: Pastry.digits), from: try bytes.read(), token: try bytes.read(),
        isForJoin: try bytes.read())
    case 6: self = .askNext(try bytes.read(), from: try bytes.read(), token: try bytes.read())
    case 7:
      self = .next(try bytes.read(atMost: Self.mostNext), from: try bytes.read(), token: try bytes.read())
    case 8:
      self = .lookup(
        try bytes.read(), from: try bytes.read(), for: try bytes.read(), token: try bytes.read(),
        hops: try bytes.read(), isRepeated: try bytes.read())
    case 9:
      self = .owner(of: try bytes.read(), from: try bytes.read(), token: try bytes.read(), hops: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 9")
    }
  }
}

/// The alarms of a Pastry peer.
public enum PastryTimer: Hashable, Sendable {
  /// Neighbours and others are to be asked.
  case check
  /// The question with this token was not answered in time.
  case unanswered(UInt32)
}

extension PastryTimer: Canonical {
  /// Appends the kind and the token.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .check: bytes.write(byte: 0)
    case .unanswered(let token):
      bytes.write(byte: 1)
      bytes.write(token)
    }
  }

  /// Reads an alarm.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .check
    case 1: self = .unanswered(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an alarm, 0 or 1")
    }
  }
}
