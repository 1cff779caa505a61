import CanonicalEncoding
import Participants

/// A set of addresses below 64, as a word.
public struct AddressSet: Hashable, BitwiseCopyable, Canonical, Sequence, ExpressibleByArrayLiteral,
  CustomStringConvertible
{
  /// One bit for each address.
  public var bits: UInt64

  /// The set of a word.
  @inlinable public init(bits: UInt64 = 0) { self.bits = bits }

  /// The set of some addresses.
  public init(_ addresses: some Sequence<Address>) {
    bits = 0
    for address in addresses { insert(address) }
  }

  /// A set written as a list.
  public init(arrayLiteral addresses: Address...) { self.init(addresses) }

  /// The addresses below `count`, which is at most 64.
  public init(below count: Int) { bits = count == 64 ? .max : 1 << UInt64(count) &- 1 }

  /// Whether there are no addresses.
  @inlinable public var isEmpty: Bool { bits == 0 }

  /// The number of addresses.
  @inlinable public var count: Int { bits.nonzeroBitCount }

  /// Whether an address is in the set.
  @inlinable public func contains(_ address: Address) -> Bool { bits &>> UInt64(address.number) & 1 == 1 }

  /// Adds an address.
  @inlinable public mutating func insert(_ address: Address) {
    precondition(address.number < 64, "a set of addresses has room for those below 64")
    bits |= 1 &<< UInt64(address.number)
  }

  /// Takes an address out.
  @inlinable public mutating func remove(_ address: Address) { bits &= ~(1 &<< UInt64(address.number)) }

  /// Whether every address is in `other`.
  @inlinable public func isSubset(of other: AddressSet) -> Bool { bits & ~other.bits == 0 }

  /// Whether a message between two addresses leaves or enters the set.
  @inlinable func separates(_ one: Address, _ other: Address) -> Bool { contains(one) != contains(other) }

  /// The addresses from the lowest.
  @inlinable public func makeIterator() -> Iterator { Iterator(bits: bits) }

  /// Goes through the addresses of a set from the lowest.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var bits: UInt64

    @inlinable init(bits: UInt64) { self.bits = bits }

    /// The next address.
    @inlinable public mutating func next() -> Address? {
      guard bits != 0 else { return nil }
      defer { bits &= bits &- 1 }
      return Address(bits.trailingZeroBitCount)
    }
  }

  /// Appends the word as a varint.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(bits) }

  /// Reads a word.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { bits = try bytes.read() }

  /// For instance "{0, 2}".
  public var description: String { "{\(map(\.description).joined(separator: ", "))}" }
}
