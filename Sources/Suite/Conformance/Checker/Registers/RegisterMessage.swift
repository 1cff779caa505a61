import CanonicalEncoding
import Participants

/// What clients and servers of a register say to each other, and servers among themselves.
///
/// A client numbers its requests from 1. Its address is not part of the messages: it sends the requests and is sent the
/// answers. It writes the name of the request, so that whoever reads a value knows which write it has seen.
public enum RegisterMessage<Peer: RegisterPeerMessage>: Hashable, Sendable, BitwiseCopyable {
  /// A client wants the register to hold the name of this request.
  case put(UInt16)
  /// A client wants to know what the register holds.
  case get(UInt16)
  /// The register has held what the client wanted.
  case putDone(UInt16)
  /// The register has held this.
  case getDone(UInt16, RegisterValue)
  /// A server's message to another.
  case peer(Peer)
}

/// What servers of a register say among themselves.
public protocol RegisterPeerMessage: Hashable, Sendable, BitwiseCopyable {
  /// The kind of the message and facts that need few bits, in a number of less than 32 bits.
  var summary: UInt64 { get }

  /// Appends what the summary does not tell.
  func encodeDetails(into bytes: inout ByteWriter)

  /// Reads the details that belong to a summary.
  init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes)
}

extension RegisterMessage: Canonical {
  /// Appends one number with what takes few bits, a byte for most messages, and details.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .put(let number): bytes.write(varint: UInt64(number) &<< 3)
    case .get(let number): bytes.write(varint: UInt64(number) &<< 3 | 2)
    case .putDone(let number): bytes.write(varint: UInt64(number) &<< 3 | 4)
    case .getDone(let number, let value):
      bytes.write(varint: UInt64(number) &<< 3 | 6)
      bytes.write(value)
    case .peer(let message):
      bytes.write(varint: message.summary &<< 1 | 1)
      message.encodeDetails(into: &bytes)
    }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let word = try bytes.readVarint()
    if word & 1 == 1 {
      self = .peer(try Peer(summary: word &>> 1, detailsFrom: &bytes))
      return
    }
    guard let number = UInt16(exactly: word &>> 3) else {
      throw MalformedBytes(offset: offset, expected: "the number of a request")
    }
    switch word & 7 {
    case 0: self = .put(number)
    case 2: self = .get(number)
    case 4: self = .putDone(number)
    default: self = .getDone(number, try bytes.read())
    }
  }
}

extension RegisterMessage {
  /// Whether two messages are alike. Written out, since a derived `==` of a generic type is not specialised elsewhere.
  @inlinable public static func == (left: RegisterMessage, right: RegisterMessage) -> Bool {
    switch (left, right) {
    case (.put(let number), .put(let other)), (.get(let number), .get(let other)),
      (.putDone(let number), .putDone(let other)):
      number == other
    case (.getDone(let number, let value), .getDone(let other, let otherValue)): number == other && value == otherValue
    case (.peer(let message), .peer(let other)): message == other
    default: false
    }
  }
}

extension RegisterMessage: CustomStringConvertible {
  /// For instance "put 1".
  public var description: String {
    switch self {
    case .put(let number): "put \(number)"
    case .get(let number): "get \(number)"
    case .putDone(let number): "put \(number) done"
    case .getDone(let number, let value): "get \(number) done: \(value)"
    case .peer(let message): "\(message)"
    }
  }
}
