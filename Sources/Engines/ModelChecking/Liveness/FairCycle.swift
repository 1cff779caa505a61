/// A part of a graph in which a run can stay forever without neglecting anything that fairness owes.
struct FairComponent {
  /// Its states in ascending order.
  let states: ArraySlice<UInt32>

  /// The first of them.
  var first: Int { Int(states[states.startIndex]) }
}

/// The search for fair cycles: components of the graph that a fair run can stay in.
struct FairCycleSearch: ~Copyable {
  let fairness: [Fairness]
  private let budget: RunBudget
  private var search: ComponentSearch

  /// Bytes for each state of a graph: those of the components, and those that are still to be looked at.
  static let bytesEach = ComponentSearch.bytesEach + 4

  init(states: Int, fairness: [Fairness], _ budget: RunBudget) {
    self.fairness = fairness
    self.budget = budget
    search = ComponentSearch(states: states)
  }

  /// A component within these states that a fair run can stay in; nil if there is none, or the budget ends.
  ///
  /// A component that leaves a weakly fair class possible everywhere and never takes it is unfair, and so are all its parts. One that
  /// never takes a strongly fair class that some state allows can be fair only without these states (Emerson and Lei 1987).
  mutating func fairComponent(of graph: borrowing StepGraph, within states: [UInt32]) -> FairComponent? {
    var candidates = [states]
    while let candidate = candidates.popLast() {
      let components = search.components(of: graph, within: candidate, budget)
      for index in 0..<components.count {
        guard budget.goesOn() else { return nil }
        switch judge(components[index], graph) {
        case .fair: return budget.ending == nil ? FairComponent(states: components[index]) : nil
        case .unfair: continue
        case .fairOnlyWithin(let rest): candidates.append(rest)
        }
      }
    }
    return nil
  }

  /// Whether a state belongs to a component found last.
  func isMember(_ state: Int, of component: FairComponent) -> Bool { search.areTogether(state, component.first) }

  private enum Judgement {
    case fair, unfair
    case fairOnlyWithin([UInt32])
  }

  private func judge(_ component: ArraySlice<UInt32>, _ graph: borrowing StepGraph) -> Judgement {
    for assumption in fairness where assumption.strength == .weak {
      let isOwed = component.allSatisfy { budget.goesOn() && graph.isEnabled(assumption.actionClass, in: Int($0)) }
      if isOwed, step(of: assumption.actionClass, within: component, graph) == nil { return .unfair }
    }
    for assumption in fairness where assumption.strength == .strong {
      let isOwed = component.contains { graph.isEnabled(assumption.actionClass, in: Int($0)) || !budget.goesOn() }
      guard isOwed, step(of: assumption.actionClass, within: component, graph) == nil else { continue }
      let rest = component.filter { budget.goesOn() && !graph.isEnabled(assumption.actionClass, in: Int($0)) }
      return rest.isEmpty ? .unfair : .fairOnlyWithin(rest)
    }
    return .fair
  }

  /// A step of a class that changes the state and stays within the component.
  private func step(
    of actionClass: Int, within component: ArraySlice<UInt32>, _ graph: borrowing StepGraph
  ) -> (state: Int, step: Int)? {
    for state in component.lazy.map({ Int($0) }) where budget.goesOn() {
      for step in graph.steps(of: state) where graph.actionClass(of: step) == actionClass {
        if let target = graph.target(of: step), target != state, search.areTogether(state, target) {
          return (state, step)
        }
      }
    }
    return nil
  }

  /// A cycle through the component from `entry` that does all that fairness owes, as steps of the graph; `ways` gives room to look for
  /// the ways between. What comes back when the budget ends is none.
  func cycle(
    through component: FairComponent, from entry: Int, _ graph: borrowing StepGraph, _ ways: inout ShortestWays
  ) -> [Int] {
    var cycle: [Int] = []
    var here = entry
    for assumption in fairness where owes(assumption, component, from: entry, graph) {
      if let (state, step) = step(of: assumption.actionClass, within: component.states, graph) {
        cycle += way(from: here, to: state, graph, &ways) + [step]
        here = graph.target(of: step) ?? here
      } else if let free = component.states.first(where: { !graph.isEnabled(assumption.actionClass, in: Int($0)) }) {
        cycle += way(from: here, to: Int(free), graph, &ways)
        here = Int(free)
      }
    }
    if cycle.isEmpty {
      let inside = graph.steps(of: here).first { step in
        graph.target(of: step).map { search.areTogether(entry, $0) } ?? false
      }
      guard let inside, let target = graph.target(of: inside) else { return [] }
      cycle = [inside]
      here = target
    }
    return cycle + way(from: here, to: entry, graph, &ways)
  }

  /// Whether a cycle through `entry` has to do something for an assumption.
  private func owes(
    _ assumption: Fairness, _ component: FairComponent, from entry: Int, _ graph: borrowing StepGraph
  ) -> Bool {
    switch assumption.strength {
    case .weak: graph.isEnabled(assumption.actionClass, in: entry)
    case .strong: component.states.contains { graph.isEnabled(assumption.actionClass, in: Int($0)) }
    }
  }

  /// The shortest way between two states of a component that stays in it.
  private func way(
    from start: Int, to end: Int, _ graph: borrowing StepGraph, _ ways: inout ShortestWays
  ) -> [Int] {
    ways.removeAll()
    ways.begin(in: start)
    var next = 0
    while next < ways.reached.count, !ways.isReached(end), budget.goesOn() {
      let state = Int(ways.reached[next])
      next += 1
      for step in graph.steps(of: state) {
        if let target = graph.target(of: step), search.areTogether(start, target) {
          ways.take(step, from: state, to: target)
        }
      }
    }
    return ways.way(to: end).steps
  }
}
