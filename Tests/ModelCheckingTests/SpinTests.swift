import Conformance
import ModelChecking
import Testing

@Suite(
  "The same models in Promela, as Spin counts them",
  .enabled(if: SpinVerifier.isAvailable, "needs /usr/bin/spin and /usr/bin/gcc"))
struct SpinTests {
  @Test("two-phase commit", arguments: 3...5)
  func twoPhase(managers: Int) throws {
    let spin = try SpinVerifier("TwoPhase.pml", defining: ["N=\(managers)"]).run()
    let report = try Checker(TwoPhaseCommit(resourceManagers: managers)).run()
    // Spin counts one more: the moment before the managers are set to work, and the step that does.
    #expect(spin.states == report.states + 1 && spin.transitions == report.transitions + 1)
  }

  @Test("philosophers and forks as agents", arguments: [1, 2], [false, true])
  func philosophers(rounds: Int, isAsymmetric: Bool) throws {
    let macros = ["ROUNDS=\(rounds)", "ASYMMETRIC=\(isAsymmetric ? 1 : 0)"]
    let spin = try SpinVerifier("Philosophers.pml", defining: macros).run()
    let report = try Checker(AgentPhilosophers(count: 2, rounds: rounds, isAsymmetric: isAsymmetric)).run()
    #expect(spin.states == report.states && spin.transitions == report.transitions)
  }
}
