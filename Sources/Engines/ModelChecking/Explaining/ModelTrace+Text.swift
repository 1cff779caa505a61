import InputFiles

extension ModelTrace {
  /// The trace in lines: the whole first state, then each step with what it changes. What goes on forever is marked.
  ///
  ///     start
  ///        small = 0
  ///        big = 0
  ///     1. fillBig
  ///        big: 0 -> 5
  public func text(in model: M) -> String {
    let margin = String(repeating: " ", count: "\(steps.count). ".count)
    func part(_ text: String) -> String { margin + text.printable + "\n" }

    let isOneOfSeveral = model.initialStates.count > 1
    var text = isOneOfSeveral ? "start: initial state \(initialOrdinal)\n" : "start\n"
    for field in model.fields(of: initial) { text += part("\(field.name) = \(field.value)") }
    for (index, step) in steps.enumerated() {
      if index == cycleStart { text += "from here it repeats:\n" }
      let number = "\(index + 1). "
      text += String(repeating: " ", count: margin.count - number.count) + number + "\(step.action)".printable + "\n"
      let changes = model.changes(from: state(after: index), to: step.state)
      for change in changes { text += part("\(change)") }
      if changes.isEmpty {
        text += part(step.fingerprint == fingerprint(after: index) ? "(nothing changes)" : "(no part shown changes)")
      }
    }
    if cycleStart == steps.count { text += "and nothing more happens\n" }
    return text
  }
}
