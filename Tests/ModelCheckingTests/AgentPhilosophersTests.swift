import Conformance
import ModelChecking
import Testing

@Suite("Philosophers and forks as agents")
struct AgentPhilosophersTests {
  @Test(
    "states, steps, deadlocks and proper ends as two prototypes and Spin count them",
    arguments: [
      (2, 1, false, [144, 232, 1, 1]), (2, 1, true, [114, 182, 0, 1]), (2, 2, false, [667, 1_218, 4, 1]),
      (2, 2, true, [535, 1_010, 0, 1]), (3, 1, false, [1_802, 4_380, 1, 1]), (3, 1, true, [1_486, 3_562, 0, 1]),
      (3, 2, false, [18_930, 52_791, 8, 1]), (3, 2, true, [16_129, 45_657, 0, 1]),
    ])
  func counts(count: Int, rounds: Int, isAsymmetric: Bool, expected: [Int]) throws {
    let model = AgentPhilosophers(count: count, rounds: rounds, isAsymmetric: isAsymmetric)
    let search = try NaiveSearch(model)
    let proper = search.ends.count { model.isProperEnd($0) }
    // The initial state is no step.
    #expect([search.states.count, search.transitions - 1, search.ends.count - proper, proper] == expected)
  }
}
