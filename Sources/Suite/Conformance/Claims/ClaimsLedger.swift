import Randomness
import Reporting

/// The claims that were looked at, with what was found.
public struct ClaimsLedger: Sendable {
  /// One entry for each claim, in order.
  public private(set) var entries: [(claim: Claim, finding: Claim.Finding)] = []

  /// Claims that were not reached before the run was interrupted.
  public private(set) var unreached: [Claim] = []

  /// Looks at claims one after another.
  ///
  /// - Throws: what keeps a claim from being looked at, such as a lookup that ends at the wrong node.
  public init(
    _ claims: [Claim], seed: Seed, isInterrupted: () -> Bool = { false }, progress: (String) -> Void
  ) throws {
    for (number, claim) in claims.enumerated() {
      if isInterrupted() {
        unreached.append(claim)
        continue
      }
      progress("\(number + 1)/\(claims.count) \(claim.id)")
      entries.append((claim, try claim.check(seed)))
    }
  }

  /// The ledger as a table.
  public func table(
    header: String, seed: Seed, metadata: [(key: String, value: ResultTable.Cell)] = []
  ) -> ResultTable {
    var table = ResultTable(
      command: "claims", seed: seed.value, header: header,
      columns: [
        .init("id", "id", alignment: .left), .init("status", "status", alignment: .left),
        .init("evidence", "evidence", alignment: .left), .init("claim", "claim", alignment: .left),
        .init("claimed", "claimed", alignment: .left), .init("found", "found", alignment: .left),
        .init("source", "source", alignment: .left), .init("where", "where", alignment: .left),
      ], metadata: metadata)
    for (claim, finding) in entries {
      table.append([
        .text(claim.id), .text(finding.status.rawValue), .text(claim.evidence.rawValue), .text(claim.statement),
        .text(finding.claimed), .text(finding.found), .text(claim.source), .text(claim.place),
      ])
    }
    let counts = Claim.Status.allCases.map { status in
      "\(entries.filter { $0.finding.status == status }.count) \(status.rawValue)"
    }
    table.notes = ["\(entries.count) claims: " + counts.joined(separator: ", ") + "."]
    if !unreached.isEmpty { table.notes.append("Interrupted: \(unreached.count) claims were not reached.") }
    return table
  }
}
