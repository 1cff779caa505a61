import Conformance
import Foundation
import ModelChecking

/// The model checker against Spin and against itself, in one run and in adjacent turns, so that a noisy machine is noisy for both.
///
///     swift run --package-path Benchmarks -c release model-checking-ratios
///
/// Each figure is the best of several rounds, since noise only adds. Every search must find the published counts.
@main
struct Ratios {
  static func main() throws {
    let rounds = 5
    let packed = TwoPhaseCommit(resourceManagers: 8)
    let natural = TwoPhaseCommitNatural(resourceManagers: 7)
    let paxos = try NetworkModel.registers(PaxosServer.self, servers: 3, clients: 3)
    let spin = SpinSearch()
    var (one, two, plain, foreign) = (Best(), Best(), Best(), Best())
    for _ in 0..<rounds {
      try one.measure(packed, workers: 1, states: 1_745_408, transitions: 18_507_778)
      if let spin { try foreign.measure(spin) }
      try two.measure(packed, workers: 2, states: 1_745_408, transitions: 18_507_778)
      try plain.measure(natural, workers: 1, states: 296_448, transitions: 2_744_706)
    }
    var networked = Best()
    try networked.measure(paxos, workers: 1, states: 1_194_428, transitions: 2_420_477)

    print("two-phase commit, 8 managers, packed, one worker: \(one)")
    if spin != nil {
      print("  the same by Spin (gcc -O2 -DSAFETY):             \(foreign)")
      print("  ours over Spin's transitions per second:         \(ratio(one.rate, foreign.rate))")
    } else {
      print("  spin or gcc is not installed: no comparison with Spin")
    }
    print("  two workers over one:                            \(ratio(two.rate, one.rate))")
    print("two-phase commit, 7 managers, of arrays and sets:  \(plain)")
    print("paxos, 3 clients, breadth-first with traces:       \(networked)")
  }

  private static func ratio(_ left: Double, _ right: Double) -> String { String(format: "%.2f", left / right) }
}

/// The best of some rounds.
struct Best: CustomStringConvertible {
  private(set) var rate = 0.0
  private var bytes: Double?

  struct WrongCounts: Error { let states: Int, transitions: Int }

  mutating func measure<M: Model>(_ model: M, workers: Int, states: Int, transitions: Int) throws {
    var checker = try Checker(model)
    checker.strategy = .breadthFirst(workers: workers)
    let start = ContinuousClock.now
    let report = try checker.run()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard case .holds = report.verdict, report.states == states, report.transitions == transitions else {
      throw WrongCounts(states: report.states, transitions: report.transitions)
    }
    rate = max(rate, Double(transitions) / seconds)
    bytes = report.bytesPerState
  }

  mutating func measure(_ spin: SpinSearch) throws {
    let (states, transitions, seconds) = try spin.run()
    // Spin also counts the moment before the first state.
    guard states == 1_745_409, transitions == 18_507_779 else {
      throw WrongCounts(states: states, transitions: transitions)
    }
    rate = max(rate, Double(transitions) / seconds)
  }

  var description: String {
    let size = bytes.map { String(format: ", %.1f bytes a state", $0) } ?? ""
    return String(format: "%.1f million transitions/s", rate / 1e6) + size
  }
}
