import CanonicalEncoding

/// Where a participant can be reached: its place among the participants of a system, from 0.
public struct Address: Hashable, Comparable, BitwiseCopyable, Canonical, ExpressibleByIntegerLiteral,
  CustomStringConvertible
{
  /// The place as it is stored.
  public let number: UInt32

  /// The place.
  @inlinable public var index: Int { Int(number) }

  /// The address of the participant at `index`, which is not negative and below 2³².
  @inlinable public init(_ index: Int) { number = UInt32(index) }

  /// An address written as its place.
  @inlinable public init(integerLiteral index: Int) { self.init(index) }

  /// The order of the places.
  @inlinable public static func < (left: Address, right: Address) -> Bool { left.number < right.number }

  /// Appends the place as a varint.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(number) }

  /// Reads a place.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { number = try bytes.read() }

  /// The place in decimal.
  public var description: String { "\(number)" }
}
