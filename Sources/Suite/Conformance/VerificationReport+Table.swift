import Randomness
import Reporting

extension VerificationReport {
  /// One row a law and a model, and notes about what is wrong, what is not known, and what else is to be known.
  ///
  /// - Parameter command: the command line that gives the same table.
  public func table(reproduce command: String, seed: Seed) -> ResultTable {
    var table = ResultTable(
      command: "verify", seed: seed.value, header: Catalog.header(command), columns: VerificationRow.columns,
      metadata: Catalog.metadata(command))
    let rows =
      verdicts.map { VerificationRow($0) } + unreached.map { VerificationRow(unreached: $0) }
      + models.map { VerificationRow($0, isWalk: isWalk) }
      + unreachedModels.map { VerificationRow(unreached: $0, isWalk: isWalk) }
    for row in rows { table.append(row.cells) }
    table.notes = verdicts.flatMap(\.notes) + models.flatMap(\.notes) + summary
    return table
  }

  private var summary: [String] {
    var lines: [String] = []
    let cut = verdicts.count(where: \.isIncomplete)
    if cut > 0 { lines.append("\(cut) laws were cut short by the budget.") }
    let left = unreached.count + unreachedModels.count
    if left > 0 { lines.append("\(left) laws and models were not reached.") }
    let laws = verdicts.count + unreached.count
    if laws > 0 {
      lines.append("\(verdicts.filter(\.isGood).count) of \(laws) laws hold, each with its mutants noticed.")
    }
    let searched = models.count + unreachedModels.count
    if searched > 0 { lines.append(isWalk ? walked(searched) : held(searched)) }
    let uses = models.compactMap { $0.outcome?.reduction }
    if uses.contains(where: { !$0.isReduced }) {
      lines.append(
        "reduction: models that do not declare it, or have properties of runs, which need all steps, are searched whole."
      )
    }
    return lines
  }

  private func held(_ searched: Int) -> String {
    let held = models.count { !$0.isBad && !$0.isIncomplete }
    return
      "\(held) of \(searched) models hold in all states, which are as many as expected, each with its mutants rejected."
  }

  private func walked(_ searched: Int) -> String {
    let right = models.count { $0.outcome?.walked != nil && !$0.isBad }
    let steps = models.compactMap { $0.outcome?.walked?.steps }.reduce(0, +)
    let caught = models.map(\.rejections.count).reduce(0, +)
    let mutants = models.map(\.check.mutants.count).reduce(0, +)
    return
      "No fault met in \(right) of \(searched) models within \(steps) steps; \(caught) of \(mutants) mutants caught. Walks refute, and prove nothing."
  }
}

extension LawVerdict {
  fileprivate var notes: [String] {
    var lines: [String] = []
    if let violation {
      lines.append(
        "VIOLATED \(id) by \(violation.specimen), \(violation.example): \(violation.finding). The law: \(statement)")
      lines.append("  ivce replay \(violation.token)")
    }
    lines += remarks.map { "\(id): \($0)" }
    if !isIncomplete { lines += survivors.map { "SURVIVED \($0): \(id) did not notice it." } }
    return lines
  }
}
