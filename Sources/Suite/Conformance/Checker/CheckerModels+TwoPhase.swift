import ModelChecking

extension CheckerModels {
  /// Managers, and what is known of the model with so many.
  static let twoPhaseSizes: [(managers: Int, states: Int, transitions: Int, depth: Int)] = [
    (3, 288, 1_146, 11), (4, 1_568, 8_258, 14), (5, 8_832, 58_146, 17), (6, 50_816, 402_306, 20),
    (7, 296_448, 2_744_706, 23), (8, 1_745_408, 18_507_778, 26),
  ]

  /// The model by which checkers are commonly compared: packed, and written plainly.
  static let twoPhase: [ModelCheck] =
    twoPhaseSizes.map { managers, states, transitions, depth in
      ModelCheck(
        "checker.two-phase-\(managers)", "Two-phase commit with \(managers) resource managers, packed into a word.",
        expected: .init(states, transitions, depth: depth, source: "TLC, Spin and Stateright")
      ) { TwoPhaseCommit(resourceManagers: managers) }
    }
    + twoPhaseSizes.filter { (6...7).contains($0.managers) }.map {
      managers, states, transitions, depth in
      ModelCheck(
        "checker.two-phase-natural-\(managers)",
        "Two-phase commit with \(managers) resource managers, of arrays and sets.",
        expected: .init(states, transitions, depth: depth, source: "TLC, Spin and Stateright")
      ) { TwoPhaseCommitNatural(resourceManagers: managers) }
    }
    + [(3, 80), (4, 166), (5, 314), (6, 553), (7, 920), (8, 1_461), (10, 3_300)].map { managers, orbits in
      ModelCheck(
        orbitsOf: "checker.two-phase-\(managers)-orbits",
        "Two-phase commit with \(managers) resource managers, one state for all that renaming them makes of it.",
        expected: .init(orbits, source: "prototype; TLC for 3 and 5 managers")
      ) { TwoPhaseCommit(resourceManagers: managers) }
    }
}
