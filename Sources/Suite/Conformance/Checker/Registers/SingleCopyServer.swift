import CanonicalEncoding
import Participants

/// A register of its own in each server: linearizable only as long as there is one server.
public struct SingleCopyServer: RegisterServer, CustomStringConvertible {
  /// Servers do not talk to each other.
  public enum PeerMessage: RegisterPeerMessage {
    /// There is no message to have a summary.
    @inlinable public var summary: UInt64 { switch self {} }

    /// There is no message to have details.
    @inlinable public func encodeDetails(into bytes: inout ByteWriter) {}

    /// Always throws.
    @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
      throw MalformedBytes(offset: bytes.offset, expected: "a message of a client or to one")
    }
  }

  /// What was written last.
  public var value = RegisterValue.initial

  /// A server whose register holds nothing.
  @inlinable public init(at address: Address) {}

  /// Does what the client wants.
  @inlinable
  public mutating func handle(
    _ message: RegisterMessage<PeerMessage>, from sender: Address, servers: Int,
    effects: inout Effects<RegisterParticipant<Self>>
  ) {
    switch message {
    case .put(let number):
      value = RegisterValue(writtenBy: RequestName(client: sender, number: Int(number)))
      effects.send(.putDone(number), to: sender)
    case .get(let number): effects.send(.getDone(number, value), to: sender)
    case .putDone, .getDone, .peer: break
    }
  }

  /// For instance "holds A".
  public var description: String { "holds \(value)" }

  /// Nothing.
  @inlinable public var summary: UInt64 { 0 }

  /// Appends the value.
  @inlinable public func encodeDetails(into bytes: inout ByteWriter) { bytes.write(value) }

  /// Reads a value.
  @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
    guard summary == 0 else { throw MalformedBytes(offset: bytes.offset, expected: "a server without a summary") }
    value = try bytes.read()
  }
}
