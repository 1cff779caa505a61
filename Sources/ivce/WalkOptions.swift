import ArgumentParser
import Conformance
import ModelChecking
import Randomness

/// How models are walked through at random, for the searches `walk` and `pct`.
struct WalkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Random walks of each model, 1...1000000000 (default: 100).", valueName: "number"))
  var walks: Int?

  @Option(help: ArgumentHelp("Steps of a walk at the most, 1...100000000 (default: 1000).", valueName: "number"))
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "With --search pct: one more than the times that a walk changes its priorities, 1...1000 (default: 3).",
      valueName: "number"))
  var pctDepth: Int?

  /// The options that were given, for the line that gives the result again.
  var arguments: [String] {
    (walks.map { ["--walks \($0)"] } ?? []) + (steps.map { ["--steps \($0)"] } ?? [])
      + (pctDepth.map { ["--pct-depth \($0)"] } ?? [])
  }

  /// Walks, or nil if the models are to be searched.
  func modelWalks(_ way: SearchWay, seed: Seed) throws -> ModelWalks? {
    guard way.isWalk else {
      for (option, value) in [("--walks", walks), ("--steps", steps), ("--pct-depth", pctDepth)] where value != nil {
        throw UsageError("\(option) is for random walks: --search walk or pct")
      }
      return nil
    }
    var plan = ModelWalks()
    plan.seed = seed
    if let walks {
      try (1...1_000_000_000).check(walks, of: "--walks")
      plan.walks = walks
    }
    if let steps {
      try (1...100_000_000).check(steps, of: "--steps")
      plan.steps = steps
    }
    if way == .pct {
      let depth = pctDepth ?? min(3, plan.steps)
      try (1...min(1_000, plan.steps)).check(depth, of: "--pct-depth")
      plan.priorities = .pct(depth: depth)
    } else if pctDepth != nil {
      throw UsageError("--pct-depth is for --search pct")
    }
    return plan
  }
}
