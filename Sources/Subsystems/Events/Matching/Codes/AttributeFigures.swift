/// What the subscriptions that are in a matcher say of one attribute.
struct AttributeFigures: Sendable {
  var codes: CodeMap
  /// Subscriptions with a constraint on it.
  var popularity = 0
  /// The sum of the widths of these, in codes.
  var widths = 0
  /// The smallest and the largest end that was ever seen and is not unbounded.
  var lowest: Int64
  var highest: Int64
  /// Constraints that did not fit the codes since they were learnt.
  var lossy = 0

  init(for constraint: Constraint) {
    codes = CodeMap(for: constraint)
    lowest = .max
    highest = .min
  }

  /// No constraints yet, and codes for `ends`, those of all constraints that are to come; the old ones if all of these fitted.
  ///
  /// If the ends are too far apart for exact codes, a few of them that lie far from the others do not count.
  init(_ old: AttributeFigures, ends: [Int64]) {
    self = old
    (popularity, widths, lossy) = (0, 0, 0)
    guard old.lossy > 0, let first = ends.min(), let last = ends.max() else { return }
    (lowest, highest) = (first, last)
    codes = CodeMap(from: first, through: last)
    guard codes.shift > 0 else { return }
    // A sample tells well enough which are far off.
    let sorted = stride(from: 0, to: ends.count, by: max(1, ends.count / 4_096)).map { ends[$0] }.sorted()
    let few = sorted.count / 50
    let inner = CodeMap(from: sorted[few], through: sorted[sorted.count - 1 - few])
    if inner.shift + 2 <= codes.shift { codes = inner }
  }

  /// Whether codes learnt from the ends seen so far would be others.
  var isBetterLearnt: Bool { lowest <= highest && CodeMap(from: lowest, through: highest) != codes }

  mutating func add(_ constraint: Constraint) {
    popularity += 1
    widths &+= width(of: constraint)
    if constraint.low != .min { (lowest, highest) = (min(lowest, constraint.low), max(highest, constraint.low)) }
    if constraint.high != .max { (lowest, highest) = (min(lowest, constraint.high), max(highest, constraint.high)) }
    if !codes.isExact(constraint) { lossy += 1 }
  }

  mutating func remove(_ constraint: Constraint) {
    popularity -= 1
    widths &-= width(of: constraint)
  }

  /// The codes of a constraint.
  func width(of constraint: Constraint) -> Int {
    Int(codes.code(constraint.high)) - Int(codes.code(constraint.low)) + 1
  }

  /// The codes between the smallest and the largest end.
  var cardinality: Int {
    lowest > highest ? 1 : Int(codes.code(highest)) - Int(codes.code(lowest)) + 1
  }
}
