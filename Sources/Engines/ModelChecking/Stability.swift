import CanonicalEncoding

/// When a search expands a state twice more, to see whether the model is a function of its state.
@usableFromInline
enum StabilityGuard {
  /// The first expansions of a search, so that a small model is watched throughout; and one in 1,024 of those after.
  @inlinable @inline(__always)
  static func isDue(_ key: UInt64, after expansions: Int) -> Bool { expansions < 256 || key & 1023 == 0 }
}

extension Model {
  /// Expands a state twice and reads what it wrote: a model must be a function of its state.
  ///
  /// - Throws: ``ModelError/unstable(state:finding:)`` unless all agree.
  @usableFromInline
  func checkStability(of state: State, key: UInt64, _ scratch: inout ByteWriter) throws(ModelError) {
    let first = try outcomes(of: state, &scratch)
    let second = try outcomes(of: state, &scratch)
    guard first.map(\.key) == second.map(\.key) else {
      throw .unstable(state: text(of: state), finding: "its steps differ from one time to the next")
    }
    for (one, other) in zip(first, second) where one.action != other.action {
      throw .unstable(
        state: text(of: state), finding: "a step is called \(one.action) one time and \(other.action) the next")
    }
    guard state.key(writing: &scratch) == key else {
      throw .unstable(state: text(of: state), finding: "read back, it writes itself differently")
    }
  }

  private func outcomes(
    of state: State, _ scratch: inout ByteWriter
  ) throws(ModelError) -> [(action: Action, key: UInt64)] {
    var outcomes: [(action: Action, key: UInt64)] = []
    try visitSuccessors(of: state) { action, successor in
      outcomes.append((action, successor.key(writing: &scratch)))
      return true
    }
    return outcomes
  }
}
