/// The value of one attribute of an event: a number, a text or a boolean.
///
/// Numbers are 64-bit integers and doubles, infinities included. They count by their value: an integer and a double
/// that are equal are the same ``EventValue``, and an integral double that fits is kept as an integer. Texts are equal
/// when their UTF-8 bytes are.
///
///     let values: [EventValue] = [20, 20.5, "IBM", true]
public struct EventValue: Hashable, Sendable {
  /// What a value is made of.
  public enum Content: Sendable {
    /// A 64-bit integer, or a double of that value.
    case integer(Int64)
    /// A double that is not a 64-bit integer, never NaN.
    case double(Double)
    /// A text.
    case text(String)
    /// True or false.
    case boolean(Bool)
  }

  /// Values are compared within their class only.
  public enum ValueClass: Hashable, Sendable {
    /// Integers and doubles.
    case number
    /// Texts.
    case text
    /// True and false.
    case boolean
  }

  /// The value itself.
  public let content: Content

  init(_ content: Content) { self.content = content }

  init(_ number: ExactNumber) {
    switch number {
    case .integer(let integer): content = .integer(integer)
    case .double(let double): content = .double(double)
    }
  }

  /// An integer.
  public init(_ integer: Int64) { content = .integer(integer) }

  /// An integer.
  public init(_ integer: Int) { content = .integer(Int64(integer)) }

  /// A double.
  ///
  /// - Throws: ``InvalidEvent/notANumber`` for NaN, which is neither equal to anything nor in any order.
  public init(_ double: Double) throws(InvalidEvent) {
    guard let number = ExactNumber(double) else { throw .notANumber }
    self.init(number)
  }

  /// A text.
  public init(_ text: String) { content = .text(text) }

  /// A boolean.
  public init(_ boolean: Bool) { content = .boolean(boolean) }

  /// The class within which it is compared.
  public var valueClass: ValueClass {
    switch content {
    case .integer, .double: .number
    case .text: .text
    case .boolean: .boolean
    }
  }

  var number: ExactNumber? {
    switch content {
    case .integer(let integer): .integer(integer)
    case .double(let double): .double(double)
    case .text, .boolean: nil
    }
  }

  var text: OctetString? {
    if case .text(let text) = content { OctetString(text) } else { nil }
  }

  /// Negative if this comes before the other, 0 if they are equal, positive otherwise; nil if their classes differ.
  /// False comes before true.
  func order(_ other: EventValue) -> Int? {
    switch (content, other.content) {
    case (.integer(let left), .integer(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.text(let left), .text(let right)): OctetString(left).order(OctetString(right))
    case (.boolean(let left), .boolean(let right)): left == right ? 0 : left ? 1 : -1
    default:
      if let left = number, let right = other.number { left.order(right) } else { nil }
    }
  }

  /// Whether two values are of one class and equal in it.
  public static func == (left: EventValue, right: EventValue) -> Bool {
    if case (.text(let left), .text(let right)) = (left.content, right.content) {
      return OctetString(left) == OctetString(right)
    }
    return left.order(right) == 0
  }

  /// Hashes what equality looks at.
  public func hash(into hasher: inout Hasher) {
    switch content {
    case .integer(let integer): hasher.combine(integer)
    case .double(let double): hasher.combine(double)
    case .text(let text): hasher.combine(text)
    case .boolean(let boolean): hasher.combine(boolean)
    }
  }
}

extension EventValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral
{
  /// An integer.
  public init(integerLiteral value: Int64) { self.init(value) }

  /// A double; no literal is NaN.
  public init(floatLiteral value: Double) {
    guard let number = ExactNumber(value) else { preconditionFailure("NaN is not a value of an event") }
    self.init(number)
  }

  /// A text.
  public init(stringLiteral value: String) { self.init(value) }

  /// A boolean.
  public init(booleanLiteral value: Bool) { self.init(value) }
}
