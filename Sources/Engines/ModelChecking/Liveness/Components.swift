/// Strongly connected components of parts of a step graph, by Tarjan's algorithm (1972) without recursion.
///
/// Its columns are as long as the graph and are used again and again, so that many small parts cost no more than their sizes.
struct ComponentSearch {
  /// Order of the first visit plus one, 0 before.
  private var order: [UInt32]
  private var low: [UInt32]
  private var isOpen: [Bool]
  /// The part that a state belongs to; states of other parts are not entered.
  private var part: [UInt32]
  private var parts: UInt32 = 0

  init(states: Int) {
    order = Array(repeating: 0, count: states)
    low = order
    part = order
    isOpen = Array(repeating: false, count: states)
  }

  /// The components of the graph that these states span, each in ascending order.
  ///
  /// - Complexity: O(states + their steps).
  mutating func components(of graph: borrowing StepGraph, within states: [Int]) -> [[Int]] {
    parts += 1
    for state in states {
      part[state] = parts
      order[state] = 0
    }
    var components: [[Int]] = []
    var open: [Int] = []
    var calls: [(state: Int, step: Int)] = []
    var visited: UInt32 = 0
    for root in states where order[root] == 0 {
      calls.append((root, graph.steps(of: root).lowerBound))
      while let (state, first) = calls.popLast() {
        if order[state] == 0 {
          visited += 1
          order[state] = visited
          low[state] = visited
          open.append(state)
          isOpen[state] = true
        }
        if let step = firstUnvisited(from: first, of: state, graph), let target = graph.target(of: step) {
          // The step is looked at again when its target is done, for the target's low link.
          calls.append((state, step))
          calls.append((target, graph.steps(of: target).lowerBound))
        } else if low[state] == order[state] {
          var component: [Int] = []
          while let last = open.popLast() {
            isOpen[last] = false
            component.append(last)
            if last == state { break }
          }
          components.append(component.sorted())
        }
      }
    }
    return components
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
