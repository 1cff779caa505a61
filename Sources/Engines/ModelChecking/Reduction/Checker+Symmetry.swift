/// What a search of one state per orbit found.
public struct OrbitReport<M: SymmetricModel>: Sendable {
  /// The report of the search; its states are orbits, its traces lead through their representatives.
  public let orbits: SearchReport<Quotient<M>>

  /// States of the model that the orbits stand for.
  public let states: Int

  /// The counterexample in the model's own states, with the renaming that leads from each of these to its representative.
  public let counterexample: (trace: ModelTrace<M>, renamings: [Permutation])?
}

extension Checker where M: SymmetricModel {
  /// Visits one state for all that renaming makes of it. Verdicts on properties of states are those of the full search.
  ///
  /// The declared symmetry is tested first, on states near the start and on a way into the depth.
  ///
  /// - Throws: ``ModelError/asymmetric(_:)`` if the test finds it wrong; ``ModelError/unsupported(_:)`` if the model has properties of
  ///   runs, which renaming along a cycle can falsify.
  public func runOnOrbits(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> OrbitReport<M> {
    if let property = model.properties.first(where: { !$0.kind.isAboutStates }) {
      throw .unsupported("'\(property.name)' is a property of runs, which is not decided on orbits")
    }
    try SymmetryTest(model).run()
    let quotient = Quotient(model)
    var checker = try Checker<Quotient<M>>(quotient)
    checker.strategy = strategy
    checker.store = store
    checker.limits = limits
    let report = try checker.run(isInterrupted: isInterrupted)
    var counterexample: (trace: ModelTrace<M>, renamings: [Permutation])?
    if case .violated(_, let trace) = report.verdict { counterexample = try quotient.unfolded(trace) }
    return OrbitReport(orbits: report, states: quotient.statesStoodFor, counterexample: counterexample)
  }
}
