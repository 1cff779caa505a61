import Measuring
import ModelChecking

/// The kernels of the model checker: searches through all states of models whose counts are known.
public enum CheckerWorkloads {
  /// Two-phase commit, packed and plain, by one worker and by two; and a network of participants.
  public static let all: [Kernel] = [
    twoPhase("two-phase", "packed into a word; one worker", standard: 6) { TwoPhaseCommit(resourceManagers: $0) },
    twoPhase("two-phase-2-workers", "packed into a word; two workers", standard: 7, workers: 2) {
      TwoPhaseCommit(resourceManagers: $0)
    },
    twoPhase("two-phase-natural", "of arrays and sets; one worker", standard: 5) {
      TwoPhaseCommitNatural(resourceManagers: $0)
    },
    Kernel(
      "checker.paxos-register", "A register on three Paxos servers, with traces; one worker", operation: "transition",
      size: KernelSize("clients", standard: 2, in: 1...3, series: [], estimatedBytes: { _ in 512 << 20 })
    ) { clients, _ in
      let id = "checker.paxos-register-\(clients)"
      guard let check = CheckerModels.registers.first(where: { $0.id == id }) else { throw UnknownCounts(model: id) }
      return try search(check, workers: 1)
    },
  ]

  private static func twoPhase<M: Model>(
    _ name: String, _ variant: String, standard: Int, workers: Int = 1, _ model: @escaping @Sendable (Int) -> M
  ) -> Kernel {
    Kernel(
      "checker.\(name)", "Two-phase commit, \(variant)", operation: "transition",
      size: KernelSize(
        "managers", standard: standard, in: 3...8, series: Array(4...7), estimatedBytes: { _ in 1 << 30 }),
      threads: workers
    ) { managers, _ in
      let counts = CheckerModels.twoPhaseSizes.first { $0.managers == managers }
      return try search(
        ModelCheck(
          "checker.\(name)-\(managers)", variant,
          expected: counts.map { .init($0.states, $0.transitions, depth: $0.depth, source: "TLC, Spin and Stateright") }
        ) { model(managers) }, workers: workers)
    }
  }

  /// The whole search is one part: its time includes all that a search sets up.
  private static func search(_ check: ModelCheck, workers: Int) throws -> PreparedKernel {
    guard let counts = check.expected, let transitions = counts.transitions else {
      throw UnknownCounts(model: check.id)
    }
    var search = ModelSearch()
    search.strategy = .breadthFirst(workers: workers)
    var kernel = PreparedKernel(
      parts: [KernelWork(operations: transitions, checksum: UInt64(counts.states))]
    ) { [search] _ in
      let outcome = try check.search(search)
      // A search that did not end properly has no counts worth the name.
      guard case .holds = outcome.status else { return KernelWork(operations: 0, checksum: 0) }
      return KernelWork(operations: outcome.transitions ?? 0, checksum: UInt64(outcome.states))
    }
    kernel.footprint = KernelFootprint(try check.search(search).bytesPerState, per: "state")
    return kernel
  }
}

/// A model of which nobody has published the counts that a search must find.
struct UnknownCounts: Error, CustomStringConvertible {
  let model: String
  var description: String { "the counts of \(model) are not known" }
}
