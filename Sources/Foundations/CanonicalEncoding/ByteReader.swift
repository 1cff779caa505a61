/// Reads values from bytes that outlive it. Never reads beyond their end, whatever they hold.
public struct ByteReader {
  @usableFromInline let bytes: UnsafeRawBufferPointer

  /// Bytes read so far.
  @inlinable public var offset: Int { position }

  @usableFromInline var position = 0
  /// Elements read that took no bytes.
  @usableFromInline var emptyElements = 0

  /// The most elements without bytes that a reader reads, all arrays, sets and dictionaries together: since nothing else
  /// bounds their number, a few bytes could ask for any amount of work.
  @inlinable public static var mostEmptyElements: Int { 1 << 16 }

  /// A reader at the beginning of `bytes`.
  @inlinable public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Whether all bytes are read.
  @inlinable public var isAtEnd: Bool { offset == bytes.count }

  /// Reads one value of the type that the context asks for.
  @inlinable @inline(__always)
  public mutating func read<Value: Canonical>(_ type: Value.Type = Value.self) throws(MalformedBytes) -> Value {
    try Value(from: &self)
  }

  /// Reads one byte.
  @inlinable
  public mutating func readByte() throws(MalformedBytes) -> UInt8 {
    guard offset < bytes.count else { throw MalformedBytes(offset: offset, expected: "a byte") }
    defer { position &+= 1 }
    return bytes[offset]
  }

  /// Reads a number as ``ByteWriter/write(varint:)`` writes it; longer forms of the same number are refused.
  @inlinable
  public mutating func readVarint() throws(MalformedBytes) -> UInt64 {
    let first = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try readByte()
      let group = UInt64(byte & 0x7F)
      if shift == 63, group > 1 { throw MalformedBytes(offset: first, expected: "a number of 64 bits") }
      value |= group &<< shift
      if byte < 0x80 {
        if byte == 0, shift > 0 { throw MalformedBytes(offset: first, expected: "the shortest form of a number") }
        return value
      }
      shift &+= 7
      if shift > 63 { throw MalformedBytes(offset: first, expected: "a number of 64 bits") }
    }
  }

  /// Reads the number of elements that follow: more than bytes follow only if elements take none, and then not more than
  /// ``mostEmptyElements`` more.
  @inlinable
  public mutating func readCount() throws(MalformedBytes) -> Int {
    let first = offset
    let count = try readVarint()
    guard count <= UInt64(bytes.count &- offset &+ Self.mostEmptyElements) else {
      throw MalformedBytes(offset: first, expected: "a number of elements that fits the bytes that follow")
    }
    return Int(count)
  }

  /// Reads the number of elements, says for how many it is worth making room, which is no more than bytes follow, and has
  /// each read.
  ///
  /// - Throws: ``MalformedBytes`` when the bytes end before the elements do, or too many elements take no bytes.
  @inlinable @inline(__always)
  public mutating func readElements(
    reserving reserve: (Int) -> Void, _ read: (inout ByteReader) throws(MalformedBytes) -> Void
  ) throws(MalformedBytes) {
    let count = try readCount()
    guard count > 0 else { return }
    reserve(min(count, bytes.count &- offset))
    let first = offset
    try read(&self)
    // A type whose first value takes no bytes has but one value, or its values would be one to the reader.
    if offset == first {
      emptyElements &+= count
      guard emptyElements <= Self.mostEmptyElements else {
        throw MalformedBytes(offset: first, expected: "at most \(Self.mostEmptyElements) elements without bytes")
      }
    }
    for _ in 1..<count { try read(&self) }
  }

  /// Reads as many bytes as they are.
  @inlinable
  public mutating func readRaw(_ count: Int) throws(MalformedBytes) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count &- offset else {
      throw MalformedBytes(offset: offset, expected: "\(count) bytes")
    }
    defer { position &+= count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset &+ count)])
  }
}
