/// All choices of one generated value, and the spans that they form.
public struct Recording: Sendable {
  /// The choices, in order.
  public internal(set) var choices: [Choice] = []

  /// The spans, in the order in which they began: each after the span around it.
  public internal(set) var spans: [Span] = []

  @usableFromInline init() {}

  /// The numbers that were chosen.
  public var values: [UInt64] { choices.map(\.value) }

  /// Whether this is the simpler of two in shortlex order: of fewer choices, or else simpler at the first difference.
  public func isSimpler(than other: Recording) -> Bool {
    guard choices.count == other.choices.count else { return choices.count < other.choices.count }
    for (mine, others) in zip(choices, other.choices) where !mine.isAsSimple(as: others) {
      return mine.isSimpler(than: others)
    }
    return false
  }

  @usableFromInline
  mutating func append(_ choice: Choice) { choices.append(choice) }

  @usableFromInline
  mutating func open(_ label: UInt64, in parent: Int) -> Int {
    spans.append(Span(label: label, start: choices.count, parent: parent))
    return spans.count &- 1
  }

  @usableFromInline
  mutating func close(_ span: Int) { spans[span].close(at: choices.count) }

  @usableFromInline
  mutating func removeAll() {
    choices.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
  }
}
