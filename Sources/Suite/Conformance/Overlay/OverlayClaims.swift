import Foundation
import Overlays
import Randomness
import Reporting

/// Published statements about overlays.
///
/// "Abstract" sources were read; those "from the literature" were not at hand, and the statement is as the field remembers it.
public enum OverlayClaims {
  /// All of them.
  public static let all: [Claim] = FissionEClaims.all + LineGraphClaims.all + ChordClaims.all + routes + degrees

  static let literature = "from the literature, not verified"

  /// The sizes at which claims about all networks are looked at.
  static let sizes = [8, 10, 12, 14].map { 1 << $0 }

  /// The mean routes of the other overlays.
  private static let routes: [Claim] =
    CAN.dimensionRange.map { dimensions in
      meanRoute(
        "can-\(dimensions)", of: dimensions == 2 ? "can" : "can-\(dimensions)",
        "A route of CAN with \(dimensions) dimensions has (\(dimensions)/4) N^(1/\(dimensions)) hops on average.",
        within: 0.7...1.3, of: { Double(dimensions) / 4 * pow($0, 1 / Double(dimensions)) })
    } + [
      meanRoute(
        "pastry", of: "pastry", "A route of Pastry has about log16 N hops on average.", within: 0.7...1.3,
        of: { log2($0) / 4 }),
      meanRoute(
        "kademlia", of: "kademlia", "A lookup of Kademlia takes at most about log2 N referrals on average.",
        within: 0...1, of: log2),
      meanRoute(
        "koorde", of: "koorde", "A route of Koorde of degree 2 has about 2 to 3 log2 N hops on average.",
        within: 2...3, of: log2),
      meanRoute(
        "d2b", of: "d2b", "A route of D2B has about log2 N hops on average.", within: 0.7...1.3, of: log2),
      meanRoute(
        "viceroy", of: "viceroy", "A route of Viceroy has about 3 log2 N hops on average.", within: 2...3.5, of: log2),
    ]

  /// The degrees of the other overlays.
  private static let degrees: [Claim] = [
    meanDegree("can-2", of: "can", "A node of CAN with 2 dimensions has 4 neighbours.", of: { _ in 4 }),
    meanDegree(
      "pastry", of: "pastry",
      "A node of Pastry knows at most about 15 log16 N nodes in its table, and 16 in its leaf set.",
      within: 0...1, of: { 15 * log2($0) / 4 + 16 }),
    meanDegree(
      "kademlia", of: "kademlia", "A node of Kademlia knows 20 log2 (N / 20) others.", of: { 20 * log2($0 / 20) }),
    meanDegree("koorde", of: "koorde", "A node of Koorde knows 2 others.", of: { _ in 2 }),
    meanDegree("d2b", of: "d2b", "A node of D2B has an expected out-degree of 2.", of: { _ in 2 }),
    meanDegree("viceroy", of: "viceroy", "A node of Viceroy knows 7 others.", of: { _ in 7 }),
  ]

  /// A claim on mean routes, held to a range of ratios.
  static func meanRoute(
    _ name: String, of implementation: String, _ statement: String, source: String = literature,
    within range: ClosedRange<Double>, of formula: @escaping @Sendable (Double) -> Double
  ) -> Claim {
    Claim(
      "overlay.\(name).mean-route", statement, source: source, .measured,
      at: "ivce compare overlay --implementations \(implementation)"
    ) { seed in
      let found = try figures(of: implementation, seed: seed).map(\.hops.mean)
      let claimed = sizes.map { formula(Double($0)) }
      let holds = zip(found, claimed).allSatisfy { range.contains($0 / $1) }
      return .init(
        holds ? .holds : .discrepancy, claimed: claimed.map(short).joined(separator: ", "),
        found: "\(found.map(short).joined(separator: ", ")) at N = \(sizeList) (\(tolerance(range)))")
    }
  }

  /// A claim on mean degrees, held to a range of ratios.
  private static func meanDegree(
    _ name: String, of implementation: String, _ statement: String, within range: ClosedRange<Double> = 0.75...1.25,
    of formula: @escaping @Sendable (Double) -> Double
  ) -> Claim {
    Claim(
      "overlay.\(name).degree", statement, source: literature, .measured,
      at: "ivce compare overlay --implementations \(implementation)"
    ) { seed in
      let figures = try figures(of: implementation, seed: seed)
      let claimed = sizes.map { formula(Double($0)) }
      let holds = zip(figures, claimed).allSatisfy { range.contains($0.outDegree.mean / $1) }
      let found = figures.map { "\(short($0.outDegree.mean)) (at most \($0.outDegree.max))" }
      return .init(
        holds ? .holds : .discrepancy, claimed: claimed.map(short).joined(separator: ", "),
        found: "\(found.joined(separator: ", ")) at N = \(sizeList) (\(tolerance(range)))")
    }
  }

  /// Networks of all sizes.
  static func figures(of implementation: String, seed: Seed) throws -> [OverlayFigures] {
    guard let overlay = OverlayImplementation.all.first(where: { $0.id == implementation }) else {
      preconditionFailure("a claim is about an overlay of the suite")
    }
    return try sizes.map { nodes in
      try OverlayFigures(of: overlay, nodes: nodes, lookups: 10_000, seed: seed.child("claims", UInt64(nodes)))
    }
  }

  private static func tolerance(_ range: ClosedRange<Double>) -> String {
    "tolerance: \(short(range.lowerBound)) to \(short(range.upperBound)) of it"
  }

  /// The sizes as findings name them.
  static let sizeList = sizes.map(\.groupedDecimal).joined(separator: ", ")

  /// The longest of all shortest ways between two nodes. Time O(N edges).
  static func diameter(of overlay: some Overlay) -> Int {
    (0..<overlay.nodeCount).reduce(0) { max($0, overlay.distances(from: $1).compactMap(\.self).max() ?? 0) }
  }

  /// Two digits after the point.
  static func short(_ value: Double) -> String { value.groupedDecimal(digits: 2) }
}
