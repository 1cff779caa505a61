extension Claim.Finding {
  /// What a search of a model says of one of its properties, its mutants left out: within the bounds that the model's summary names.
  init(ofModel id: String, property: String) throws {
    guard let model = Catalog.model(id) else { preconditionFailure("a claim rests on a model of the suite") }
    let outcome = try model.search()
    let claimed = "in all states: \(property)"
    switch outcome.status {
    case .holds:
      self.init(.bounded, claimed: claimed, found: "in all \(outcome.states) states. \(model.summary)")
    case .violated(property), .neverTrue(property):
      let steps = outcome.counterexample?.stored.steps.count ?? 0
      self.init(.refuted, claimed: claimed, found: "not so after \(steps) steps. \(model.summary)")
    default: self.init(.open, claimed: claimed, found: "not decided. \(model.summary)")
    }
  }
}
