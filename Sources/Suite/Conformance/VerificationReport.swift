import Measuring
import Randomness
import Reporting

/// The verdicts of a run of checks.
public struct VerificationReport: Sendable {
  /// One verdict for each law that was run, in order.
  public let verdicts: [LawVerdict]

  /// One verdict for each model that was searched, in order.
  public let models: [ModelVerdict]

  /// Laws that the budget did not reach.
  public let unreached: [LawCheck]

  /// Models that the budget did not reach.
  public let unreachedModels: [ModelCheck]

  /// Runs checks one after another until all are done or `budget` seconds are over.
  public init(
    running checks: [LawCheck], models: [ModelCheck] = [], search: ModelSearch = ModelSearch(), cases: Int, seed: Seed,
    budget: Double?, progress: (String) -> Void
  ) {
    let stopwatch = Stopwatch()
    var verdicts: [LawVerdict] = []
    for check in checks {
      if search.isInterrupted() { break }
      if let budget, stopwatch.seconds > budget { break }
      progress("\(verdicts.count + 1)/\(checks.count) \(check.id)")
      verdicts.append(check.run(cases: cases, seed: seed, deadline: budget) { stopwatch.seconds })
    }
    var searched: [ModelVerdict] = []
    for model in models {
      if search.isInterrupted() { break }
      var search = search
      if let budget {
        let left = budget - stopwatch.seconds
        guard left > 0 else { break }
        search.limits.seconds = min(search.limits.seconds, left)
      }
      progress("\(searched.count + 1)/\(models.count) \(model.id)")
      searched.append(model.run(search) { stopwatch.seconds })
    }
    self.verdicts = verdicts
    self.models = searched
    unreachedModels = Array(models.dropFirst(searched.count))
    unreached = Array(checks.dropFirst(verdicts.count))
  }

  /// Whether a law is violated, a mutant survived or a model fails; what the budget cut short counts as none of these.
  public var isBad: Bool { verdicts.contains(where: \.isBad) || models.contains(where: \.isBad) }

  /// One row a law, and a note for each violation.
  ///
  /// - Parameter command: the command line that gives the same table.
  public func table(reproduce command: String, seed: Seed) -> ResultTable {
    var table = ResultTable(
      command: "verify", seed: seed.value, header: Catalog.header(command),
      columns: [
        .init("id", "id", alignment: .left), .init("subsystem", "subsystem", alignment: .left, isShown: false),
        .init("kind", "kind", alignment: .left), .init("evidence", "evidence", alignment: .left),
        .init("status", "status", alignment: .left), .init("cases", "cases"), .init("states", "states"),
        .init("transitions", "transitions"), .init("depth", "depth"), .init("expected_states", "expected"),
        .init("bytes_per_state", "B/state"), .init("expected_omissions", "omitted"),
        .init("mutants_killed", "killed"), .init("mutants", "mutants"), .init("seconds", "seconds"),
      ], metadata: Catalog.metadata(command))
    for verdict in verdicts {
      let status = verdict.isBad ? "violated" : verdict.isGood ? "holds" : "incomplete"
      table.append([
        .text(verdict.id), .text(verdict.subsystem), .text("law"), .text("tested"), .text(status),
        .integer(verdict.cases), .none, .none, .none, .none, .none, .none,
        .integer(verdict.mutants.count - verdict.survivors.count).marked(if: !verdict.survivors.isEmpty),
        .integer(verdict.mutants.count), .number(verdict.seconds, digits: 2),
      ])
      if let violation = verdict.violation {
        table.notes.append(
          "VIOLATED \(verdict.id) by \(violation.specimen), case \(violation.number): \(violation.finding). The law: \(verdict.statement)"
        )
      }
      for survivor in verdict.survivors where !verdict.isIncomplete {
        table.notes.append("SURVIVED \(survivor): \(verdict.id) did not notice it.")
      }
    }
    for check in unreached {
      table.append([
        .text(check.id), .text(check.subsystem), .text("law"), .text("tested"), .text("incomplete"), .integer(0), .none,
        .none, .none, .none, .none, .none, .integer(0), .none, .number(0, digits: 2),
      ])
    }
    for model in models { append(model, to: &table) }
    for model in unreachedModels {
      table.append([
        .text(model.id), .text(model.subsystem), .text("model"), .text("exhaustive"), .text("incomplete"), .none, .none,
        .none, .none, model.expected.map { .integer($0.states) } ?? .none, .none, .none, .none, .none,
        .number(0, digits: 2),
      ])
    }
    let cut = verdicts.count(where: \.isIncomplete)
    if cut > 0 { table.notes.append("\(cut) laws were cut short by the budget.") }
    let left = unreached.count + unreachedModels.count
    if left > 0 { table.notes.append("\(left) laws and models were not reached.") }
    let laws = verdicts.count + unreached.count
    if laws > 0 {
      table.notes.append("\(verdicts.filter(\.isGood).count) of \(laws) laws hold, each with its mutants noticed.")
    }
    let searched = models.count + unreachedModels.count
    if searched > 0 {
      let held = models.count { !$0.isBad && !$0.isIncomplete }
      table.notes.append(
        "\(held) of \(searched) models hold in all states, which are as many as expected, each with its mutants rejected."
      )
    }
    return table
  }
}

extension VerificationReport {
  private func append(_ model: ModelVerdict, to table: inout ResultTable) {
    let (check, outcome) = (model.check, model.outcome)
    let status = model.isBad ? "violated" : model.isIncomplete ? "incomplete" : "holds"
    table.append([
      .text(check.id), .text(check.subsystem), .text("model"), .text(model.evidence), .text(status), .none,
      outcome.map { .integer($0.states) } ?? .none, outcome.map { .integer($0.transitions) } ?? .none,
      outcome.map { .integer($0.depth) } ?? .none, check.expected.map { .integer($0.states) } ?? .none,
      outcome.map { .number($0.bytesPerState, digits: 1) } ?? .none,
      outcome.map { .magnitude($0.expectedOmissions) } ?? .none,
      check.mutants.isEmpty
        ? .none : .integer(model.killed).marked(if: !model.survivors.isEmpty),
      check.mutants.isEmpty ? .none : .integer(check.mutants.count), .number(model.seconds, digits: 2),
    ])
    if let finding = model.finding {
      let way = outcome?.counterexample.map { " \($0.summary)" } ?? ""
      table.notes.append("VIOLATED \(check.id): \(finding)\(way).")
      if let token = outcome?.counterexample?.token { table.notes.append("  ivce replay \(token)") }
    }
    for survivor in model.survivors { table.notes.append("SURVIVED \(survivor): \(check.id) did not notice it.") }
    if case .incomplete(let limit, let depth) = outcome?.status {
      table.notes.append("INCOMPLETE \(check.id): \(limit.rawValue) ended it; complete to depth \(depth).")
    }
    if case .noViolationFound(let omissions) = outcome?.status {
      table.notes.append(
        "NOT PROVED \(check.id): no state met breaks a property; about \(Int(omissions.rounded(.up))) were never met.")
    }
    if let reason = model.undecided { table.notes.append("UNDECIDED \(check.id): \(reason).") }
    if !model.undecidedMutants.isEmpty, outcome.map({ $0.isComplete }) ?? false {
      table.notes.append(
        "INCOMPLETE \(check.id): not searched to the end: \(model.undecidedMutants.joined(separator: ", ")).")
    }
    if let idle = outcome?.neverEnabled, !idle.isEmpty {
      table.notes.append("\(check.id): never possible: \(idle.joined(separator: ", ")).")
    }
    if let vacuous = outcome?.vacuous, !vacuous.isEmpty {
      table.notes.append("\(check.id): true for want of an occasion: \(vacuous.joined(separator: ", ")).")
    }
    if let stoodFor = outcome?.statesStoodFor {
      table.notes.append("\(check.id): orbits that stand for \(stoodFor) states.")
    }
    if let remark = check.remark { table.notes.append("\(check.id): \(remark).") }
  }
}
