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
  @inlinable
  func checkStability(of state: State, key: UInt64, _ scratch: inout ByteWriter) throws(ModelError) {
    var actions: [Action] = []
    var keys: [UInt64] = []
    try visitSuccessors(of: state) { action, successor in
      actions.append(action)
      keys.append(successor.key(writing: &scratch))
      return true
    }
    var place = 0
    var leadsElsewhere = false
    var renamed: (first: Action, second: Action)?
    try visitSuccessors(of: state) { action, successor in
      leadsElsewhere = place == keys.count || successor.key(writing: &scratch) != keys[place]
      if !leadsElsewhere, renamed == nil, action != actions[place] { renamed = (actions[place], action) }
      place += 1
      return !leadsElsewhere
    }
    guard !leadsElsewhere, place == keys.count else {
      throw .unstable(state: text(of: state), finding: "its steps differ from one time to the next")
    }
    if let renamed {
      throw .unstable(
        state: text(of: state), finding: "a step is \(renamed.first) one time and \(renamed.second) the next")
    }
    guard state.key(writing: &scratch) == key else {
      throw .unstable(state: text(of: state), finding: "read back, it writes itself differently")
    }
  }
}
