import Foundation
import Overlays
import Randomness

/// Published statements about Chord.
enum ChordClaims {
  static let all: [Claim] = [
    OverlayClaims.meanRoute(
      "chord", of: "chord", "A route has 0.5 log2 N hops on average.", source: OverlayClaims.literature,
      within: 0.95...1.25,
      of: { 0.5 * log2($0) }),
    fingers, corrected, inductive, original,
  ]

  private static let zave = "Zave 2017, arXiv 1610.01140"

  private static let fingers = Claim(
    "overlay.chord.fingers", "A node has about log2 N different fingers.", source: OverlayClaims.literature, .measured,
    at: "law overlay.chord.fingers"
  ) { seed in
    let found = OverlayClaims.sizes.map { nodes in
      let overlay = Chord(nodes: nodes, seed: seed.child("claims", UInt64(nodes)), successorListLength: 0)
      return Double((0..<nodes).reduce(0) { $0 + Set(overlay.fingers(of: $1)).count }) / Double(nodes)
    }
    let holds = zip(found, OverlayClaims.sizes).allSatisfy { abs($0 - log2(Double($1))) < 1 }
    return .init(
      holds ? .holds : .discrepancy, claimed: "8, 10, 12, 14",
      found: "\(found.map(OverlayClaims.short).joined(separator: ", ")) at N = \(OverlayClaims.sizeList) (tolerance: 1)"
    )
  }

  private static let corrected = Claim(
    "overlay.chord.corrected", "In corrected Chord repairs always can, and finally do, lead to the ideal ring.",
    source: zave,
    .exhaustive, at: "model overlay.chord.maintenance-5"
  ) { _ in try .init(ofModel: "overlay.chord.maintenance-5") }

  private static let inductive = Claim(
    "overlay.chord.inductive-invariant",
    "Live successors and more principals than list entries are an inductive invariant of corrected Chord.",
    source: zave,
    .exhaustive, at: "model overlay.chord.induction-6"
  ) { _ in try .init(ofModel: "overlay.chord.induction-6") }

  private static let original = Claim(
    "overlay.chord.original", "Chord as first published keeps the ring as long as every member has a live successor.",
    source: "SIGCOMM 2001, as read by Zave 2012", .exhaustive, at: "model overlay.chord.maintenance-5.original"
  ) { _ in
    let mutants = OverlayModels.all.flatMap(\.mutants).map(\.check)
    guard let model = mutants.first(where: { $0.id == "overlay.chord.maintenance-5.original" }) else {
      preconditionFailure("a claim rests on a model of the suite")
    }
    let outcome = try model.search()
    guard case .violated(let property) = outcome.status else {
      return .init(.open, claimed: "in all states", found: "no counterexample among five identifiers")
    }
    let steps = outcome.counterexample?.stored.steps.count ?? 0
    return .init(
      .refuted, claimed: "in all states", found: "\"\(property)\" is false after \(steps) steps among five identifiers")
  }
}
