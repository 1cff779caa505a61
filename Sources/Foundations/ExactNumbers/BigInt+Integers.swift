internal import CGMP

extension BigInt: ExpressibleByIntegerLiteral {
  /// The value of a literal of any length.
  @inlinable
  public init(integerLiteral literal: StaticBigInt) {
    if literal.bitWidth <= Int.bitWidth {
      self.init(small: Int(bitPattern: literal[0]))
    } else {
      self.init(twosComplementWords: (0...literal.bitWidth / UInt.bitWidth).map { literal[$0] })
    }
  }
}

extension BigInt {
  /// The value of an integer of any other type.
  @inlinable
  public init(_ source: some BinaryInteger) {
    if let word = Int(exactly: source) {
      self.init(small: word)
    } else {
      self.init(twosComplementWords: Array(source.words) + [source < 0 ? .max : 0])
    }
  }

  /// The value of an integer of any other type; never nil, as every integer fits.
  @inlinable
  public init?(exactly source: some BinaryInteger) {
    self.init(source)
  }

  /// The integer with these words of two's complement, least significant first; the last one carries the sign.
  @usableFromInline
  init(twosComplementWords words: [UInt]) {
    let isNegative = words.last.map { Int(bitPattern: $0) < 0 } ?? false
    let magnitude = BigInt { result in
      __gmpz_import(result, words.count, -1, MemoryLayout<UInt>.size, 0, 0, isNegative ? words.map(~) : words)
    }
    self = isNegative ? ~magnitude : magnitude
  }
}

extension FixedWidthInteger {
  /// The same value in this type, nil when it does not fit.
  @inlinable
  public init?(exactly value: BigInt) {
    switch value.representation {
    case .small(let word):
      self.init(exactly: word)
    case .large(let integer):
      guard value.bitLength <= Self.bitWidth else { return nil }
      var magnitude: Magnitude = 0
      for index in (0..<integer.limbCount).reversed() {
        magnitude = magnitude << UInt.bitWidth | Magnitude(truncatingIfNeeded: integer.limb(at: index))
      }
      guard magnitude <= (integer.signum < 0 ? Self.min : Self.max).magnitude else { return nil }
      let pattern = Self(truncatingIfNeeded: magnitude)
      self = integer.signum < 0 ? 0 &- pattern : pattern
    }
  }
}
