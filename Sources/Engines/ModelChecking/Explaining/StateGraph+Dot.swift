import InputFiles

extension Checker {
  /// All states and steps of a small model as a graph in the DOT language of Graphviz.
  ///
  /// Initial states have a bold border, states without successors a double one, and states where an invariant is false
  /// are red and name it. Steps between the same states share an arrow; those that leave the scope end in a dot.
  ///
  /// - Throws: ``ModelError``, also if there are more states than `limit`.
  public func dot(limit: Int = 500) throws(ModelError) -> String {
    guard limit > 0 else { throw .limitNotPositive("states") }
    let budget = RunBudget(SearchLimits(states: limit), SearchClock(seconds: .infinity) { false })
    return try StateGraph(model, budget).dot(limit: limit)
  }
}

extension StateGraph {
  /// The graph in the DOT language.
  ///
  /// - Throws: ``ModelError``, also if there are more states than `limit`.
  func dot(limit: Int) throws(ModelError) -> String {
    guard budget.ending == nil else {
      throw .unsupported("the graph of the model has more than \(limit) states, too many to be drawn")
    }
    let invariants = model.properties.filter { $0.kind == .always }
    let initial = Set(steps.initial.map(Int.init))
    var nodes = ""
    var edges = ""
    var leavesScope = false
    for number in 0..<count {
      let state = try state(number)
      let broken = invariants.filter { !$0.holds(state) }.map { "✗ \($0.name)" }
      var attributes = [Dot.label(model.fields(of: state).map { "\($0.name) = \($0.value)" } + broken)]
      if initial.contains(number) { attributes.append("penwidth=3") }
      if steps.isEnd(number) { attributes.append("peripheries=2") }
      if !broken.isEmpty { attributes.append("fillcolor=\"#f4b6b6\"") }
      nodes += "  s\(number) [\(attributes.joined(separator: ", "))]\n"
      for (target, actions) in try arrows(from: number, state) {
        leavesScope = leavesScope || target == nil
        edges += "  s\(number) -> \(target.map { "s\($0)" } ?? "beyond") [\(Dot.label(actions))]\n"
      }
    }
    if leavesScope { nodes += "  beyond [shape=point, xlabel=\"out of scope\"]\n" }
    return "digraph states {\n  node [shape=box, style=filled, fillcolor=white]\n\(nodes)\(edges)}\n"
  }

  /// The different actions that lead to each target, in the order of the steps; the target is nil if out of scope.
  private func arrows(from number: Int, _ state: M.State) throws(ModelError) -> [(target: Int?, actions: [String])] {
    var arrows: [(target: Int?, actions: [String])] = []
    for (step, taken) in zip(steps.steps(of: number), try model.steps(of: state)) {
      let (target, action) = (steps.target(of: step), "\(taken.action)")
      guard let index = arrows.firstIndex(where: { $0.target == target }) else {
        arrows.append((target, [action]))
        continue
      }
      if !arrows[index].actions.contains(action) { arrows[index].actions.append(action) }
    }
    return arrows
  }
}

/// Text in the DOT language.
enum Dot {
  /// Lines of any text as a label attribute. Backslashes and ampersands would begin escapes.
  static func label(_ lines: [String]) -> String {
    "label=\"\(lines.map(escaped).joined(separator: "\\n"))\""
  }

  private static func escaped(_ line: String) -> String {
    line.printable.map { character in
      switch character {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "&": "&amp;"
      default: String(character)
      }
    }.joined()
  }
}
