import CanonicalEncoding

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
