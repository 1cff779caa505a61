extension Generator where Value: FixedWidthInteger & Sendable {
  /// Integers of a range, near `origin` or an edge more often than not; the simplest is `origin`, see
  /// ``Source/integer(in:origin:)``.
  ///
  /// - Precondition: integers have at most 64 bits, and `origin` lies in the range.
  @inlinable
  public static func integer(
    in range: ClosedRange<Value> = Value.min...Value.max, origin: Value? = nil
  ) -> Generator {
    precondition(origin.map(range.contains) ?? true, "the simplest integer lies in the range")
    return Generator(choice: { source throws(Rejection) in try source.integer(in: range, origin: origin) })
  }

  /// Integers of a range, each as likely as any other.
  ///
  /// - Precondition: integers have at most 64 bits, and `origin` lies in the range.
  @inlinable
  public static func uniform(in range: ClosedRange<Value>, origin: Value? = nil) -> Generator {
    precondition(origin.map(range.contains) ?? true, "the simplest integer lies in the range")
    return Generator(choice: { source throws(Rejection) in try source.uniform(in: range, origin: origin) })
  }
}

extension Generator<Bool> {
  /// Booleans, true with the given probability; false is the simplest.
  ///
  /// - Precondition: `probability` is in `0 ... 1`.
  public static func boolean(_ probability: Double = 0.5) -> Generator {
    precondition(probability >= 0 && probability <= 1, "a probability lies between 0 and 1")
    return Generator(choice: { source throws(Rejection) in try source.coin(probability) })
  }
}

extension Generator<Int> {
  /// All integers.
  public static var int: Generator { .integer() }
}

extension Generator<UInt8> {
  /// All bytes.
  public static var byte: Generator { .integer() }
}

extension Generator<[UInt8]> {
  /// Strings of so many bytes.
  public static func bytes(count: ClosedRange<Int> = 0...Int.max) -> Generator { .array(of: .byte, count: count) }
}
