/// Choices that belong together, as the parts of one element of an array do.
///
/// Spans nest. The shrinker drops them, empties them, and puts one in place of another that bears the same label.
public struct Span: Hashable, Sendable {
  /// What kind of thing the choices make up; equal for spans that may stand for one another.
  public let label: UInt64

  /// The place of the first choice.
  public let start: Int

  /// The place after the last choice.
  public internal(set) var end: Int

  /// The place of the span around it in the order in which spans began; -1 if there is none.
  public let parent: Int

  /// The number of choices.
  public var count: Int { end - start }

  init(label: UInt64, start: Int, parent: Int) {
    self.label = label
    self.start = start
    self.parent = parent
    end = start
  }

  mutating func close(at end: Int) { self.end = end }
}
