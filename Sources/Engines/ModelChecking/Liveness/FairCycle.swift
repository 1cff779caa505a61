/// A part of a graph in which a run can stay forever without neglecting anything that fairness owes.
struct FairComponent {
  let states: [Int]
}

/// The search for fair cycles: components of the graph that a fair run can stay in.
struct FairCycleSearch: ~Copyable {
  let fairness: [Fairness]
  private var search: ComponentSearch

  init(states: Int, fairness: [Fairness]) {
    self.fairness = fairness
    search = ComponentSearch(states: states)
  }

  /// A component within these states that a fair run can stay in; nil if there is none.
  ///
  /// A component that leaves a weakly fair class possible everywhere and never takes it is unfair, and so are all its parts. One that
  /// never takes a strongly fair class that some state allows can be fair only without these states (Emerson and Lei 1987).
  mutating func fairComponent(of graph: borrowing StepGraph, within states: [Int]) -> FairComponent? {
    var candidates = [states]
    while let candidate = candidates.popLast() {
      for component in search.components(of: graph, within: candidate) where hasStep(component, graph) {
        switch judge(component, graph) {
        case .fair: return FairComponent(states: component)
        case .unfair: continue
        case .fairOnlyWithin(let rest): candidates.append(rest)
        }
      }
    }
    return nil
  }

  private enum Judgement {
    case fair, unfair
    case fairOnlyWithin([Int])
  }

  private func judge(_ component: [Int], _ graph: borrowing StepGraph) -> Judgement {
    let members = Set(component)
    for assumption in fairness where assumption.strength == .weak {
      let isOwed = component.allSatisfy { graph.isEnabled(assumption.actionClass, in: $0) }
      if isOwed, Self.step(of: assumption.actionClass, within: members, component, graph) == nil { return .unfair }
    }
    for assumption in fairness where assumption.strength == .strong {
      let enabled = component.filter { graph.isEnabled(assumption.actionClass, in: $0) }
      guard !enabled.isEmpty, Self.step(of: assumption.actionClass, within: members, component, graph) == nil else {
        continue
      }
      let rest = members.subtracting(enabled)
      return rest.isEmpty ? .unfair : .fairOnlyWithin(component.filter(rest.contains))
    }
    return .fair
  }

  private func hasStep(_ component: [Int], _ graph: borrowing StepGraph) -> Bool {
    component.count > 1 || graph.steps(of: component[0]).contains { graph.target(of: $0) == component[0] }
  }

  /// A step of a class that changes the state and stays within the members.
  private static func step(
    of actionClass: Int, within members: Set<Int>, _ component: [Int], _ graph: borrowing StepGraph
  ) -> (state: Int, step: Int)? {
    for state in component {
      for step in graph.steps(of: state) where graph.actionClass(of: step) == actionClass {
        if let target = graph.target(of: step), target != state, members.contains(target) { return (state, step) }
      }
    }
    return nil
  }

  /// A cycle through the component from `entry` that does all that fairness owes, as steps of the graph.
  func cycle(through component: FairComponent, from entry: Int, _ graph: borrowing StepGraph) -> [Int] {
    let members = Set(component.states)
    var cycle: [Int] = []
    var here = entry
    for assumption in fairness where owes(assumption, component, from: entry, graph) {
      if let (state, step) = Self.step(of: assumption.actionClass, within: members, component.states, graph) {
        cycle += way(from: here, to: state, members, graph) + [step]
        here = graph.target(of: step) ?? here
      } else if let free = component.states.first(where: { !graph.isEnabled(assumption.actionClass, in: $0) }) {
        cycle += way(from: here, to: free, members, graph)
        here = free
      }
    }
    if cycle.isEmpty {
      let inside = graph.steps(of: here).first { graph.target(of: $0).map(members.contains) ?? false }
      guard let inside, let target = graph.target(of: inside) else { return [] }
      cycle = [inside]
      here = target
    }
    return cycle + way(from: here, to: entry, members, graph)
  }

  /// Whether a cycle through `entry` has to do something for an assumption.
  private func owes(
    _ assumption: Fairness, _ component: FairComponent, from entry: Int, _ graph: borrowing StepGraph
  ) -> Bool {
    switch assumption.strength {
    case .weak: graph.isEnabled(assumption.actionClass, in: entry)
    case .strong: component.states.contains { graph.isEnabled(assumption.actionClass, in: $0) }
    }
  }

  /// The shortest way between two members that stays among them.
  private func way(from start: Int, to end: Int, _ members: Set<Int>, _ graph: borrowing StepGraph) -> [Int] {
    var came: [Int: (state: Int, step: Int)] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count, queue[next] != end {
      let state = queue[next]
      next += 1
      for step in graph.steps(of: state) {
        guard let target = graph.target(of: step), members.contains(target), target != start, came[target] == nil else {
          continue
        }
        came[target] = (state, step)
        queue.append(target)
      }
    }
    var steps: [Int] = []
    var here = end
    while here != start, let (state, step) = came[here] {
      steps.append(step)
      here = state
    }
    return steps.reversed()
  }
}
