import CanonicalEncoding
import Participants

/// A node as the peers of a ring speak of it: its point on the ring, and where it can be reached.
@frozen
public struct RingContact: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The point on the ring.
  public let identifier: UInt64

  @usableFromInline let number: UInt32

  /// Where it can be reached; nil for an entry that only fills a list up to its length.
  @inlinable public var address: Address? { number == .max ? nil : Address(Int(number)) }

  /// A node.
  @inlinable public init(identifier: UInt64, address: Address) {
    self.identifier = identifier
    number = address.number
  }

  /// An entry for the identifier after another, whoever that is: it is dropped when its turn comes.
  @inlinable init(paddingAfter identifier: UInt64) {
    self.identifier = identifier &+ 1
    number = .max
  }

  /// Appends both.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(number)
  }

  /// Reads a contact.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    number = try bytes.read()
  }

  /// For instance `17@3`.
  public var description: String { "\(identifier)@\(address.map { "\($0)" } ?? "-")" }
}
