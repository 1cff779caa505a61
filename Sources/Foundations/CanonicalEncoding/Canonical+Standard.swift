// Encodings of the standard library's types.

extension Bool: Canonical {
  /// One byte, 0 or 1.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(byte: self ? 1 : 0) }

  /// Reads 0 or 1.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let byte = try bytes.readByte()
    guard byte <= 1 else { throw MalformedBytes(offset: offset, expected: "0 or 1") }
    self = byte == 1
  }
}

/// Unsigned integers are varints, signed ones are folded first: 0, -1, 1, -2, ...
extension FixedWidthInteger where Self: Canonical {
  /// Appends 1...10 bytes.
  @inlinable @inline(__always)
  public func encode(into bytes: inout ByteWriter) {
    if Self.isSigned {
      let value = Int64(truncatingIfNeeded: self)
      bytes.write(varint: UInt64(bitPattern: value &<< 1 ^ value &>> 63))
    } else {
      bytes.write(varint: UInt64(truncatingIfNeeded: self))
    }
  }

  /// Reads a number within the type's range.
  @inlinable @inline(__always)
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let folded = try bytes.readVarint()
    let value: Self?
    if Self.isSigned {
      value = Self(exactly: Int64(bitPattern: folded &>> 1) ^ -Int64(bitPattern: folded & 1))
    } else {
      value = Self(exactly: folded)
    }
    guard let value else { throw MalformedBytes(offset: offset, expected: "a number of \(Self.self)") }
    self = value
  }
}

extension Int: Canonical {}
extension Int8: Canonical {}
extension Int16: Canonical {}
extension Int32: Canonical {}
extension Int64: Canonical {}
extension UInt: Canonical {}
extension UInt8: Canonical {}
extension UInt16: Canonical {}
extension UInt32: Canonical {}
extension UInt64: Canonical {}

extension String: Canonical {
  /// Appends the number of UTF-8 bytes and the bytes.
  ///
  /// Strings that Unicode calls equal but whose scalars differ get different bytes.
  public func encode(into bytes: inout ByteWriter) {
    var text = self
    text.withUTF8 { utf8 in
      bytes.write(varint: UInt64(utf8.count))
      bytes.write(raw: UnsafeRawBufferPointer(utf8))
    }
  }

  /// Reads valid UTF-8.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let count = try bytes.readCount()
    guard let text = String(validating: try bytes.readRaw(count), as: UTF8.self) else {
      throw MalformedBytes(offset: offset, expected: "UTF-8")
    }
    self = text
  }
}

extension Optional: Canonical where Wrapped: Canonical {
  /// Appends 0, or 1 and the value.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    if let self {
      bytes.write(byte: 1)
      bytes.write(self)
    } else {
      bytes.write(byte: 0)
    }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    self = try bytes.read(Bool.self) ? try bytes.read(Wrapped.self) : nil
  }
}

extension Array: Canonical where Element: Canonical {
  /// Appends the number of elements and the elements.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(varint: UInt64(count))
    for element in self { bytes.write(element) }
  }

  /// Reads what ``encode(into:)`` writes; room is made for no more elements than bytes follow.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    var elements: [Element] = []
    try bytes.readElements(reserving: { elements.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      elements.append(try bytes.read())
    }
    self = elements
  }
}

extension Set: Canonical where Element: Canonical {
  /// Appends the number of elements and the elements in the order of their bytes.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.writeSorted(self) { $1.write($0) }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    var elements: Set<Element> = []
    try bytes.readElements(reserving: { elements.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      elements.insert(try bytes.read())
    }
    self = elements
  }
}

extension Dictionary: Canonical where Key: Canonical, Value: Canonical {
  /// Appends the number of pairs and the pairs in the order of their bytes.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.writeSorted(self) { pair, bytes in
      bytes.write(pair.key)
      bytes.write(pair.value)
    }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    var pairs: [Key: Value] = [:]
    try bytes.readElements(reserving: { pairs.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      let key: Key = try bytes.read()
      pairs[key] = try bytes.read(Value.self)
    }
    self = pairs
  }
}

extension Never: Canonical {
  /// Never called: there is no such value.
  public func encode(into bytes: inout ByteWriter) {}

  /// Always throws.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    throw MalformedBytes(offset: bytes.offset, expected: "nothing, since there is no such value")
  }
}

extension RawRepresentable where Self: Canonical, RawValue: Canonical {
  /// Appends the raw value.
  @inlinable @inline(__always)
  public func encode(into bytes: inout ByteWriter) { bytes.write(rawValue) }

  /// Reads a raw value that has a case.
  @inlinable @inline(__always)
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    guard let value = Self(rawValue: try bytes.read()) else {
      throw MalformedBytes(offset: offset, expected: "a raw value of \(Self.self)")
    }
    self = value
  }
}
