import Measuring
import Randomness
import Reporting

/// The verdicts of a run of checks.
public struct VerificationReport: Sendable {
  /// One verdict for each law that was run, in order.
  public let verdicts: [LawVerdict]

  /// Laws that the budget did not reach.
  public let unreached: [LawCheck]

  /// Runs checks one after another until all are done or `budget` seconds are over.
  public init(
    running checks: [LawCheck], cases: Int, seed: Seed, budget: Double?, progress: (String) -> Void
  ) {
    let stopwatch = Stopwatch()
    var verdicts: [LawVerdict] = []
    for check in checks {
      if let budget, stopwatch.seconds > budget { break }
      progress("\(verdicts.count + 1)/\(checks.count) \(check.id)")
      verdicts.append(check.run(cases: cases, seed: seed, deadline: budget) { stopwatch.seconds })
    }
    self.verdicts = verdicts
    unreached = Array(checks.dropFirst(verdicts.count))
  }

  /// Whether a law is violated or a mutant survived; laws that the budget cut short count as neither.
  public var isBad: Bool { verdicts.contains(where: \.isBad) }

  /// One row a law, and a note for each violation.
  ///
  /// - Parameter command: the command line that gives the same table.
  public func table(reproduce command: String, seed: Seed) -> ResultTable {
    var table = ResultTable(
      command: "verify", seed: seed.value, header: Catalog.header(command),
      columns: [
        .init("id", "law", alignment: .left), .init("subsystem", "subsystem", alignment: .left),
        .init("kind", "kind", alignment: .left), .init("evidence", "evidence", alignment: .left),
        .init("status", "status", alignment: .left), .init("cases", "cases"), .init("states", "states"),
        .init("transitions", "transitions"), .init("depth", "depth"), .init("expected_states", "expected states"),
        .init("mutants_killed", "mutants killed"), .init("mutants", "mutants"), .init("seconds", "seconds"),
      ], metadata: Catalog.metadata(command))
    for verdict in verdicts {
      let status = verdict.isBad ? "violated" : verdict.isGood ? "holds" : "incomplete"
      table.append([
        .text(verdict.id), .text(verdict.subsystem), .text("law"), .text("tested"), .text(status),
        .integer(verdict.cases), .none, .none, .none, .none,
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
        .none, .none, .none, .integer(0), .none, .number(0, digits: 2),
      ])
    }
    let cut = verdicts.count(where: \.isIncomplete)
    if cut > 0 { table.notes.append("\(cut) laws were cut short by the budget.") }
    if !unreached.isEmpty { table.notes.append("\(unreached.count) laws were not reached within the budget.") }
    let held = verdicts.filter(\.isGood).count
    table.notes.append("\(held) of \(verdicts.count + unreached.count) laws hold, each with its mutants noticed.")
    return table
  }
}
