import Foundation
import Overlays
import Randomness

/// Published statements about distributed line graphs.
enum LineGraphClaims {
  static let all: [Claim] = [outDegree, inDegree(of: 2), inDegree(of: 3), diameter, duality]

  private static let abstract = "abstract, ICDCS 2008"

  private static let outDegree = Claim(
    "overlay.dlg.out-degree", "Nodes of a distributed line graph of base d have d out-neighbours.", source: abstract,
    .tested,
    at: "law overlay.dlg.degrees"
  ) { seed in
    let found = try (2...4).map { degree in
      let overlay = try DLG(base: .kautz(degree), nodes: 1_024, seed: seed.child("claims"))
      return Set((0..<overlay.graphNodeCount).map { Set(overlay.graphSuccessors(of: $0)).count }).sorted()
    }
    return .init(
      found == [[2], [3], [4]] ? .holds : .discrepancy, claimed: "2, 3, 4",
      found: "\(found.map { $0.map(String.init).joined(separator: " or ") }.joined(separator: ", ")) at all nodes of "
        + "1,024 peers, from K(2,1), K(3,1), K(4,1)")
  }

  private static func inDegree(of degree: Int) -> Claim {
    Claim(
      "overlay.dlg.in-degree-\(degree)",
      "Nodes of a distributed line graph of base d have at most 2 d in-neighbours; here d = \(degree).",
      source: abstract, .tested, at: "law overlay.dlg.degrees"
    ) { seed in
      let overlay = try DLG(base: .kautz(degree), nodes: 1_024, seed: seed.child("claims"))
      let largest = overlay.graphInDegrees.max() ?? 0
      var literal = LineGraph(base: .kautz(degree))
      for vertex in 0..<degree { literal.replace([vertex]) }
      let byDefinition = literal.predecessors.values.map(\.count).max() ?? 0
      return .init(
        max(largest, byDefinition) <= 2 * degree ? .holds : .discrepancy, claimed: "\(2 * degree)",
        found: "\(largest) among 1,024 peers; \(byDefinition) by definition 1 when vertices 0 to \(degree - 1) of "
          + "K(\(degree),1) are replaced")
    }
  }

  private static let diameter = Claim(
    "overlay.dlg.diameter", "The diameter is less than 2 (log_d N - log_d N0 + D0 + 1).", source: abstract, .measured,
    at: "ivce compare overlay --implementations dlg"
  ) { seed in
    let rows = try (2...4).map { degree in
      let overlay = try DLG(base: .kautz(degree), nodes: 1_024, seed: seed.child("claims"))
      return (OverlayClaims.diameter(of: overlay), overlay.claimedHopBound?.hops ?? 0)
    }
    return .init(
      rows.allSatisfy { Double($0.0) < $0.1 } ? .holds : .discrepancy,
      claimed: rows.map { OverlayClaims.short($0.1) }.joined(separator: ", "),
      found: "\(rows.map { "\($0.0)" }.joined(separator: ", ")) among 1,024 peers from K(2,1), K(3,1), K(4,1)")
  }

  private static let duality = Claim(
    "overlay.dlg.duality", "The line graph of K(2,1) is FissionE with labels read backwards and edges turned round.",
    source: "this suite", .exhaustive, at: "model overlay.fissione.growth"
  ) { _ in try .init(ofModel: "overlay.fissione.growth", property: "is the line graph of K(2,1) turned round")
  }
}
