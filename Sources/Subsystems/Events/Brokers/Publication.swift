import CanonicalEncoding
import Participants

/// The name of an event: who published it, and which of the publisher's it is.
public struct PublicationID: Hashable, Comparable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The broker, or moving client, that published it.
  public let publisher: Address

  /// Its number among the publisher's, from 1.
  public let number: UInt32

  /// A name.
  public init(_ publisher: Address, _ number: UInt32) {
    self.publisher = publisher
    self.number = number
  }

  /// The order by publisher and number.
  public static func < (left: PublicationID, right: PublicationID) -> Bool {
    (left.publisher, left.number) < (right.publisher, right.number)
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(publisher)
    bytes.write(number)
  }

  /// Reads a name.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    publisher = try bytes.read()
    number = try bytes.read()
  }

  /// Such as `e2 of 0`.
  public var description: String { "e\(number) of \(publisher)" }
}

/// An event on its way.
public struct Publication: Hashable, Canonical, CustomStringConvertible {
  /// Its name.
  public let id: PublicationID

  /// Its attributes, ascending.
  public let content: [AttributeValue]

  /// An event.
  public init(_ id: PublicationID, _ content: [AttributeValue]) {
    self.id = id
    self.content = content
  }

  /// Appends the name and the attributes.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(id)
    bytes.writeContent(content)
  }

  /// Reads an event.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    id = try bytes.read()
    content = try bytes.readContent()
  }

  /// Its name.
  public var description: String { id.description }
}

extension ByteWriter {
  mutating func writeContent(_ content: [AttributeValue]) {
    write(varint: UInt64(content.count))
    for value in content {
      write(value.attribute)
      write(value.value)
    }
  }
}

extension ByteReader {
  mutating func readContent() throws(MalformedBytes) -> [AttributeValue] {
    var content: [AttributeValue] = []
    try readElements(reserving: { content.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      let offset = bytes.offset
      let (attribute, value): (UInt32, Int64) = (try bytes.read(), try bytes.read())
      guard content.last.map({ $0.attribute < attribute }) ?? true else {
        throw MalformedBytes(offset: offset, expected: "a value of a later attribute")
      }
      content.append(AttributeValue(attribute, value))
    }
    return content
  }
}
