/// A way to make values out of choices.
///
/// A generator draws numbers from a ``Source`` and makes a value of them. What it draws may depend on what it has drawn before:
/// nothing special is needed for that, and the values shrink all the same, since it is the choices that shrink:
///
///     let pair = Generator { source throws(Rejection) in
///       let list = try source.draw(.array(of: .integer(in: 0...9), count: 1...20))
///       return (list, index: try source.below(list.count))
///     }
///
/// A generator must make the same value of the same choices: it must not draw from anything else.
public struct Generator<Value>: Sendable {
  /// What the choices of one value bear as a label; equal for generators made at the same place.
  public let label: UInt64

  @usableFromInline let body: @Sendable (inout Source) throws(Rejection) -> Value
  /// Whether its choices form a span: a single choice needs none.
  @usableFromInline let isSpan: Bool

  /// The generator that draws so.
  public init(
    file: StaticString = #fileID, line: UInt = #line, column: UInt = #column,
    _ body: @escaping @Sendable (inout Source) throws(Rejection) -> Value
  ) {
    self.init(label: SpanLabel(file: file, line: line, column: column).value, isSpan: true, body)
  }

  @inlinable
  init(label: UInt64, isSpan: Bool, _ body: @escaping @Sendable (inout Source) throws(Rejection) -> Value) {
    self.label = label
    self.isSpan = isSpan
    self.body = body
  }

  /// A generator of one choice.
  @inlinable
  init(choice body: @escaping @Sendable (inout Source) throws(Rejection) -> Value) {
    self.init(label: 0, isSpan: false, body)
  }

  @inlinable
  func run(_ source: inout Source) throws(Rejection) -> Value {
    isSpan ? try source.span(label, body) : try body(&source)
  }
}

extension Generator {
  /// The values of this generator, each turned into another.
  @inlinable
  public func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Generator<Other> {
    let body = body
    return Generator<Other>(label: label, isSpan: isSpan) { source throws(Rejection) in transform(try body(&source)) }
  }

  /// A value of the generator that a value of this one leads to.
  @inlinable
  public func flatMap<Other>(_ next: @escaping @Sendable (Value) -> Generator<Other>) -> Generator<Other> {
    Generator<Other>(label: SpanLabel.mixed(label, 0x666C_6174), isSpan: true) { source throws(Rejection) in
      try next(try run(&source)).run(&source)
    }
  }

  /// The values for which the condition is true.
  ///
  /// Three values are drawn, then the case is given up: where a condition is seldom true, generate what it asks for instead.
  @inlinable
  public func filter(_ isWanted: @escaping @Sendable (Value) -> Bool) -> Generator {
    let attempt = SpanLabel.mixed(label, 0x6669_6C74)
    return Generator(label: label, isSpan: true) { source throws(Rejection) in
      for _ in 0..<3 {
        let value = try source.span(attempt) { source throws(Rejection) in try run(&source) }
        if isWanted(value) { return value }
      }
      throw .unwanted
    }
  }

  /// Always the same value.
  @inlinable
  public static func constant(_ value: Value) -> Generator where Value: Sendable { Generator(choice: { _ in value }) }

  /// The same values, but collections and recursive structures are of a size between 0 and 1.
  ///
  /// - Precondition: `size` is in `0 ... 1`.
  public func resized(to size: Double) -> Generator {
    precondition(size >= 0 && size <= 1, "a size lies between 0 and 1")
    let body = body
    return Generator(label: label, isSpan: isSpan) { source throws(Rejection) in
      let outer = source.size
      source.size = size
      defer { source.size = outer }
      return try body(&source)
    }
  }
}

/// A label of spans, made of the place in the code where it was asked for: the same in every run.
@usableFromInline
struct SpanLabel {
  @usableFromInline let value: UInt64

  @usableFromInline
  init(file: StaticString, line: UInt, column: UInt) {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    file.withUTF8Buffer { for byte in $0 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 } }
    value = Self.mixed(Self.mixed(digest, UInt64(line)), UInt64(column))
  }

  /// The label of a part, or of something made of the labelled.
  @inlinable
  static func mixed(_ label: UInt64, _ other: UInt64) -> UInt64 {
    var mixed = (label ^ other) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 29
    return mixed &* 0xBF58_476D_1CE4_E5B9
  }
}
