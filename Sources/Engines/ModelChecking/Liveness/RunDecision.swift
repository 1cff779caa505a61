/// Decides the properties of runs on the graph of all states.
struct RunDecision<M: Model>: ~Copyable {
  let model: M
  let graph: StateGraph<M>

  /// What is wrong with the first property that fails.
  struct Failure {
    let property: String
    let trace: ModelTrace<M>
  }

  /// Properties that hold for want of an occasion.
  private(set) var vacuous: [String] = []

  init(_ model: M, limits: SearchLimits, clock: SearchClock) throws(ModelError) {
    self.model = model
    graph = try StateGraph(model, limits: limits, clock: clock)
  }

  /// The first property that some fair run breaks.
  mutating func firstFailure() throws(ModelError) -> Failure? {
    for property in model.properties where !property.kind.isAboutStates {
      if let trace = try counterexample(to: property) { return Failure(property: property.name, trace: trace) }
    }
    return nil
  }

  private mutating func counterexample(to property: ModelProperty<M.State>) throws(ModelError) -> ModelTrace<M>? {
    let holds = try graph.labels(property.holds)
    switch property.kind {
    case .eventually:
      return try trace(of: graph.steps.fairRun(from: graph.steps.initial, avoiding: holds, fairness: model.fairness))
    case .leadsTo:
      let isOwed = try graph.labels(property.isOwed)
      let owing = isOwed.indices.filter { isOwed[$0] }
      if owing.isEmpty { vacuous.append(property.name) }
      return try trace(of: graph.steps.fairRun(from: owing, avoiding: holds, fairness: model.fairness))
    case .alwaysPossible:
      // States are numbered in breadth-first order: the first is nearest.
      guard let lost = graph.steps.lost(to: holds).firstIndex(of: true) else { return nil }
      return try ModelTrace(model, along: graph.path(to: lost))
    case .always, .sometimes, .endsOnlyIf: return nil
    }
  }

  private func trace(of lasso: Lasso?) throws(ModelError) -> ModelTrace<M>? {
    guard let lasso else { return nil }
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
  func decideRuns(in report: inout SearchReport<M>, _ isInterrupted: @escaping () -> Bool) throws(ModelError) {
    if case .bitstate = store {
      throw .unsupported("a bit field does not hold the graph that properties of runs are decided on")
    }
    var decision = try RunDecision(model, limits: limits, clock: clock(isInterrupted))
    if let limit = decision.graph.limit {
      report.verdict = .incomplete(limit: limit, completeToDepth: report.depth)
    } else if let failure = try decision.firstFailure() {
      report.verdict = .violated(property: failure.property, trace: failure.trace)
    }
    report.vacuous = decision.vacuous
  }
}
