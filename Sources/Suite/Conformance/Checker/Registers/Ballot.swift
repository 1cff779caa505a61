import CanonicalEncoding
import Participants

/// A round of one server. There are 31 rounds and eight servers, more than servers use that begin one round each.
public struct Ballot: Hashable, BitwiseCopyable, Comparable, Canonical, CustomStringConvertible {
  /// The round above three bits with the server.
  @usableFromInline let bits: UInt8

  /// The ballot of a server below 8 in a round below 32.
  @inlinable public init(round: Int, server: Address) {
    precondition(server.number < 8 && round < 32, "a ballot has eight bits")
    bits = UInt8(round &* 8 &+ server.index)
  }

  @inlinable init(bits: UInt8) { self.bits = bits }

  /// The round, from 0.
  @inlinable public var round: Int { Int(bits &>> 3) }

  /// The server.
  @inlinable public var server: Address { Address(Int(bits & 7)) }

  /// The order of rounds, then of servers.
  @inlinable public static func < (left: Ballot, right: Ballot) -> Bool { left.bits < right.bits }

  /// Appends the number.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(bits) }

  /// Reads a number.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { bits = try bytes.read() }

  /// For instance "1.2", round 1 of server 2.
  public var description: String { "\(round).\(server)" }
}

/// A client's write that was accepted, and in which ballot.
public struct Accepted: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The ballot.
  public let ballot: Ballot

  /// The write.
  public let request: RequestName

  /// Both in a word that orders by ballots; never 0, since nothing is accepted in round 0.
  @inlinable public var word: UInt32 { UInt32(ballot.bits) &<< 16 | UInt32(request.bits) }

  /// The write and ballot of a word.
  @inlinable public init(word: UInt32) {
    ballot = Ballot(bits: UInt8(truncatingIfNeeded: word &>> 16))
    request = RequestName(bits: UInt16(truncatingIfNeeded: word))
  }

  /// A write accepted in a ballot.
  @inlinable public init(_ request: RequestName, in ballot: Ballot) {
    self.ballot = ballot
    self.request = request
  }

  /// Appends the ballot and the request.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(ballot)
    bytes.write(request)
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    ballot = try bytes.read()
    request = try bytes.read()
  }

  /// For instance "3.1 in 1.0".
  public var description: String { "\(request) in \(ballot)" }
}
