import CanonicalEncoding
import Participants

/// What a client asks of a peer of zones.
public enum ZoneRequest: Hashable, Sendable {
  /// The owner of a key.
  case lookUp(UInt64, isIterative: Bool)
  /// Keep an object at the owner of its key, and copies elsewhere.
  case store(UInt64)
  /// Is there an object with this key?
  case fetch(UInt64)
  /// Hand everything over and go.
  case leave
}

extension ZoneRequest: Canonical {
  /// Appends the kind and the key.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .lookUp(let key, let isIterative):
      bytes.write(byte: 0)
      bytes.write(key)
      bytes.write(isIterative)
    case .store(let key):
      bytes.write(byte: 1)
      bytes.write(key)
    case .fetch(let key):
      bytes.write(byte: 2)
      bytes.write(key)
    case .leave: bytes.write(byte: 3)
    }
  }

  /// Reads a request.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .lookUp(try bytes.read(), isIterative: try bytes.read())
    case 1: self = .store(try bytes.read())
    case 2: self = .fetch(try bytes.read())
    case 3: self = .leave
    default: throw MalformedBytes(offset: offset, expected: "the kind of a request, 0 to 3")
    }
  }
}

/// What a peer of zones answers a client.
public struct ZoneResponse: Hashable, Canonical {
  /// What was asked.
  public let request: ZoneRequest
  /// The owner of the key; nil if nobody was found. The peer itself once it has left.
  public let owner: Address?
  /// Hops, or peers asked, on the way.
  public let hops: Int
  /// Whether the object is there now: stored with all its copies, or found.
  public let isKnown: Bool

  init(to request: ZoneRequest, owner: Address?, hops: Int = 0, isKnown: Bool = false) {
    self.request = request
    self.owner = owner
    self.hops = hops
    self.isKnown = isKnown
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(owner)
    bytes.write(hops)
    bytes.write(isKnown)
  }

  /// Reads an answer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    request = try bytes.read()
    owner = try bytes.read()
    hops = try bytes.read()
    isKnown = try bytes.read()
  }
}

/// The alarms of a peer of zones.
public enum ZoneTimer: Hashable, Sendable {
  /// Another round: neighbours are told, and what is wrong is mended.
  case beat
  /// The question with this token was not answered in time.
  case unanswered(UInt32)
}

extension ZoneTimer: Canonical {
  /// Appends the kind and the token.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .beat: bytes.write(byte: 0)
    case .unanswered(let token):
      bytes.write(byte: 1)
      bytes.write(token)
    }
  }

  /// Reads an alarm.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .beat
    case 1: self = .unanswered(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an alarm, 0 or 1")
    }
  }
}
