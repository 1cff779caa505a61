internal import CGMP

extension BigInt: LosslessStringConvertible {
  /// The value in decimal.
  public var description: String {
    String(self, radix: 10)
  }

  /// The integer that decimal text stands for: digits after at most one sign, `+` or `-`; nil for any other text.
  public init?(_ description: String) {
    self.init(description, radix: 10)
  }

  /// The integer that text in base `radix` (2 to 36) stands for, with letters of either case for digits beyond 9; nil
  /// unless the text is one or more digits after at most one sign, `+` or `-`.
  public init?(_ text: some StringProtocol, radix: Int = 10) {
    if let word = Int(text, radix: radix) {
      self.init(small: word)
      return
    }
    // GMP's own reader would also take white space.
    var digits = ArraySlice(text.utf8)
    let sign = digits.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits.removeFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ Self.digit($0).map { $0 < radix } ?? false }) else { return nil }
    let terminated = digits.map(CChar.init(bitPattern:)) + [0]
    let magnitude = BigInt { _ = __gmpz_set_str($0, terminated, Int32(radix)) }
    self = sign == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  private static func digit(_ character: UInt8) -> Int? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(character - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

extension String {
  /// The text of an integer in base `radix`, 2 to 36, with a minus sign if it is negative.
  public init(_ value: BigInt, radix: Int, uppercase: Bool = false) {
    precondition((2...36).contains(radix), "a radix is 2 to 36")
    if let word = value.word {
      self.init(word, radix: radix, uppercase: uppercase)
      return
    }
    self = value.withGMP { integer in
      // A sign and a terminator besides the digits.
      let capacity = __gmpz_sizeinbase(integer, Int32(radix)) + 2
      return String(unsafeUninitializedCapacity: capacity) { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        return start.withMemoryRebound(to: CChar.self, capacity: capacity) { text in
          __gmpz_get_str(text, Int32(uppercase ? -radix : radix), integer)
          return (0..<capacity).first { text[$0] == 0 } ?? capacity
        }
      }
    }
  }
}

extension BigInt: Codable {
  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = BigInt(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected decimal digits of an integer")
    }
    self = value
  }

  /// Writes the value as decimal text: numbers in JSON and elsewhere lose digits on the way.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
