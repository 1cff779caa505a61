import Reporting

/// One row of the table of `ivce verify`, of which a law fills other cells than a model, and walks others than a search.
struct VerificationRow {
  static let columns: [ResultTable.Column] = [
    .init("id", "id", alignment: .left), .init("subsystem", "subsystem", alignment: .left, isShown: false),
    .init("kind", "kind", alignment: .left), .init("evidence", "evidence", alignment: .left),
    .init("status", "status", alignment: .left), .init("cases", "cases"), .init("walks", "walks"),
    .init("steps", "steps"), .init("reduction", "reduction", alignment: .left), .init("orbits", "orbits"),
    .init("states", "states"), .init("transitions", "transitions"), .init("depth", "depth"),
    .init("expected_states", "expected"), .init("bytes_per_state", "B/state"), .init("expected_omissions", "omitted"),
    .init("mutants_killed", "killed"), .init("mutants", "mutants"), .init("seconds", "seconds"),
  ]

  let id: String
  let subsystem: String
  let kind: String
  let evidence: String
  let status: String
  var cases: Int?
  var expectedStates: Int?
  /// What was found out about a model.
  var outcome: ModelOutcome?
  var killed: Int?
  var mutants: Int?
  /// Whether a mutant was not noticed.
  var hasSurvivors = false
  var seconds = 0.0

  var cells: [ResultTable.Cell] {
    func count(_ number: Int?) -> ResultTable.Cell { number.map { .integer($0) } ?? .none }
    return [
      .text(id), .text(subsystem), .text(kind), .text(evidence), .text(status), count(cases),
      count(outcome?.walked?.walks), count(outcome?.walked?.steps), outcome?.reduction?.cell ?? .none,
      count(outcome?.reduction?.orbits), count(outcome?.states),
      count(outcome?.transitions), count(outcome?.depth), count(expectedStates),
      outcome.map { .number($0.bytesPerState, digits: 1) } ?? .none,
      outcome?.expectedOmissions.map { .magnitude($0) } ?? .none, count(killed).marked(if: hasSurvivors),
      count(mutants), .number(seconds, digits: 2),
    ]
  }
}

extension VerificationRow {
  init(_ verdict: LawVerdict) {
    self.init(
      id: verdict.id, subsystem: verdict.subsystem, kind: "law", evidence: "tested",
      status: verdict.isBad ? "violated" : verdict.isGood ? "holds" : "incomplete", cases: verdict.cases,
      killed: verdict.mutants.count - verdict.survivors.count, mutants: verdict.mutants.count,
      hasSurvivors: !verdict.survivors.isEmpty, seconds: verdict.seconds)
  }

  /// A law that was not reached.
  init(unreached check: LawCheck) {
    self.init(
      id: check.id, subsystem: check.subsystem, kind: "law", evidence: "tested", status: "incomplete", cases: 0,
      killed: 0)
  }

  init(_ model: ModelVerdict, isWalk: Bool) {
    let check = model.check
    self.init(
      id: check.id, subsystem: check.subsystem, kind: "model", evidence: isWalk ? "tested" : "exhaustive",
      status: model.isBad ? "violated" : model.isIncomplete ? "incomplete" : "holds",
      expectedStates: isWalk && check.countsOrbits ? nil : check.expected?.states, outcome: model.outcome,
      killed: check.mutants.isEmpty ? nil : model.killed, mutants: check.mutants.isEmpty ? nil : check.mutants.count,
      hasSurvivors: !model.survivors.isEmpty, seconds: model.seconds)
  }

  /// A model that was not reached.
  init(unreached check: ModelCheck, isWalk: Bool) {
    self.init(
      id: check.id, subsystem: check.subsystem, kind: "model", evidence: isWalk ? "tested" : "exhaustive",
      status: "incomplete", expectedStates: isWalk && check.countsOrbits ? nil : check.expected?.states)
  }
}

extension ModelReduction.Use {
  fileprivate var cell: ResultTable.Cell {
    switch self {
    case .orbits: .text("symmetry")
    case .sleepSets: .text("sleep")
    case .notDeclared: .text("not declared")
    case .notForRuns: .text("not for runs")
    }
  }

  fileprivate var orbits: Int? { if case .orbits(let orbits) = self { orbits } else { nil } }
}
