/// Models whose sizes others have published: the checker must find exactly these.
public enum CheckerModels {
  /// Two-phase commit with 3 to 8 resource managers (counted alike by TLC, Spin and Stateright), and the water jugs.
  public static let all: [ModelCheck] =
    [
      (3, 288, 1_146, 11), (4, 1_568, 8_258, 14), (5, 8_832, 58_146, 17), (6, 50_816, 402_306, 20),
      (7, 296_448, 2_744_706, 23), (8, 1_745_408, 18_507_778, 26),
    ].map { managers, states, transitions, depth in
      ModelCheck(
        "checker.two-phase-\(managers)", subsystem: "checker", "Two-phase commit with \(managers) resource managers.",
        expected: .init(states: states, transitions: transitions, depth: depth),
        model: TwoPhaseCommit(resourceManagers: managers))
    } + [
      ModelCheck(
        "checker.water-jugs", subsystem: "checker", "Four gallons from jugs of three and five.",
        expected: .init(states: 16, transitions: 97, depth: 8), model: WaterJugs())
    ]
}
