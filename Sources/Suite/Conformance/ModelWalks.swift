import ModelChecking
import Randomness

/// Seeded random walks in place of a search, for models with too many states to visit all.
public struct ModelWalks: Sendable, Hashable {
  /// How many walks a model gets.
  public var walks = 100

  /// The most steps of a walk.
  public var steps = 1_000

  /// What all choices follow from.
  public var seed: Seed = 1

  /// How a walk chooses among steps.
  public var priorities = WalkPriorities.uniform

  /// A hundred walks of up to a thousand steps, each step with the same probability.
  public init() {}
}

extension ModelWalks {
  /// How often a model is run again to leave steps out of a trace. A walk's trace has as many steps as it pleased the walk to take, of
  /// which most have nothing to do with what is wrong.
  private static let minimisingRuns = 20_000

  func run<M: Model>(in model: M, id: String, _ search: ModelSearch) throws -> ModelOutcome {
    var walker = try RandomWalks(model)
    walker.walks = walks
    walker.steps = steps
    walker.seed = seed
    walker.priorities = priorities
    walker.limits = search.limits
    let report = try walker.run(isInterrupted: search.isInterrupted)
    guard case .violated(let name, let trace) = report.verdict else { return ModelOutcome(report, nil) }
    let property = model.properties.first { $0.name == name }
    let short = try property.map { try trace.minimised(in: model, showing: $0, budget: Self.minimisingRuns) } ?? trace
    var counterexample = ModelCounterexample(short, to: name, of: id, model)
    counterexample.minimisedFrom = trace.steps.count
    return ModelOutcome(report, counterexample)
  }
}
