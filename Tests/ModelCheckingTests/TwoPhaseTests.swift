import Conformance
import ModelChecking
import Testing

@Suite("Breadth-first search")
struct TwoPhaseTests {
  @Test(
    "two-phase commit: states, transitions and depth as TLC, Spin and Stateright count them",
    arguments: [
      (3, 288, 1_146, 11), (4, 1_568, 8_258, 14), (5, 8_832, 58_146, 17), (6, 50_816, 402_306, 20),
      (7, 296_448, 2_744_706, 23), (8, 1_745_408, 18_507_778, 26),
    ])
  func counts(managers: Int, states: Int, transitions: Int, depth: Int) throws {
    let report = try Checker(TwoPhaseCommit(resourceManagers: managers)).run()
    guard case .holds = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(report.states == states && report.transitions == transitions && report.depth == depth)
    if managers == 8 { #expect(report.bytesPerState <= 25, "\(report.bytesPerState) bytes a state") }
    // Prepare and take in each, decide, tell each: the shortest ways.
    #expect(report.witnesses["all commit"]?.steps.count == 3 * managers + 1)
    #expect(report.witnesses["all abort"]?.steps.count == managers)
  }
}
