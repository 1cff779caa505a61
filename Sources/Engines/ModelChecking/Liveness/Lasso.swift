/// A run that something never happens in: a way from a state, and what goes on forever after it.
struct Lasso {
  /// Where it starts.
  let start: Int
  /// Steps of the graph that lead to the cycle.
  var prefix: [Int]
  /// Steps that repeat; none when the run ends in a state without successors.
  var cycle: [Int]
}

extension StepGraph {
  /// The nearest fair run from one of `entries` that never enters a state of `avoided`; nil if there is none.
  func fairRun(from entries: [Int], avoiding avoided: [Bool], fairness: [Fairness]) -> Lasso? {
    var came: [Int: (state: Int, step: Int)] = [:]
    var reached = entries.filter { !avoided[$0] }
    var isReached = Set(reached)
    reached = reached.filter { isReached.remove($0) != nil }
    isReached = Set(reached)
    var next = 0
    while next < reached.count {
      let state = reached[next]
      next += 1
      if isEnd(state) { return Lasso(start: start(of: state, came), prefix: way(to: state, came), cycle: []) }
      for step in steps(of: state) {
        guard let target = target(of: step), !avoided[target], isReached.insert(target).inserted else { continue }
        came[target] = (state, step)
        reached.append(target)
      }
    }
    var search = FairCycleSearch(states: count, fairness: fairness)
    guard let component = search.fairComponent(of: self, within: reached) else { return nil }
    let members = Set(component.states)
    guard let entry = reached.first(where: members.contains) else { return nil }
    return Lasso(
      start: start(of: entry, came), prefix: way(to: entry, came),
      cycle: search.cycle(through: component, from: entry, self))
  }

  /// States from which none of `goals` can be reached. Steps out of scope may lead anywhere, so that a state with one is not lost.
  func lost(to goals: [Bool]) -> [Bool] {
    var sources: [[UInt32]] = Array(repeating: [], count: count)
    var isSafe = goals
    var queue: [Int] = []
    for state in 0..<count {
      for step in steps(of: state) {
        if let target = target(of: step) { sources[target].append(UInt32(state)) } else { isSafe[state] = true }
      }
    }
    for state in 0..<count where isSafe[state] { queue.append(state) }
    while let state = queue.popLast() {
      for source in sources[state] where !isSafe[Int(source)] {
        isSafe[Int(source)] = true
        queue.append(Int(source))
      }
    }
    return isSafe.map { !$0 }
  }

  private func way(to end: Int, _ came: [Int: (state: Int, step: Int)]) -> [Int] {
    var steps: [Int] = []
    var here = end
    while let (state, step) = came[here] {
      steps.append(step)
      here = state
    }
    return steps.reversed()
  }

  private func start(of end: Int, _ came: [Int: (state: Int, step: Int)]) -> Int {
    var here = end
    while let (state, _) = came[here] { here = state }
    return here
  }
}
