import CanonicalEncoding

extension Model {
  /// Expands a state twice and reads what it wrote: a model must be a function of its state.
  ///
  /// - Throws: ``ModelError/unstable(state:finding:)`` unless all agree.
  func checkStability(of state: State, key: UInt64, _ scratch: inout ByteWriter) throws(ModelError) {
    let first = try successorKeys(of: state, &scratch)
    let second = try successorKeys(of: state, &scratch)
    guard first == second else {
      throw .unstable(state: text(of: state), finding: "its steps differ from one time to the next")
    }
    guard state.key(writing: &scratch) == key else {
      throw .unstable(state: text(of: state), finding: "read back, it writes itself differently")
    }
  }

  private func successorKeys(of state: State, _ scratch: inout ByteWriter) throws(ModelError) -> [UInt64] {
    var keys: [UInt64] = []
    try visitSuccessors(of: state) { _, successor in
      keys.append(successor.key(writing: &scratch))
      return true
    }
    return keys
  }
}
