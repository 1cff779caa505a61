import CanonicalEncoding

/// What a search must be able to do with states: tell them apart by a key, store them and have them again.
///
/// Conform to ``PackedState`` or ``EncodedState`` instead, which do this in the two ways that the stores know.
public protocol ModelState: Sendable {
  /// Whether the key alone is the state.
  static var isPacked: Bool { get }

  /// The key of the state; writes its bytes to `scratch`, emptied before, unless the key alone is the state.
  func key(writing scratch: inout ByteWriter) -> UInt64

  /// The state with this key and, unless the key alone is the state, these bytes.
  static func restored(key: UInt64, bytes: UnsafeRawBufferPointer) throws(MalformedBytes) -> Self
}

/// A state that is nothing but 64 bits, with equal bits for equal states: the fastest there is.
///
/// Such states are told apart exactly: their key is a bijection of the word, so two of them never pass for one.
public protocol PackedState: ModelState, BitwiseCopyable, Equatable {
  /// The state as a word.
  var bits: UInt64 { get }

  /// The state that a word stands for.
  init(bits: UInt64)
}

extension PackedState {
  /// The key is the state.
  @inlinable public static var isPacked: Bool { true }

  /// The mixed word.
  @inlinable @inline(__always)
  public func key(writing scratch: inout ByteWriter) -> UInt64 { Fingerprint.mixed(bits) }

  /// The state of the unmixed key.
  @inlinable @inline(__always)
  public static func restored(key: UInt64, bytes: UnsafeRawBufferPointer) throws(MalformedBytes) -> Self {
    Self(bits: Fingerprint.unmixed(key))
  }
}

/// A state of any shape with one encoding as bytes. Its key is the fingerprint of these bytes.
public protocol EncodedState: ModelState, Canonical {}

extension EncodedState {
  /// The key does not hold the state.
  @inlinable public static var isPacked: Bool { false }

  /// The fingerprint of the bytes.
  @inlinable @inline(__always)
  public func key(writing scratch: inout ByteWriter) -> UInt64 {
    scratch.removeAll()
    encode(into: &scratch)
    return Fingerprint.of(scratch.bytes)
  }

  /// The state of the bytes.
  @inlinable @inline(__always)
  public static func restored(key: UInt64, bytes: UnsafeRawBufferPointer) throws(MalformedBytes) -> Self {
    var reader = ByteReader(bytes)
    return try Self(from: &reader)
  }
}
