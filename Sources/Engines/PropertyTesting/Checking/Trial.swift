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

  /// A case by itself, whose values are drawn at random.
  public init(seed: Seed) { source = Source(seed.stream("trial")) }

  /// What has been chosen so far, in words that bring the case back.
  package var choices: ChoiceString { ChoiceString(source.recording.values) }

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

  /// A number in `0 ..< n`, each as likely; 0 is the simplest.
  ///
  /// - Precondition: `n > 0`.
  public func below(_ n: Int) throws(Rejection) -> Int { try source.below(n) }

  /// An integer of the range, see ``Source/integer(in:origin:)``.
  ///
  /// - Precondition: integers have at most 64 bits.
  public func integer<T: FixedWidthInteger>(in range: ClosedRange<T>) throws(Rejection) -> T {
    try source.integer(in: range)
  }

  /// A generator of random numbers for code that wants one. It comes from a single choice, so that what is drawn from it comes back
  /// but does not get simpler: draw values one by one where that matters.
  public func stream() throws(Rejection) -> Xoshiro256StarStar {
    Xoshiro256StarStar(seed: try source.uniform(in: 0...UInt64.max))
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
