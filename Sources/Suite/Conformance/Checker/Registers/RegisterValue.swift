import CanonicalEncoding
import Participants

/// A client's request: whose it is, and its number among the client's, from 1.
public struct RequestName: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The number, less one, above six bits with the client's address.
  @usableFromInline let bits: UInt16

  /// The name of a request of a client whose address is below 64.
  @inlinable public init(client: Address, number: Int) {
    precondition(client.number < 64 && (1...1_000).contains(number), "the name of a request has 16 bits")
    bits = UInt16((number &- 1) &* 64 &+ client.index)
  }

  @inlinable init(bits: UInt16) { self.bits = bits }

  /// Who makes the request.
  @inlinable public var client: Address { Address(Int(bits & 63)) }

  /// The place of the request among the client's, from 1.
  @inlinable public var number: Int { Int(bits &>> 6) &+ 1 }

  /// Appends both in one number.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(bits) }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { bits = try bytes.read() }

  /// For instance "3.1", the first request of client 3.
  public var description: String { "\(client).\(number)" }
}

/// What a register holds: nothing yet, or the name of the request that wrote it.
public struct RegisterValue: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// 0 for nothing, otherwise one more than the bits of the name.
  public let number: UInt16

  /// What a request writes.
  @inlinable public init(writtenBy request: RequestName) { number = request.bits &+ 1 }

  /// The value with a number.
  @inlinable public init(number: UInt16) { self.number = number }

  /// What a register holds at first.
  @inlinable public static var initial: RegisterValue { RegisterValue(number: 0) }

  /// Appends the number.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(number) }

  /// Reads a number.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { number = try bytes.read() }

  /// The name of the request, or "nothing".
  public var description: String { number == 0 ? "nothing" : "\(RequestName(bits: number - 1))" }
}
