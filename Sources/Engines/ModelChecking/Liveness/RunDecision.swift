/// Decides the properties of runs on the graph of all states.
struct RunDecision<M: Model>: ~Copyable {
  let model: M
  let graph: StateGraph<M>

  /// What is wrong with the first property that fails.
  struct Failure {
    let property: String
    let trace: ModelTrace<M>
  }

  private var budget: RunBudget { graph.budget }

  /// Properties that hold for want of an occasion.
  private(set) var vacuous: [String] = []

  init(_ model: M, _ budget: RunBudget) throws(ModelError) {
    self.model = model
    graph = try StateGraph(model, budget)
  }

  /// The first property that some fair run breaks; nil if there is none, or the budget ends.
  mutating func firstFailure() throws(ModelError) -> Failure? {
    for property in model.properties where !property.kind.isAboutStates && budget.ending == nil {
      if let trace = try counterexample(to: property) { return Failure(property: property.name, trace: trace) }
    }
    return nil
  }

  private mutating func counterexample(to property: ModelProperty<M.State>) throws(ModelError) -> ModelTrace<M>? {
    let holds = try graph.labels(property.holds)
    guard budget.ending == nil else { return nil }
    switch property.kind {
    case .eventually: return try trace(from: graph.steps.initial, avoiding: holds)
    case .leadsTo:
      let isOwed = try graph.labels(property.isOwed)
      guard budget.ending == nil else { return nil }
      let owing = isOwed.indices.lazy.filter { isOwed[$0] }.map { UInt32($0) }
      if owing.isEmpty { vacuous.append(property.name) }
      return try trace(from: Array(owing), avoiding: holds)
    case .alwaysPossible:
      // States are numbered in breadth-first order: the first is nearest.
      guard let lost = graph.steps.firstLost(to: holds, budget) else { return nil }
      return try ModelTrace(model, along: graph.path(to: lost))
    case .always, .sometimes, .endsOnlyIf: return nil
    }
  }

  /// A fair run from one of these states that never enters a state of `avoided`.
  private func trace(from entries: [UInt32], avoiding avoided: [Bool]) throws(ModelError) -> ModelTrace<M>? {
    guard let lasso = graph.steps.fairRun(from: entries, avoiding: avoided, fairness: model.fairness, budget) else {
      return nil
    }
    var path = graph.path(to: lasso.start)
    var here = lasso.start
    func follow(_ steps: [Int]) {
      for step in steps {
        path.ordinals.append(step - graph.steps.steps(of: here).lowerBound)
        here = graph.steps.target(of: step) ?? here
      }
    }
    follow(lasso.prefix)
    let cycleStart = path.ordinals.count
    follow(lasso.cycle)
    var trace = try ModelTrace(model, along: path)
    trace.cycleStart = cycleStart
    return trace
  }
}

extension Checker {
  /// Decides the properties of runs, once those of states are known to hold.
  @usableFromInline
  func decideRuns(in report: inout SearchReport<M>, _ clock: SearchClock) throws(ModelError) {
    let budget = RunBudget(limits, clock)
    var decision = try RunDecision(model, budget)
    if let failure = try decision.firstFailure() {
      report.verdict = .violated(property: failure.property, trace: failure.trace)
    } else if let limit = budget.ending {
      report.verdict = .incomplete(limit: limit, completeToDepth: report.depth)
    }
    report.vacuous = decision.vacuous
    report.bytes = max(report.bytes, budget.largest)
  }
}
