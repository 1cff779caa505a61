/// What a search of one state per orbit found.
public struct OrbitReport<M: SymmetricModel>: Sendable {
  /// The report of the search; its states are orbits, its traces lead through their representatives.
  public let orbits: SearchReport<Quotient<M>>

  /// States of the model that the orbits stand for; nil if they are too many to be counted in 63 bits.
  public let states: Int?

  /// A way to each possibility that came true, in the model's own states.
  public let witnesses: [String: ModelTrace<M>]

  /// The counterexample in the model's own states, with the renaming that leads from each of these to its representative.
  public let counterexample: (trace: ModelTrace<M>, renamings: [Permutation])?
}

extension Checker where M: SymmetricModel {
  /// Visits one state for all that renaming makes of it. Verdicts on properties of states are those of the full search.
  ///
  /// The declared symmetry is tested first, on states near the start and on a way into the depth, and watched wherever the search
  /// comes, as ``Quotient`` says: there is also what remains to be believed.
  ///
  /// - Throws: ``ModelError/asymmetric(_:)`` if it is found wrong; ``ModelError/unsupported(_:)`` if the model has properties of runs,
  ///   which renaming along a cycle can falsify, or if too many renamings of a state would have to be tried.
  public func runOnOrbits(isInterrupted: @escaping () -> Bool = { false }) throws(ModelError) -> OrbitReport<M> {
    try checkConfiguration()
    if let property = model.properties.first(where: { !$0.kind.isAboutStates }) {
      throw .unsupported("'\(property.name)' is a property of runs, which is not decided on orbits")
    }
    let clock = clock(isInterrupted)
    let ending = try SymmetryTest(model).run(until: clock)
    let quotient = Quotient(model)
    var checker = try Checker<Quotient<M>>(quotient)
    checker.strategy = strategy
    checker.store = store
    checker.limits = limits
    if let ending {
      let report = SearchReport(quotient, endedBefore: ending, store: store)
      return OrbitReport(orbits: report, states: 0, witnesses: [:], counterexample: nil)
    }
    let report = try checker.run(until: clock)
    var counterexample: (trace: ModelTrace<M>, renamings: [Permutation])?
    if case .violated(let property, let trace) = report.verdict {
      counterexample = try quotient.unfolded(trace, about: property)
    }
    var witnesses: [String: ModelTrace<M>] = [:]
    for (property, trace) in report.witnesses {
      witnesses[property] = try quotient.unfolded(trace, about: property).trace
    }
    return OrbitReport(
      orbits: report, states: quotient.statesStoodFor, witnesses: witnesses, counterexample: counterexample)
  }
}
