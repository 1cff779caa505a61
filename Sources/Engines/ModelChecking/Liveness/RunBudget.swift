/// What the decision on properties of runs may still use of the search's limits: one clock for all of it, and bytes.
///
/// Whoever works asks on the way whether to go on, and gives up if not; what it returns then says nothing.
final class RunBudget {
  private let limits: SearchLimits
  private let clock: SearchClock
  private var work = 0
  /// Bytes of the graph, which stays while everything else comes and goes.
  private var graphBytes = 0

  /// The limit that was reached; nil if none was.
  private(set) var ending: SearchLimits.Kind?

  /// The most bytes in use at a time.
  private(set) var largest = 0

  init(_ limits: SearchLimits, _ clock: SearchClock) {
    self.limits = limits
    self.clock = clock
  }

  /// Counts a piece of work about as large as a step of the graph; false when the work must end. Looks at the clock every few
  /// thousand pieces.
  func goesOn() -> Bool {
    work &+= 1
    if work & 4095 == 0, ending == nil { ending = clock.ending }
    return ending == nil
  }

  /// Notes the size of the graph; false when the work must end.
  func holdsGraph(states: Int, bytes: Int) -> Bool {
    graphBytes = bytes
    if states > min(limits.states, SearchLimits.mostStates) { ending = ending ?? .states }
    return holds(bytes: 0)
  }

  /// Notes bytes in use besides the graph, before they are taken where that is known; false when the work must end.
  func holds(bytes: Int) -> Bool {
    largest = max(largest, graphBytes + bytes)
    if graphBytes + bytes > limits.bytes { ending = ending ?? .bytes }
    return ending == nil
  }
}
