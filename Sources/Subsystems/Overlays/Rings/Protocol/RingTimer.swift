import CanonicalEncoding

/// The alarms of a ring's peer.
public enum RingTimer: Hashable, Sendable {
  /// The successor is to be asked for its list.
  case stabilise
  /// Another long link is to be looked up.
  case repairLink
  /// The question with this token was not answered in time.
  case unanswered(UInt32)
}

extension RingTimer: Canonical {
  /// Appends the kind and the token.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .stabilise: bytes.write(byte: 0)
    case .repairLink: bytes.write(byte: 1)
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
    case 1: self = .repairLink
    case 2: self = .unanswered(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an alarm, 0 to 2")
    }
  }
}
