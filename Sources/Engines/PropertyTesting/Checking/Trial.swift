import Randomness

/// One case of a property, while it is judged: takes labels, scores and notes, and gives further values.
public final class Trial {
  var source = Source(Xoshiro256StarStar(seed: 0))
  private(set) var labels: [String] = []
  private(set) var required: [String: Double] = [:]
  private(set) var score: Double?
  private(set) var notes: [String] = []
  /// Whether notes are wanted: they cost time, and are shown for the last case only.
  var keepsNotes = false

  init() {}

  func begin() {
    labels.removeAll(keepingCapacity: true)
    score = nil
    notes.removeAll(keepingCapacity: true)
  }

  /// Draws a further value, which shrinks with the rest and is shown with a failure.
  public func draw<Value>(_ generator: Generator<Value>, _ name: String = "drawn") throws(Rejection) -> Value {
    let value = try source.draw(generator)
    if keepsNotes { notes.append("\(name): \(ReadableText.of(value))") }
    return value
  }

  /// Draws further numbers, which shrink with the rest.
  public func choose<Value>(_ body: (inout Source) throws(Rejection) -> Value) throws(Rejection) -> Value {
    try body(&source)
  }

  /// Counts the case under a label: the report says which share of the cases bears it.
  public func classify(_ condition: Bool = true, _ label: String) {
    if condition, !labels.contains(label) { labels.append(label) }
  }

  /// Counts the case under a label that a share of the cases, 0...1, must bear: the check fails if too few do.
  public func cover(_ share: Double, _ condition: Bool, _ label: String) {
    required[label] = share
    classify(condition, label)
  }

  /// Says how near the case comes to what is sought: part of the later cases are changed from those with the highest score.
  public func aim(at score: Double) {
    if score.isFinite { self.score = max(score, self.score ?? score) }
  }

  /// Says something that is shown with a failure.
  public func note(_ text: @autoclosure () -> String) {
    if keepsNotes { notes.append(text()) }
  }
}
