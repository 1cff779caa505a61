import CanonicalEncoding
import Histories

extension Register: Canonical where Value == RegisterValue {
  /// Appends the value.
  public func encode(into bytes: inout ByteWriter) { bytes.write(value) }

  /// Reads a value.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) { self.init(try bytes.read()) }
}

extension Register: NumberedObject where Value == RegisterValue {
  /// In flight 0 for reading, otherwise the value plus 1. With a reply the value above two bits that say: written;
  /// read; a read that is called a write; a write that is called a read, with both values.
  public static func number(of call: Call, _ reply: Reply?) -> UInt64 {
    switch (call, reply) {
    case (.read, nil): 0
    case (.write(let value), nil): UInt64(value.number) + 1
    case (.write(let value), .written): UInt64(value.number) << 2
    case (.read, .value(let value)): UInt64(value.number) << 2 | 1
    case (.read, .written): 2
    case (.write(let value), .value(let other)): (UInt64(other.number) << 16 | UInt64(value.number)) << 2 | 3
    }
  }

  /// The operation with a number that ``number(of:_:)`` gives.
  public static func operation(_ number: UInt64, isInFlight: Bool) -> (call: Call, reply: Reply?)? {
    if isInFlight {
      if number == 0 { return (.read, nil) }
      return UInt16(exactly: number - 1).map { (.write(RegisterValue(number: $0)), nil) }
    }
    let numbers = number >> 2
    let value = RegisterValue(number: UInt16(truncatingIfNeeded: numbers))
    switch number & 3 {
    case 0 where numbers < 1 << 16: return (.write(value), .written)
    case 1 where numbers < 1 << 16: return (.read, .value(value))
    case 2 where numbers == 0: return (.read, .written)
    case 3 where numbers < 1 << 32: return (.write(value), .value(RegisterValue(number: UInt16(numbers >> 16))))
    default: return nil
    }
  }
}
