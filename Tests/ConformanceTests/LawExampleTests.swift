import Conformance
import Testing

/// What a reader is shown of each mutant: the simplest case in which each law that must reject it does so.
@Suite("Simplest rejections")
struct LawExampleTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let law: String
    let mutant: String
    let example: String
    var testDescription: String { "\(law) rejects \(mutant) by \(example)" }

    init(_ law: String, _ mutant: String, _ example: String) {
      (self.law, self.mutant, self.example) = (law, mutant, example)
    }
  }

  static let rows = [
    Row("overlay.route-reaches-owner", "overlay.fissione.stale-neighbour", "8 nodes of seed 0"),
    Row("overlay.route-reaches-owner", "overlay.any.lands-elsewhere", "6 nodes of seed 0"),
    Row("overlay.route-reaches-owner", "overlay.dlg.deaf-owner", "5 nodes of seed 0"),
    Row("overlay.route-follows-edges", "overlay.any.lands-elsewhere", "10 nodes of seed 65535"),
    Row("overlay.route-follows-edges", "overlay.any.uncounted-hop", "6 nodes of seed 0"),
    Row("overlay.route-no-shorter-than-distance", "overlay.any.uncounted-hop", "6 nodes of seed 0"),
    Row("overlay.shares-are-a-partition", "overlay.any.orphaned-keys", "6 nodes of seed 0"),
    Row("overlay.interleaving-changes-nothing", "overlay.any.counter-in-network", "6 nodes of seed 0"),
    Row("overlay.fissione.complete-code", "overlay.fissione.keeps-zone-on-split", "4 peers of seed 0"),
    Row(
      "overlay.fissione.complete-code", "overlay.fissione.keeps-identifier-on-merge", "4 peers of seed 0, then leave 1"),
    Row("overlay.fissione.neighbour-lengths", "overlay.fissione.no-walk", "5 peers of seed 2"),
    Row("overlay.fissione.neighbour-lengths", "overlay.fissione.walk-out-neighbours-only", "6 peers of seed 5"),
    Row("overlay.fissione.neighbour-lengths", "overlay.fissione.unchecked-sibling", "7 peers of seed 1, then leave 1"),
    Row("overlay.fissione.degrees", "overlay.fissione.no-walk", "5 peers of seed 2"),
    Row("overlay.fissione.join-then-leave-restores", "overlay.fissione.keeps-identifier-on-merge", "3 peers of seed 0"),
    Row("overlay.fissione.join-then-leave-restores", "overlay.fissione.loses-objects-on-merge", "3 peers of seed 0"),
    Row("overlay.fissione.objects-conserved", "overlay.fissione.keeps-objects-on-split", "4 peers of seed 0"),
    Row(
      "overlay.fissione.objects-conserved", "overlay.fissione.loses-objects-on-merge", "4 peers of seed 0, then leave 0"
    ),
    Row("overlay.fissione.identifier-length", "overlay.fissione.constant-hash-without-walk", "8 peers of seed 0"),
    Row("overlay.fissione.table-follows-edge-rule", "overlay.fissione.swapped-halves", "7 peers of seed 0"),
    Row("overlay.fissione.table-follows-edge-rule", "overlay.fissione.rotated-tables", "4 peers of seed 0"),
    Row("overlay.fissione.route-length", "overlay.fissione.ignores-overlap", "9 peers of seed 2"),
    Row("overlay.fissione.route-length", "overlay.fissione.side-step", "4 peers of seed 0"),
    Row("overlay.fissione.long-path", "overlay.fissione.false-start", "3 peers of seed 0"),
    Row("overlay.fissione.long-path", "overlay.fissione.rotated-tables", "4 peers of seed 0"),
    Row("overlay.dlg.definition-1", "overlay.dlg.appends", "6 nodes of seed 0"),
    Row("overlay.dlg.definition-1", "overlay.dlg.swapped-edges", "6 nodes of seed 0"),
    Row("overlay.dlg.degrees", "overlay.dlg.hub", "12 nodes of seed 0"),
    Row("overlay.dlg.duality", "overlay.dlg.swapped-edges-of-dual", "6 nodes of seed 0"),
    Row("overlay.chord.fingers", "overlay.chord.short-fingers", "16 nodes of seed 0"),
    Row("overlay.chord.closest-preceding-finger", "overlay.chord.short-fingers", "16 nodes of seed 0"),
    Row("overlay.kademlia.buckets", "overlay.kademlia.mixed-buckets", "24 nodes of seed 0"),
    Row("overlay.kademlia.buckets", "overlay.kademlia.isolated-node", "8 nodes of seed 0"),
    Row("overlay.kademlia.closest-node", "overlay.kademlia.isolated-node", "8 nodes of seed 0"),
  ]

  @Test("is as simple as it can be", arguments: rows)
  func simplest(row: Row) throws {
    let check = try #require(Catalog.checks.first { $0.id == row.law })
    let verdict = check.run(LawSettings(cases: 100, seed: 1))
    #expect(verdict.rejections.first { $0.specimen == row.mutant }?.example == row.example)
  }

  @Test("every mutant of every law has a row")
  func complete() {
    let listed = Set(Self.rows.map { "\($0.law) \($0.mutant)" })
    let all = Catalog.checks.flatMap { check in
      check.run(LawSettings(cases: 1, seed: 1)).mutants.map { "\(check.id) \($0)" }
    }
    #expect(listed == Set(all) && Self.rows.count == all.count)
  }
}
