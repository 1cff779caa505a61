import CanonicalEncoding
import Participants

/// A node as peers speak of it: its identifier, and where it can be reached.
@frozen
public struct NodeContact: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The identifier.
  public let identifier: UInt64

  /// Where it can be reached.
  public let address: Address

  /// A node.
  @inlinable public init(identifier: UInt64, address: Address) {
    self.identifier = identifier
    self.address = address
  }

  /// Appends both.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(address)
  }

  /// Reads a contact.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    address = try bytes.read()
  }

  /// For instance `17@3`.
  public var description: String { "\(identifier)@\(address)" }
}

/// A node, and when it was heard from last. Both fit the room of a contact in an array.
struct HeardContact: Hashable, BitwiseCopyable, Canonical {
  let contact: NodeContact
  /// A whole second, which begins again after 18 hours: contacts are asked much more often.
  let second: UInt16

  init(_ contact: NodeContact, at second: UInt16) {
    self.contact = contact
    self.second = second
  }

  /// Seconds since it was heard from.
  func silence(at now: UInt16) -> UInt16 { now &- second }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(contact)
    bytes.write(second)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    contact = try bytes.read()
    second = try bytes.read()
  }
}

extension Sequence<HeardContact> {
  /// Who has been silent longest, at least so many seconds, but for those `excluded`; of several, the first.
  func longestSilent(at now: UInt16, atLeast seconds: UInt16 = 0, except excluded: [UInt64]) -> HeardContact? {
    var best: HeardContact?
    for entry in self where entry.silence(at: now) >= seconds {
      if let best, entry.silence(at: now) <= best.silence(at: now) { continue }
      if !excluded.contains(entry.contact.identifier) { best = entry }
    }
    return best
  }
}

extension ByteReader {
  /// Reads at most so many contacts.
  mutating func read(atMost most: Int) throws(MalformedBytes) -> [NodeContact] {
    let offset = self.offset
    let contacts = try read([NodeContact].self)
    guard contacts.count <= most else { throw MalformedBytes(offset: offset, expected: "at most \(most) contacts") }
    return contacts
  }
}

extension Effects {
  /// The whole second of now, as contacts remember it.
  var second: UInt16 { UInt16(truncatingIfNeeded: now.components.seconds) }
}
