/// Text as the bytes that a store keeps.
///
/// Two `String`s are equal if they look the same, whatever their bytes; a store that returns other bytes than it was
/// given is wrong.
@frozen
public struct ByteString: Hashable, Sendable {
  /// The bytes, in UTF-8 where they are text.
  public let bytes: [UInt8]

  /// The string of `bytes`.
  @inlinable
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The bytes of `left`, then those of `right`.
  @inlinable
  public static func + (left: ByteString, right: ByteString) -> ByteString {
    ByteString(left.bytes + right.bytes)
  }
}

extension ByteString: ExpressibleByStringLiteral {
  /// The text in UTF-8.
  @inlinable
  public init(stringLiteral text: String) {
    self.init(Array(text.utf8))
  }
}

extension ByteString: CustomStringConvertible {
  /// The bytes as text, with replacement characters for those that are none.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
