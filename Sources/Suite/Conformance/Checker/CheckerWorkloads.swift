import Measuring
import ModelChecking

/// The kernels of the model checker: searches through all states of models whose counts are known.
public enum CheckerWorkloads {
  /// Two-phase commit, packed and plain, by one worker and by two; and a network of participants.
  public static let all: [Kernel] = [
    Kernel(
      "checker.two-phase", "Two-phase commit, packed into a word; one worker", operation: "transition",
      size: managers(standard: 6, most: 8)
    ) { managers, _ in try search(TwoPhaseCommit(resourceManagers: managers), twoPhase(managers), workers: 1) },
    Kernel(
      "checker.two-phase-2-workers", "Two-phase commit, packed into a word; two workers", operation: "transition",
      size: managers(standard: 7, most: 8), threads: 2
    ) { managers, _ in try search(TwoPhaseCommit(resourceManagers: managers), twoPhase(managers), workers: 2) },
    Kernel(
      "checker.two-phase-natural", "Two-phase commit of arrays and sets; one worker", operation: "transition",
      size: managers(standard: 5, most: 8)
    ) { managers, _ in try search(TwoPhaseCommitNatural(resourceManagers: managers), twoPhase(managers), workers: 1) },
    Kernel(
      "checker.paxos-register", "A register on three Paxos servers, with traces; one worker", operation: "transition",
      size: KernelSize("clients", standard: 2, in: 1...3, series: [], estimatedBytes: { _ in 512 << 20 })
    ) { clients, _ in
      let counts = [1: (265, 482), 2: (16_668, 32_971), 3: (1_194_428, 2_420_477)][clients]
      return try search(
        NetworkModel.registers(PaxosServer.self, servers: 3, clients: clients), counts, workers: 1)
    },
  ]

  private static func managers(standard: Int, most: Int) -> KernelSize {
    KernelSize(
      "managers", standard: standard, in: 3...most, series: Array(4...min(most, 7)), estimatedBytes: { _ in 1 << 30 })
  }

  private static func twoPhase(_ managers: Int) -> (states: Int, transitions: Int)? {
    CheckerModels.twoPhaseSizes.first { $0.managers == managers }.map { ($0.states, $0.transitions) }
  }

  /// The whole search is one part: its time includes all that a search sets up.
  private static func search<M: Model>(
    _ model: M, _ counts: (states: Int, transitions: Int)?, workers: Int
  ) throws -> PreparedKernel {
    guard let counts else { preconditionFailure("sizes are those of which the counts are known") }
    var checker = try Checker(model)
    checker.strategy = .breadthFirst(workers: workers)
    let report = try checker.run()
    var kernel = PreparedKernel(
      parts: [KernelWork(operations: counts.transitions, checksum: UInt64(counts.states))]
    ) { _ in
      let report = try checker.run()
      // A search that was not ended properly has no counts worth the name.
      guard case .holds = report.verdict else { return KernelWork(operations: 0, checksum: 0) }
      return KernelWork(operations: report.transitions, checksum: UInt64(report.states))
    }
    kernel.footprint = KernelFootprint(report.bytesPerState, per: "state")
    return kernel
  }
}
