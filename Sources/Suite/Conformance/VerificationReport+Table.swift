import Randomness
import Reporting

extension VerificationReport {
  /// One row a law and a model, and notes about what is wrong, what is not known, and what else is to be known.
  ///
  /// - Parameter command: the command line that gives the same table.
  public func table(reproduce command: String, seed: Seed) -> ResultTable {
    var table = ResultTable(
      command: "verify", seed: seed.value, header: Catalog.header(command), columns: columns,
      metadata: Catalog.metadata(command))
    let rows =
      verdicts.map { VerificationRow($0) } + unreached.map { VerificationRow(unreached: $0) }
      + challenges.map { VerificationRow($0) } + unreachedChallenges.map { VerificationRow(unreached: $0) }
      + models.map { VerificationRow($0, isWalk: isWalk) }
      + unreachedModels.map { VerificationRow(unreached: $0, isWalk: isWalk) }
    for row in rows + calibrations.map({ VerificationRow($0) }) { table.append(row.cells) }
    table.notes = verdicts.flatMap(\.notes) + challenges.flatMap(\.notes) + models.flatMap(\.notes) + summary
    return table
  }

  /// A column is shown if a row of this report may fill it.
  private var columns: [ResultTable.Column] {
    let hasModels = !(models.isEmpty && unreachedModels.isEmpty)
    let hasChallenges = !(challenges.isEmpty && unreachedChallenges.isEmpty)
    let hasCases = hasChallenges || !(verdicts.isEmpty && unreached.isEmpty)
    return VerificationRow.columns { kind in
      switch kind {
      case .any: true
      case .cases: hasCases
      case .challenge: hasChallenges
      case .walk: hasModels && isWalk
      case .reduction: models.contains { $0.outcome?.reduction != nil }
      case .model: hasModels
      case .calibration: !calibrations.isEmpty
      case .mutants: hasModels || hasCases
      }
    }
  }

  private var summary: [String] {
    var lines: [String] = []
    let cut = verdicts.count(where: \.isIncomplete)
    if cut > 0 { lines.append("\(cut) laws were cut short by the budget.") }
    let left = unreached.count + unreachedChallenges.count + unreachedModels.count
    if left > 0 { lines.append("\(left) laws, challenges and models were not reached.") }
    let laws = verdicts.count + unreached.count
    if laws > 0 {
      lines.append("\(verdicts.filter(\.isGood).count) of \(laws) laws hold, each with its mutants noticed.")
    }
    let challenged = challenges.count + unreachedChallenges.count
    if challenged > 0 {
      let met = challenges.count { !$0.isBad && !$0.isIncomplete }
      lines.append(
        "\(met) of \(challenged) challenges are met: in at least \(Int(100 * ShrinkingChallenge.wantedShare)) % of the runs a simplest counterexample."
      )
    }
    let searched = models.count + unreachedModels.count
    if searched > 0 { lines.append(isWalk ? walked(searched) : held(searched)) }
    lines += CalibrationVerdict.summary(calibrations)
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
    let noticed = mutants == 0 ? "" : "; \(caught) of \(mutants) mutants caught"
    return
      "No fault met in \(right) of \(searched) models within \(steps) steps\(noticed). Walks refute, and prove nothing."
  }
}

extension LawVerdict {
  fileprivate var notes: [String] {
    let violated = violation.map {
      [
        "VIOLATED \(id) by \($0.specimen), \($0.example): \($0.finding). The law: \(statement)",
        "  ivce replay \($0.token)",
      ]
    }
    let unnoticed = isIncomplete ? [] : survivors.map { "SURVIVED \($0): \(id) did not notice it." }
    return (violated ?? []) + unnoticed + remarks.map { "\(id): \($0)." }
  }
}

extension ChallengeVerdict {
  fileprivate var notes: [String] {
    let missed = isBad && outcome.miss != nil ? ["MISSED \(challenge.id): it also ended in \(outcome.miss ?? "")"] : []
    return missed + survivors.map { "SURVIVED \(challenge.id): met without \($0)." }
  }
}
