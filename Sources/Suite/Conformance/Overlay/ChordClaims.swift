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
      holds ? .holds : .discrepancy,
      claimed: OverlayClaims.sizes.map { OverlayClaims.short(log2(Double($0))) }.joined(separator: ", "),
      found: "\(found.map(OverlayClaims.short).joined(separator: ", ")) at N = \(OverlayClaims.sizeList) (tolerance: 1)"
    )
  }

  private static let corrected = Claim(
    "overlay.chord.corrected", "When nobody joins or fails any more, corrected Chord's repairs end in the ideal ring.",
    source: zave, .exhaustive, at: "model overlay.chord.repair-5"
  ) { _ in try .init(ofModel: "overlay.chord.repair-5", property: ChordMaintenance.repairs) }

  private static let inductive = Claim(
    "overlay.chord.inductive-invariant",
    "Live successors and more principals than list entries are an inductive invariant of corrected Chord.",
    source: zave,
    .exhaustive, at: "model overlay.chord.induction-6"
  ) { _ in try .init(ofModel: "overlay.chord.induction-6", property: "principals are more than entries") }

  private static let original = Claim(
    "overlay.chord.original",
    "In Chord as first published members keep live successors as long as no failure takes somebody's last one.",
    source: "SIGCOMM 2001, as read by Zave 2012", .exhaustive, at: "model overlay.chord.maintenance-5.original"
  ) { _ in
    try .init(ofModel: "overlay.chord.maintenance-5.original", property: "every member has a live successor")
  }
}
