import Conformance
import Reporting
import Testing

@Suite("The ledger of claims")
struct ClaimTests {
  /// Everything that does not simply hold, and why.
  static let exceptions: [String: Claim.Status] = [
    // The dearest joins exceed the bound; random ones keep well below it.
    "overlay.fissione.join-messages": .discrepancy,
    // Definition 1 itself gives more for d > 2.
    "overlay.dlg.in-degree-3": .discrepancy,
    "overlay.chord.original": .refuted,
    // Routes along the ring of a level are shorter than is remembered.
    "overlay.viceroy.mean-route": .discrepancy,
    // Of graphs and models of bounded size.
    "overlay.kautz.congestion": .bounded, "overlay.fissione.splits-commute": .bounded,
    "overlay.fissione.races": .bounded, "overlay.dlg.duality": .bounded, "overlay.chord.corrected": .bounded,
    "overlay.chord.inductive-invariant": .bounded, "overlay.fissione.promises": .bounded,
    // Our REIN has more buckets than the claim's, and is faster than our OpIndex.
    "events.matching.opindex-before-rein": .discrepancy,
    // Within bounds that the finding states.
    "events.matching.bitsets-lead": .bounded,
    "events.matching.gryphon-is-sublinear": .bounded, "events.brokers.covering-saves": .bounded,
    "events.brokers.merging-saves": .bounded, "events.hand-off.moves-cost-less": .bounded,
    "events.hand-off.relocation-loses-nothing": .bounded, "events.hand-off.markers-lose-nothing": .bounded,
  ]

  @Test("every claim about overlays has the status that is known, whatever the seed", arguments: [1, 7])
  func overlays(seed: UInt64) throws {
    let ledger = try ClaimsLedger(OverlayClaims.all, seed: .init(seed)) { _ in }
    #expect(Set(ledger.entries.map(\.claim.id)).count == ledger.entries.count)
    for (claim, finding) in ledger.entries {
      #expect(finding.status == Self.exceptions[claim.id] ?? .holds, "\(claim.id): \(finding)")
    }
    let table = ledger.table(header: "", seed: .init(seed))
    #expect(table.rows.count == OverlayClaims.all.count && table.notes.count == 1)
  }

  /// What is measured rests on factors that no noise makes up for; one seed, for it takes a while.
  @Test("every claim about events has the status that is known")
  func events() throws {
    let claims = Catalog.claims(matching: ["events"])
    let ledger = try ClaimsLedger(claims, seed: 1) { _ in }
    #expect(ledger.entries.count == claims.count && claims.count == 10)
    for (claim, finding) in ledger.entries {
      #expect(finding.status == Self.exceptions[claim.id] ?? .holds, "\(claim.id): \(finding)")
    }
  }

  @Test func interruptedLedgersSayWhatIsLeft() throws {
    var asked = 0
    let ledger = try ClaimsLedger(
      Catalog.claims(matching: ["overlay.dlg"]), seed: 1,
      isInterrupted: {
        asked += 1
        return asked > 1
      }, progress: { _ in })
    #expect(ledger.entries.count == 1 && ledger.unreached.count == 4)
    #expect(ledger.table(header: "", seed: 1).notes.last == "Interrupted: 4 claims were not reached.")
  }
}
