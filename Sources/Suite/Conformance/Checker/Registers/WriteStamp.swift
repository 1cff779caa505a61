import CanonicalEncoding
import Participants

/// The age of a value: a clock, and the server that wrote at that time, in one number that orders them.
public struct WriteStamp: Hashable, BitwiseCopyable, Comparable, Canonical, CustomStringConvertible {
  /// The time above three bits with the server.
  @usableFromInline let bits: UInt16

  /// A time below 8,192 at a server below 8.
  @inlinable public init(time: Int, server: Address) {
    precondition(server.number < 8 && time < 8_192, "a stamp has 16 bits")
    bits = UInt16(time &* 8 &+ server.index)
  }

  @inlinable init(bits: UInt16) { self.bits = bits }

  /// The time, from 0.
  @inlinable public var time: Int { Int(bits &>> 3) }

  /// The server.
  @inlinable public var server: Address { Address(Int(bits & 7)) }

  /// The order of times, then of servers.
  @inlinable public static func < (left: WriteStamp, right: WriteStamp) -> Bool { left.bits < right.bits }

  /// Appends the number.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(bits) }

  /// Reads a number.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { bits = try bytes.read() }

  /// For instance "1.2", time 1 at server 2.
  public var description: String { "\(time).\(server)" }
}

/// A value and its age.
public struct StampedValue: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// When it was written.
  public let stamp: WriteStamp

  /// The value.
  public let value: RegisterValue

  /// Both in a word; newer values have greater words.
  @inlinable public var word: UInt32 { UInt32(stamp.bits) &<< 16 | UInt32(value.number) }

  /// The stamp and the value of a word.
  @inlinable public init(word: UInt32) {
    stamp = WriteStamp(bits: UInt16(truncatingIfNeeded: word &>> 16))
    value = RegisterValue(number: UInt16(truncatingIfNeeded: word))
  }

  /// A value written at some time.
  @inlinable public init(_ value: RegisterValue, at stamp: WriteStamp) {
    self.value = value
    self.stamp = stamp
  }

  /// Appends the stamp and the value.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(stamp)
    bytes.write(value)
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    stamp = try bytes.read()
    value = try bytes.read()
  }

  /// For instance "A at 1.2".
  public var description: String { "\(value) at \(stamp)" }
}
