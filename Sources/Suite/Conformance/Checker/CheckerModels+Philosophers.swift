import ModelChecking

extension CheckerModels {
  /// Philosophers by closed form, and as agents that watch each other's events.
  static let philosophers: [ModelCheck] =
    [(8, 6_560), (9, 19_682), (10, 59_048), (12, 531_440)].map { count, states in
      ModelCheck(
        "checker.philosophers-\(count)", "\(count) philosophers who take their left forks first.",
        expected: .init(states, source: "closed form 3^n - 1, and Spin")
      ) { Philosophers(count: count) }
    }
    + [
      (2, 1, false, 144, 232), (2, 1, true, 114, 182), (2, 2, false, 667, 1_218), (2, 2, true, 535, 1_010),
      (3, 1, false, 1_802, 4_380), (3, 1, true, 1_486, 3_562), (3, 2, false, 18_930, 52_791),
      (3, 2, true, 16_129, 45_657),
    ].map { count, rounds, isAsymmetric, states, steps in
      // The source leaves the initial state out of the transitions.
      ModelCheck(
        "checker.agents-\(count)-\(rounds)\(isAsymmetric ? "-asymmetric" : "")",
        "\(count) philosophers and forks as agents, \(rounds) rounds\(isAsymmetric ? ", the last takes the other fork first" : "").",
        expected: .init(states, steps + 1, source: "prototype and Spin")
      ) { AgentPhilosophers(count: count, rounds: rounds, isAsymmetric: isAsymmetric) }
    }
}
