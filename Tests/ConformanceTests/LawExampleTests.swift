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
    Row("overlay.fissione.joins-tell-neighbours", "overlay.fissione.tells-out-neighbours-only", "6 peers of seed 0"),
    Row("overlay.living.lookups-end", "overlay.living.never-gives-up", "16 peers of seed 4"),
    Row("overlay.living.heals", "overlay.living.inherits-nothing", "16 peers of seed 0, then crash 0 and 0 s"),
    Row("overlay.zones.edge-rule", "overlay.zones.inherits-nothing", "16 peers of seed 0, then crash 0 and 0 s"),
    Row("overlay.zones.edge-rule", "overlay.zones.yields-nothing", "16 peers of seed 0, then a join and 0 s"),
    Row("overlay.zones.one-zone-each", "overlay.zones.merges-nothing", "16 peers of seed 0, then crash 0 and 0 s"),
    Row("overlay.rings.objects-conserved", "overlay.rings.keeps-no-copies", "16 peers of seed 0, then crash 0 and 0 s"),
    Row("overlay.zones.objects-conserved", "overlay.zones.keeps-no-copies", "16 peers of seed 0, then crash 0 and 0 s"),
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
    Row("overlay.can.neighbours", "overlay.can.forgotten-neighbour", "6 nodes of seed 0"),
    Row("overlay.can.nearest-zone", "overlay.can.stale-zones", "6 nodes of seed 0"),
    Row("overlay.pastry.tables", "overlay.pastry.own-digit", "20 nodes of seed 0"),
    Row("overlay.pastry.tables", "overlay.pastry.one-node", "40 nodes of seed 0"),
    Row("overlay.pastry.tables", "overlay.pastry.empty-tables", "40 nodes of seed 0"),
    Row("overlay.pastry.closest-node", "overlay.pastry.one-node", "40 nodes of seed 7"),
    Row("overlay.pastry.prefixes", "overlay.pastry.one-node", "40 nodes of seed 0"),
    Row("overlay.pastry.prefixes", "overlay.pastry.empty-tables", "40 nodes of seed 0"),
    Row("overlay.kademlia.buckets", "overlay.kademlia.mixed-buckets", "24 nodes of seed 0"),
    Row("overlay.kademlia.buckets", "overlay.kademlia.isolated-node", "8 nodes of seed 0"),
    Row("overlay.kademlia.closest-node", "overlay.kademlia.isolated-node", "8 nodes of seed 0"),
    Row("overlay.koorde.pointers", "overlay.koorde.next-pointer", "8 nodes of seed 0"),
    Row("overlay.koorde.pointers", "overlay.koorde.self-pointer", "8 nodes of seed 0"),
    Row("overlay.koorde.shifts", "overlay.koorde.next-pointer", "8 nodes of seed 0"),
    Row("overlay.d2b.neighbours", "overlay.d2b.stale-neighbour", "8 nodes of seed 1"),
    Row("overlay.d2b.neighbours", "overlay.d2b.first-neighbour", "8 nodes of seed 0"),
    Row("overlay.d2b.hops", "overlay.d2b.first-neighbour", "8 nodes of seed 3"),
    Row("overlay.viceroy.links", "overlay.viceroy.left-only", "16 nodes of seed 0"),
    Row("overlay.viceroy.links", "overlay.viceroy.never-descends", "16 nodes of seed 0"),
    Row("overlay.viceroy.butterfly", "overlay.viceroy.never-descends", "16 nodes of seed 0"),
    Row("overlay.viceroy.links", "overlay.viceroy.climbs-down", "16 nodes of seed 0"),
    Row("overlay.viceroy.butterfly", "overlay.viceroy.climbs-down", "16 nodes of seed 0"),
    Row("measuring.exact-bound", "measuring.sign-test.rank-too-high", "n = 1, level 0.5"),
    Row("measuring.exact-bound", "measuring.sign-test.strict", "n = 1, level 0.5"),
    Row("measuring.exact-bound", "measuring.sign-test.two-sided", "n = 1, level 0.5"),
    Row("measuring.exact-bound", "measuring.sign-test.normal-approximation", "n = 2, level 0.75"),
    Row("measuring.median-bound", "measuring.median-bound.drops-ties", "[0, 0, -1] at level 0.25"),
    Row("measuring.median-bound", "measuring.median-bound.upper-too-low", "[0, 1] at level 0.25"),
    Row("measuring.median-bound", "measuring.median-bound.unsorted", "[0, -1] at level 0.25"),
    Row("measuring.holm", "measuring.holm.bonferroni", "[0, 1]/64 at level 1/64"),
    Row("measuring.holm", "measuring.holm.goes-on", "[2, 2]/64 at level 2/64"),
    Row("measuring.holm", "measuring.holm.factor-too-small", "[1, 1]/64 at level 1/64"),
    Row("measuring.holm", "measuring.holm.strict", "[1]/64 at level 1/64"),
    Row("measuring.holm", "measuring.holm.sorted", "[2, 0]/64 at level 1/64"),
    Row("measuring.benjamini-hochberg", "measuring.benjamini-hochberg.step-down", "[1, 1]/64 at level 1/64"),
    Row("measuring.benjamini-hochberg", "measuring.benjamini-hochberg.each-by-itself", "[1, 1]/64 at level 1/64"),
    Row("measuring.benjamini-hochberg", "measuring.benjamini-hochberg.holm", "[1, 1]/64 at level 1/64"),
    Row("measuring.benjamini-hochberg", "measuring.benjamini-hochberg.no-correction", "[1, 2]/64 at level 1/64"),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.averages-with-itself",
      "[0, 0, 0, 1] with sides of 2 or more"),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.pairs-twice", "[0, 0, 0, 1] with sides of 2 or more"),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.unweighted", "[0, 0, 0, 1, 1] with sides of 2 or more"
    ),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.only-to-the-end",
      "[0, 1, 0, 0, 1] with sides of 2 or more"),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.short-sides", "[0, 0, 0, 0] with sides of 3 or more"),
    Row(
      "measuring.change-point-statistic", "measuring.energy-split.first-summit",
      "[1, 2, 0, 2, 0, 0] with sides of 2 or more"),
    Row(
      "measuring.change-point-found", "measuring.change-points.short-levels",
      "[3 times 0, 3 times 10000, 3 times 10200] with seed 2"),
    Row(
      "measuring.change-point-found", "measuring.change-points.one-early",
      "[3 times 0, 3 times 10000, 14 times 10200] with seed 0"),
    Row(
      "measuring.change-point-found", "measuring.change-points.no-plus-one",
      "[6 times 0, 14 times 10000] with seed 0"),
    Row(
      "measuring.change-point-found", "measuring.change-points.only-one",
      "[10 times 0, 10 times 10000, 10 times 10200] with seed 0"
    ),
    Row(
      "measuring.change-point-found", "measuring.change-points.means",
      "[3 times 0, 3 times 10000, 14 times 10200] with seed 0"),
    Row(
      "measuring.change-point-found", "measuring.change-points.permutes-everything",
      "[10 times 0, 10 times 10000, 10 times 10200] with seed 0"
    ),
    Row("measuring.growth-exponent", "measuring.growth-fit.mixed-logarithms", "1 n^0.25 at 2^1, 2^2, 2^3"),
    Row("measuring.growth-exponent", "measuring.growth-fit.through-origin", "2 n^0.0 at 2^1, 2^2, 2^3"),
    Row("measuring.growth-exponent", "measuring.growth-fit.always-a-power", "1 n^0.0 at 2^1, 2^2, 2^3"),
    Row("measuring.growth-exponent", "measuring.growth-fit.nearest-power", "1 n^0.25 at 2^1, 2^2, 2^3"),
    Row("measuring.growth-least-squares", "measuring.growth-fit.first-to-last", "1 n^0.0 at 2^1, 2^2, 2^4 +1%"),
    Row("measuring.growth-least-squares", "measuring.growth-fit.normal-interval", "1 n^0.0 at 2^1, 2^2, 2^3 +19%"),
    Row("measuring.growth-least-squares", "measuring.growth-fit.biased-variance", "1 n^0.25 at 2^1, 2^2, 2^3 -5%"),
    Row(
      "measuring.bootstrap-equivariance", "measuring.bootstrap.no-negatives", "[0, 0] with confidence 0.5 and seed 0"),
    Row("measuring.bootstrap-equivariance", "measuring.bootstrap.least-width", "[0, 0] with confidence 0.5 and seed 0"),
    Row(
      "measuring.bootstrap-equivariance", "measuring.bootstrap.whole-numbers", "[0, 1] with confidence 0.5 and seed 0"),
    Row(
      "measuring.bootstrap-percentiles", "measuring.bootstrap.without-replacement",
      "[0, 1] with confidence 0.8 and seed 0"),
    Row(
      "measuring.bootstrap-percentiles", "measuring.bootstrap.one-sided", "[0, 1, -1] with confidence 0.5 and seed 0"),
    Row(
      "measuring.bootstrap-percentiles", "measuring.bootstrap.fewer-drawn", "[0, 0, 1] with confidence 0.8 and seed 3"),
    Row(
      "events.subscriptions.what-is-told-stays", "events.subscriptions.closes-the-world",
      "attributes a, b and in, subscription: a = 0, event: {a: 0}"),
    Row(
      "events.subscriptions.negation-turns-operators", "events.subscriptions.denies-the-unknown",
      "attributes a, b and in, one: a = 0, other: a = 0, event: {}"),
    Row(
      "events.language.writing-reads-back", "events.subscriptions.omits-parentheses",
      "attributes a, b and in, subscription: not not (false and false)"),
    Row(
      "events.language.writing-reads-back", "events.subscriptions.escapes-nothing",
      "attributes a, b and in, subscription: true, event: {a: \"\\\"\"}"),
    Row(
      "events.language.errors-tell-where", "events.subscriptions.counts-from-zero", "attributes a, b and in, tokens: []"
    ),
    Row(
      "events.language.errors-tell-where", "events.subscriptions.points-at-the-end",
      "attributes a, b and in, tokens: [\"=\"]"),
    Row("events.matching.equals-scan", "events.matching.any.finds-by-low-end", "+0 {0: 0...1}; events {0: 1}"),
    Row("events.matching.equals-scan", "events.matching.any.admits-absent", "+0 {0: 0...0, 5: 0...0}; events {0: 0}"),
    Row("events.matching.equals-scan", "events.matching.any.excludes-high-end", "+0 {2: 0...1}; events {2: 1}"),
    Row(
      "events.matching.equals-scan", "events.matching.any.removes-by-present-popularity",
      "+1 {0: 0...0, 5: 0...0}, +0 {0: 0...0}, -1; events {0: 0}"),
    Row("events.matching.equals-scan", "events.matching.rein.forgets-absent", "+0 {5: 0...0}; events {}"),
    Row(
      "events.matching.names-mean-nothing", "events.matching.any.overflows",
      "+0 {0: 0...0}, +1 {0: 0...0}; events {0: 0}"),
    Row("events.matching.no-false-negative", "events.matching.any.loses-high-end", "+0 {1: 0...1}; events {1: 1}"),
    Row(
      "events.matching.no-false-negative", "events.matching.any.files-everywhere",
      "+0 {1: 0...0, 3: 0...0}; events {1: 0, 3: 0}"),
    Row("events.matching.widening-loses-nothing", "events.matching.any.forgets-wide", "+0 {0: 0...0}; events {0: 0}"),
    Row("events.matching.removal-undoes", "events.matching.any.replaces-taken", "; events {}, constraints: []"),
    Row("events.matching.invariants", "events.matching.any.counts-up-only", "+0 {5: 0...0}, -0; events {}"),
    Row(
      "events.index.finds-by-meaning", "events.index.takes-sets-for-ranges", "+0 a in {-1, 1}; events {a: 0}"),
    Row("events.index.finds-by-meaning", "events.index.forgets-an-alternative", "+0 a = 0 or true; events {}"),
    Row("events.index.finds-by-meaning", "events.index.mistakes-ends", "+0 a <= 0; events {a: 0}"),
    Row("events.index.keeps-nothing", "events.index.miscounts", "+0 a = 0; events {}"),
    Row(
      "events.filters.covering-is-implication", "events.filters.covers-absent-attributes",
      "three attributes, filter: {2: 3...3}, filter: {}"),
    Row(
      "events.filters.covering-is-an-order", "events.filters.covers-by-overlap",
      "three attributes, filter: {1: 0...0}, filter: {}, filter: {1: 3...3}"),
    Row(
      "events.filters.perfect-merges-are-unions", "events.filters.merges-across-gaps",
      "three attributes, filter: {2: 0...0}, filter: {2: 3...3}"),
    Row(
      "events.filters.perfect-merges-are-unions", "events.filters.merges-two-attributes",
      "three attributes, filter: {1: 3...3, 2: 0...1}, filter: {1: 1...3, 2: 0...0}"),
    Row(
      "events.filters.perfect-merges-are-unions", "events.filters.merges-overlaps-only",
      "three attributes, filter: {2: 0...2}, filter: {2: 3...3}"),
    Row(
      "events.filters.enclosures-cover", "events.filters.encloses-all-attributes",
      "three attributes, filter: {2: 3...3}, filter: {}"),
    Row(
      "events.filters.overlap-is-a-shared-event", "events.filters.overlaps-on-one-attribute",
      "three attributes, filter: {1: 3...3}, filter: {0: 3...3}"),
    Row(
      "events.filters.covers-are-minimal", "events.filters.keeps-covered",
      "three attributes, filter: {0: 3...3}, filter: {}"),
    Row("events.filters.covers-are-minimal", "events.filters.drops-equals", "three attributes, filter: {}, filter: {}"),
    Row(
      "events.brokers.deliver-what-flooding-would", "events.brokers.forgets-covered",
      "2 brokers of seed 0: 1 subscribes {} as 0, 1 subscribes {1: 0...0} as 0, 0 publishes {0: 0, 1: 0}"),
    Row(
      "events.brokers.deliver-what-flooding-would", "events.brokers.delivers-unasked",
      "1 brokers of seed 0: 0 subscribes {1: 0...0} as 0, 0 publishes {}"),
    Row(
      "events.brokers.deliver-what-flooding-would", "events.brokers.forgets-waiting",
      "2 brokers of seed 0: 0 subscribes {} as 0, 1 publishes {0: 0}"),
    Row(
      "events.brokers.cross-links-once", "events.brokers.sends-twice",
      "2 brokers of seed 0: 0 subscribes {} as 0, 1 publishes {0: 0}"),
    Row(
      "events.brokers.ask-for-what-is-needed", "events.brokers.forgets-covered",
      "2 brokers of seed 0: 1 subscribes {0: 0...1} as 0, 1 subscribes {0: 0...0} as 0"),
    Row(
      "events.brokers.ask-for-what-is-needed", "events.brokers.forgets-waiting",
      "2 brokers of seed 0: 0 subscribes {} as 0, 1 publishes {0: 0}"),
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
