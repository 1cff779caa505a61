import Measuring
import Reporting

/// One row of the table of `ivce verify`, of which a law fills other cells than a model, and walks others than a search.
struct VerificationRow {
  /// The rows that fill a column.
  enum Filler { case any, cases, challenge, walk, reduction, model, calibration, mutants }

  /// The columns, of which those are shown that some row fills.
  static func columns(isFilled: (Filler) -> Bool) -> [ResultTable.Column] {
    func column(
      _ key: String, _ title: String, _ filler: Filler, alignment: ResultTable.Column.Alignment = .right,
      hasInterval: Bool = false
    ) -> ResultTable.Column {
      ResultTable.Column(key, title, alignment: alignment, hasInterval: hasInterval, isShown: isFilled(filler))
    }
    return [
      .init("id", "id", alignment: .left), .init("subsystem", "subsystem", alignment: .left, isShown: false),
      .init("kind", "kind", alignment: .left), .init("evidence", "evidence", alignment: .left),
      .init("status", "status", alignment: .left), column("cases", "cases", .cases),
      column("at_minimum", "at minimum", .challenge), column("distinct", "distinct", .challenge),
      column("evaluations_mean", "evaluations", .challenge), column("walks", "walks", .walk),
      column("steps", "steps", .walk), column("reduction", "reduction", .reduction, alignment: .left),
      column("orbits", "orbits", .reduction), column("states", "states", .model),
      column("transitions", "transitions", .model), column("depth", "depth", .model),
      column("expected_states", "expected", .model), column("bytes_per_state", "B/state", .model),
      column("expected_omissions", "omitted", .model), column("pairs", "pairs", .calibration),
      column("spread_percent", "spread %", .calibration), column("estimate_percent", "estimate %", .calibration),
      column("trials", "trials", .calibration),
      column("slower_percent", "slower %", .calibration, hasInterval: true),
      column("faster_percent", "faster %", .calibration, hasInterval: true),
      column("same_percent", "same %", .calibration, hasInterval: true),
      column("mutants_killed", "killed", .mutants), column("mutants", "mutants", .mutants),
      column("seconds", "seconds", .any),
    ]
  }

  let id: String
  let subsystem: String
  let kind: String
  let evidence: String
  let status: String
  var cases: Int?
  /// What the runs of a challenge ended in.
  var runs: ChallengeOutcome?
  var expectedStates: Int?
  /// What was found out about a model.
  var outcome: ModelOutcome?
  /// How often slow-downs of one size were found.
  var calibration: CalibrationVerdict?
  var killed: Int?
  var mutants: Int?
  /// Whether a mutant was not noticed.
  var hasSurvivors = false
  var seconds = 0.0

  var cells: [ResultTable.Cell] {
    func count(_ number: Int?) -> ResultTable.Cell { number.map { .integer($0) } ?? .none }
    return [
      .text(id), .text(subsystem), .text(kind), .text(evidence), .text(status), count(cases),
      runs.map { .number(100 * $0.share, digits: 0) } ?? .none, count(runs?.results.count),
      runs.map { .number($0.meanEvaluations, digits: 1) } ?? .none, count(outcome?.walked?.walks),
      count(outcome?.walked?.steps), outcome?.reduction?.cell ?? .none, count(outcome?.reduction?.orbits),
      count(outcome?.states),
      count(outcome?.transitions), count(outcome?.depth), count(expectedStates),
      outcome.map { .number($0.bytesPerState, digits: 1) } ?? .none,
      outcome?.expectedOmissions.map { .magnitude($0) } ?? .none, count(calibration?.pairs),
      calibration.map { .number(100 * $0.spread, digits: 1) } ?? .none,
      calibration.map { .number(100 * $0.estimate, digits: 2) } ?? .none, count(calibration?.trials),
      calibration.map { Self.percent($0.slower) } ?? .none, calibration.map { Self.percent($0.faster) } ?? .none,
      calibration.map { Self.percent($0.same) } ?? .none, count(killed).marked(if: hasSurvivors), count(mutants),
      .number(seconds, digits: 2),
    ]
  }

  private static func percent(_ share: ShareInterval) -> ResultTable.Cell {
    .interval(100 * share.estimate, low: 100 * share.low, high: 100 * share.high, digits: 0)
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

  init(_ verdict: ChallengeVerdict) {
    let mutants = verdict.challenge.mutants.count
    self.init(
      id: verdict.challenge.id, subsystem: "properties", kind: "challenge", evidence: "tested",
      status: verdict.isBad ? "missed" : verdict.isIncomplete ? "incomplete" : "holds", cases: verdict.outcome.runs,
      runs: verdict.outcome, killed: mutants - verdict.survivors.count, mutants: mutants,
      hasSurvivors: !verdict.survivors.isEmpty, seconds: verdict.seconds)
  }

  /// A challenge that was not reached.
  init(unreached challenge: ShrinkingChallenge) {
    self.init(
      id: challenge.id, subsystem: "properties", kind: "challenge", evidence: "tested", status: "incomplete", cases: 0)
  }

  init(_ model: ModelVerdict, isWalk: Bool) {
    let check = model.check
    self.init(
      id: check.id, subsystem: check.subsystem, kind: "model", evidence: isWalk ? "tested" : model.evidence,
      status: model.isBad ? "violated" : model.isIncomplete ? "incomplete" : "holds",
      expectedStates: isWalk && check.countsOrbits ? nil : check.expected?.states, outcome: model.outcome,
      killed: check.mutants.isEmpty ? nil : model.killed, mutants: check.mutants.isEmpty ? nil : check.mutants.count,
      hasSurvivors: !model.survivors.isEmpty, seconds: model.seconds)
  }

  init(_ calibration: CalibrationVerdict) {
    self.init(
      id: calibration.id, subsystem: "measuring", kind: "calibration", evidence: "measured", status: calibration.status,
      calibration: calibration, seconds: calibration.seconds)
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
