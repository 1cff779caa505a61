/// The shortest ways from some states of a step graph to others, as a tree in flat columns.
struct ShortestWays {
  /// The states reached, in the order in which they were; 32 bits are enough for all that a search numbers.
  private(set) var reached: [UInt32] = []
  /// The state before, and the step from there plus two: 1 for a state where ways begin, 0 for one not reached.
  private var sources: [UInt32]
  private var steps: [Int]

  /// Bytes for each state of a graph.
  static let bytesEach = 16

  init(states: Int) {
    sources = Array(repeating: 0, count: states)
    steps = Array(repeating: 0, count: states)
  }

  /// Lets ways begin in a state.
  mutating func begin(in state: Int) {
    guard steps[state] == 0 else { return }
    steps[state] = 1
    reached.append(UInt32(state))
  }

  /// Takes a step to a state, unless it was reached before.
  mutating func take(_ step: Int, from source: Int, to state: Int) {
    guard steps[state] == 0 else { return }
    sources[state] = UInt32(source)
    steps[state] = step + 2
    reached.append(UInt32(state))
  }

  func isReached(_ state: Int) -> Bool { steps[state] != 0 }

  /// Where the way to a state begins, and its steps.
  func way(to end: Int) -> (start: Int, steps: [Int]) {
    var taken: [Int] = []
    var here = end
    while steps[here] > 1 {
      taken.append(steps[here] - 2)
      here = Int(sources[here])
    }
    return (here, taken.reversed())
  }

  /// Forgets all ways; no more work than it was to find them.
  mutating func removeAll() {
    for state in reached { steps[Int(state)] = 0 }
    reached.removeAll(keepingCapacity: true)
  }
}
