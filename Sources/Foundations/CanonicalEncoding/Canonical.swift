/// A value with exactly one encoding as bytes: equal values give equal bytes on every run and every machine.
///
/// States are stored, compared and fingerprinted by these bytes, and messages can travel as them. Sets and dictionaries are
/// sorted by their elements' bytes, so that no hash seed shows; integers are varints. A conformance writes its fields and reads
/// them back in the same order:
///
///     struct Counter: Canonical {
///       var name: String
///       var values: Set<Int>
///
///       func encode(into bytes: inout ByteWriter) { bytes.write(name); bytes.write(values) }
///       init(from bytes: inout ByteReader) throws(MalformedBytes) { name = try bytes.read(); values = try bytes.read() }
///     }
public protocol Canonical: Sendable {
  /// Appends the bytes of this value.
  func encode(into bytes: inout ByteWriter)

  /// Reads one value.
  ///
  /// - Throws: ``MalformedBytes`` when the bytes are not those of such a value.
  init(from bytes: inout ByteReader) throws(MalformedBytes)
}

/// Bytes that encode no value of the type asked for.
public struct MalformedBytes: Error, Hashable, CustomStringConvertible {
  /// Where the value was expected, from the beginning of the bytes.
  public let offset: Int

  /// What was expected there.
  public let expected: String

  /// An error at `offset`.
  public init(offset: Int, expected: String) {
    self.offset = offset
    self.expected = expected
  }

  /// One line.
  public var description: String { "expected \(expected) at byte \(offset)" }
}
