import ArgumentParser
import Conformance
import Foundation
import Measuring
import ModelChecking
import Randomness

/// How models are searched.
struct SearchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to go through the states: breadth-first, depth-first, or along random walks: walk (any step), pct (by priorities).",
      valueName: "way"))
  var search: SearchWay = .breadthFirst

  @Option(help: ArgumentHelp("Workers, 1...16; as many as there are cores by default.", valueName: "number"))
  var workers: Int?

  @Option(
    help: "What to remember of states: fingerprints (the default), exact or bitstate (2^30 bits, 3 a state).")
  var store: StoreChoice?

  @Option(help: ArgumentHelp("Give up after so many states of a model.", valueName: "number"))
  var states: Int?

  @Option(help: ArgumentHelp("Give up so many states away from the start.", valueName: "number"))
  var depth: Int?

  @Option(
    help: ArgumentHelp(
      "In models that declare it, visit one state for all that renaming makes of it (symmetry), or take one order of steps that do not touch each other (sleep: along paths, with one worker and fingerprints).",
      valueName: "reduction"))
  var reduction: ModelReduction = .none

  @OptionGroup var walk: WalkOptions

  /// The options that were given, for the line that gives the result again.
  var arguments: [String] {
    var given = search == .breadthFirst ? [] : ["--search \(search.rawValue)"]
    if let workers { given.append("--workers \(workers)") }
    if let store { given.append("--store \(store.rawValue)") }
    if let states { given.append("--states \(states)") }
    if let depth { given.append("--depth \(depth)") }
    if reduction != .none { given.append("--reduction \(reduction.rawValue)") }
    return given + walk.arguments
  }

  func modelSearch(seed: Seed) throws -> ModelSearch {
    var search = ModelSearch.onAllCores
    if let workers {
      try (1...16).check(workers, of: "--workers")
    }
    let workers = workers ?? search.strategy.workers
    search.strategy =
      self.search == .depthFirst ? .depthFirst(workers: workers) : .breadthFirst(workers: workers)
    search.store = store?.store ?? .fingerprints
    search.walks = try walk.modelWalks(self.search, seed: seed)
    if search.walks != nil {
      if self.workers != nil { throw UsageError("--workers is for searches; walks are taken one after another") }
      if store != nil { throw UsageError("--store is for searches; walks keep fingerprints") }
      if reduction != .none { throw UsageError("--reduction is for searches; walks leave nothing out") }
    }
    search.reduction = reduction
    if let states {
      try (1...SearchLimits.mostStates).check(states, of: "--states")
      search.limits.states = states
    }
    if let depth {
      try (1...Int.max).check(depth, of: "--depth")
      search.limits.depth = depth
    }
    return search
  }
}

enum SearchWay: String, ExpressibleByArgument, CaseIterable {
  case breadthFirst = "breadth-first"
  case depthFirst = "depth-first"
  case walk, pct

  var isWalk: Bool { self == .walk || self == .pct }
}

extension ModelReduction: ExpressibleByArgument {}

enum StoreChoice: String, ExpressibleByArgument, CaseIterable {
  case fingerprints, exact, bitstate

  var store: StateStore {
    switch self {
    case .fingerprints: .fingerprints
    case .exact: .exact
    case .bitstate: .bitstate(logBits: 30, hashes: 3)
    }
  }
}

extension ModelSearch {
  /// Breadth-first with a worker a core; an interrupt ends it with what is known by then.
  static var onAllCores: ModelSearch {
    var search = ModelSearch()
    search.strategy = .breadthFirst(workers: min(Machine.current.cores, 16))
    search.isInterrupted = { Interruption.wasAsked }
    return search
  }
}
