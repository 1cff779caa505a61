/// Strongly connected components of parts of a step graph, by Tarjan's algorithm (1972) without recursion.
///
/// Its columns are as long as the graph and are used again and again, so that many small parts cost no more than their sizes. Only
/// components in which a run can stay are kept: most graphs consist of single states without a step to themselves.
struct ComponentSearch {
  /// Order of the first visit plus one, 0 before.
  private var order: [UInt32]
  private var low: [UInt32]
  private var isOpen: [Bool]
  /// The part that a state belongs to; states of other parts are not entered.
  private var part: [UInt32]
  private var parts: UInt32 = 0
  /// The component that a state was put into when it was last looked at; 0 if none was kept.
  private var home: [UInt32]
  private var homes: UInt32 = 0

  /// Bytes for each state of a graph: the columns, and what the states found, open and called may take.
  static let bytesEach = 17 + 16 + 4 + 4

  /// The components of a part one after another, each in ascending order.
  struct Components {
    fileprivate(set) var states: [UInt32] = []
    fileprivate(set) var ends: [Int] = []

    var count: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt32> { states[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }
  }

  init(states: Int) {
    order = Array(repeating: 0, count: states)
    low = order
    part = order
    home = order
    isOpen = Array(repeating: false, count: states)
  }

  /// Whether two states were put into the same component.
  func areTogether(_ state: Int, _ other: Int) -> Bool { home[state] != 0 && home[state] == home[other] }

  /// The components of the graph that these states span and that a step stays in; some of them if the budget ends.
  ///
  /// - Complexity: O(states + their steps).
  mutating func components(of graph: borrowing StepGraph, within states: [UInt32], _ budget: RunBudget) -> Components {
    parts += 1
    for state in states {
      part[Int(state)] = parts
      order[Int(state)] = 0
      home[Int(state)] = 0
    }
    var found = Components()
    var open: [UInt32] = []
    var calls: [(state: UInt32, step: Int)] = []
    var visited: UInt32 = 0
    for root in states where order[Int(root)] == 0 {
      calls.append((root, graph.steps(of: Int(root)).lowerBound))
      while let call = calls.popLast() {
        guard budget.goesOn() else { return found }
        let state = Int(call.state)
        if order[state] == 0 {
          visited += 1
          order[state] = visited
          low[state] = visited
          open.append(call.state)
          isOpen[state] = true
        }
        if let step = firstUnvisited(from: call.step, of: state, graph), let target = graph.target(of: step) {
          // The step is looked at again when its target is done, for the target's low link.
          calls.append((call.state, step))
          calls.append((UInt32(target), graph.steps(of: target).lowerBound))
        } else if low[state] == order[state] {
          close(state, &open, graph, &found)
        }
      }
    }
    return found
  }

  /// Ends the component that was entered in `state`.
  private mutating func close(
    _ state: Int, _ open: inout [UInt32], _ graph: borrowing StepGraph, _ found: inout Components
  ) {
    let first = found.states.count
    while let last = open.popLast() {
      isOpen[Int(last)] = false
      found.states.append(last)
      if last == state { break }
    }
    if found.states.count - first == 1, !graph.steps(of: state).contains(where: { graph.target(of: $0) == state }) {
      found.states.removeLast()
      return
    }
    homes += 1
    for member in found.states[first...] { home[Int(member)] = homes }
    found.states[first...].sort()
    found.ends.append(found.states.count)
  }

  /// The first step from there to a state not visited; until then, takes over the low links of those that are.
  private mutating func firstUnvisited(from first: Int, of state: Int, _ graph: borrowing StepGraph) -> Int? {
    for step in first..<graph.steps(of: state).upperBound {
      guard let target = graph.target(of: step), part[target] == parts else { continue }
      if order[target] == 0 { return step }
      if isOpen[target] { low[state] = min(low[state], low[target]) }
    }
    return nil
  }
}
