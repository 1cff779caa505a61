extension Subscription {
  /// The ranges of integers, one for each attribute, of which it is the conjunction: ascending by the bytes of the
  /// attributes' names. Nil if it is anything else, or satisfied by no event of integers.
  ///
  /// Such subscriptions can go to a ``Matcher`` as they are. Of events with numbers other than 64-bit
  /// integers in these attributes the ranges tell nothing.
  public var integerRanges: [(attribute: String, range: ClosedRange<Int64>)]? {
    let conjunctions = Conjunction.all(of: self) { _ in true }
    guard conjunctions.count == 1, conjunctions[0].residual.isEmpty else { return nil }
    var ranges: [(attribute: String, range: ClosedRange<Int64>)] = []
    for requirement in conjunctions[0].requirements.sorted(by: { $0.name.octets < $1.name.octets }) {
      guard requirement.aspect == .integer else { return nil }
      ranges.append((requirement.name.string, requirement.keys.low...requirement.keys.high))
    }
    return ranges
  }
}
