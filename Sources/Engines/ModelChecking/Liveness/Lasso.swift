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
  /// The nearest fair run from one of `entries` that never enters a state of `avoided`; nil if there is none, or the budget ends.
  func fairRun(from entries: [UInt32], avoiding avoided: [Bool], fairness: [Fairness], _ budget: RunBudget) -> Lasso? {
    let labels = 2 * count + entries.count * 4
    guard budget.holds(bytes: labels + count * ShortestWays.bytesEach) else { return nil }
    var ways = ShortestWays(states: count)
    for entry in entries where !avoided[Int(entry)] { ways.begin(in: Int(entry)) }
    var next = 0
    while next < ways.reached.count {
      guard budget.goesOn() else { return nil }
      let state = Int(ways.reached[next])
      next += 1
      if isEnd(state) {
        let (start, steps) = ways.way(to: state)
        return Lasso(start: start, prefix: steps, cycle: [])
      }
      for step in steps(of: state) {
        if let target = target(of: step), !avoided[target] { ways.take(step, from: state, to: target) }
      }
    }
    guard budget.holds(bytes: labels + count * (ShortestWays.bytesEach + FairCycleSearch.bytesEach)) else { return nil }
    var search = FairCycleSearch(states: count, fairness: fairness, budget)
    guard let component = search.fairComponent(of: self, within: ways.reached) else { return nil }
    guard let entry = ways.reached.first(where: { search.isMember(Int($0), of: component) }) else { return nil }
    let (start, prefix) = ways.way(to: Int(entry))
    let cycle = search.cycle(through: component, from: Int(entry), self, &ways)
    return budget.ending == nil ? Lasso(start: start, prefix: prefix, cycle: cycle) : nil
  }

  /// The first state from which none of `goals` can be reached; nil if there is none, or the budget ends. Steps out of scope may lead
  /// anywhere, so that a state with one is not lost.
  func firstLost(to goals: [Bool], _ budget: RunBudget) -> Int? {
    // The steps backwards: where each state is reached from, those of one state after those of another.
    guard budget.holds(bytes: count * (1 + 1 + 4 + 8) + stepCount * 4) else { return nil }
    var isSafe = goals
    var ends = Array(repeating: 0, count: count + 1)
    for state in 0..<count {
      guard budget.goesOn() else { return nil }
      for step in steps(of: state) {
        if let target = target(of: step) { ends[target] += 1 } else { isSafe[state] = true }
      }
    }
    var sum = 0
    for state in 0...count {
      sum += ends[state]
      ends[state] = sum
    }
    var sources = Array(repeating: UInt32(0), count: stepCount)
    for state in 0..<count {
      guard budget.goesOn() else { return nil }
      for step in steps(of: state) {
        guard let target = target(of: step) else { continue }
        // Filled from behind, so that in the end each place says where the sources of a state begin.
        ends[target] -= 1
        sources[ends[target]] = UInt32(state)
      }
    }
    var queue: [UInt32] = []
    for state in 0..<count where isSafe[state] { queue.append(UInt32(state)) }
    while let state = queue.popLast() {
      guard budget.goesOn() else { return nil }
      for source in sources[ends[Int(state)]..<ends[Int(state) + 1]] where !isSafe[Int(source)] {
        isSafe[Int(source)] = true
        queue.append(source)
      }
    }
    return isSafe.firstIndex(of: false)
  }
}
