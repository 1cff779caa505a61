import CanonicalEncoding

/// Where a message of Koorde stands in the complete de Bruijn graph.
public enum KoordeRoute: Hashable, Sendable {
  /// Nowhere yet: whoever gets the message chooses.
  case start
  /// At an imaginary identifier, with so many of the key's last bits, at most 64, still to be shifted in, by the node
  /// right before it.
  case walking(imaginary: UInt64, remaining: UInt8)
  /// Likewise, but the node right before it has no pointer, and whoever gets the message is to shift in its stead.
  case handedOver(imaginary: UInt64, remaining: UInt8)
}

extension KoordeRoute: Canonical {
  /// Appends the number of bits, 128 more when handed over, or 65 for a start; and the identifier.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .start: bytes.write(byte: 65)
    case .walking(let imaginary, let remaining):
      bytes.write(byte: remaining)
      bytes.write(imaginary)
    case .handedOver(let imaginary, let remaining):
      bytes.write(byte: 128 | remaining)
      bytes.write(imaginary)
    }
  }

  /// Reads a route.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 65: self = .start
    case let remaining where remaining < 65: self = .walking(imaginary: try bytes.read(), remaining: remaining)
    case let byte where (128..<193).contains(byte):
      self = .handedOver(imaginary: try bytes.read(), remaining: byte - 128)
    default: throw MalformedBytes(offset: offset, expected: "a number of bits up to 64, or 65")
    }
  }
}
