import ExactNumbers
import Foundation
import Overlays
import Randomness
import Reporting

/// Published statements about FissionE and the Kautz graph.
enum FissionEClaims {
  static let all: [Claim] = [
    averageDegree, diameter, meanRoute, congestion, joinMessages, livingJoins, splitsCommute, secondLook,
    promises,
  ]

  private static let abstract = "abstract, INFOCOM 2005"

  private static let averageDegree = Claim(
    "overlay.fissione.average-degree", "Peers have an average degree of 4, in and out.", source: abstract, .tested,
    at: "law overlay.fissione.degrees"
  ) { seed in
    let means = try OverlayClaims.figures(of: "fissione", seed: seed).map(\.outDegree.mean)
    let texts = means.map { $0 == 2 ? "2" : "\($0)" }
    return .init(
      means.allSatisfy { $0 == 2 } ? .holds : .discrepancy, claimed: "4: as many edges lead in as out, 2 a peer",
      found: "\(texts.joined(separator: ", ")) edges a peer at N = \(OverlayClaims.sizeList)")
  }

  private static let diameter = Claim(
    "overlay.fissione.diameter", "The diameter is less than 2 log2 N.", source: abstract, .measured,
    at: "ivce compare overlay --implementations fissione"
  ) { seed in
    let sizes = OverlayClaims.sizes.dropLast()
    let diameters = try sizes.map { nodes in
      let overlay = try FissionE(nodes: nodes, seed: seed.child("claims", UInt64(nodes)))
      return OverlayClaims.diameter(of: overlay)
    }
    let holds = zip(diameters, sizes).allSatisfy { Double($0) < 2 * log2(Double($1)) }
    return .init(
      holds ? .holds : .discrepancy,
      claimed: sizes.map { OverlayClaims.short(2 * log2(Double($0))) }.joined(separator: ", "),
      found: "\(diameters.map(String.init).joined(separator: ", ")) at N = "
        + "\(sizes.map(\.groupedDecimal).joined(separator: ", ")), all pairs")
  }

  private static let meanRoute = OverlayClaims.meanRoute(
    "fissione", of: "fissione", "A route has about log2 N hops on average.", source: abstract, within: 0.7...1.1,
    of: log2)

  private static let congestion = Claim(
    "overlay.kautz.congestion", "Long paths on the Kautz graph load its edges evenly, up to a factor of 1 + o(1).",
    source: "abstract, INFOCOM 2005 (congestion-free)", .exhaustive, at: "ivce claims overlay.kautz.congestion"
  ) { _ in
    let loads = (2...6).map { Double(KautzGraph(base: 2, length: $0).longPathLoad.edge) }
    let falls = zip(loads, loads.dropFirst()).allSatisfy { $0 - 1 > 1.5 * ($1 - 1) }
    return .init(
      falls ? .bounded : .discrepancy, claimed: "largest over mean load tends to 1",
      found:
        "\(loads.map { $0.groupedDecimal(digits: 4) }.joined(separator: ", ")) on K(2,2) to K(2,6), all pairs, exact"
    )
  }

  private static let joinMessages = Claim(
    "overlay.fissione.join-messages", "A join costs fewer than 3 log2 N messages.",
    source: "abstract, INFOCOM 2005 (maintenance messages)", .tested, at: "ivce claims overlay.fissione.join-messages"
  ) { seed in
    let dearest = JoinCost.worst(upTo: 14).filter { Double($0.messages) >= 3 * log2(Double($0.peers)) }
    let random = JoinCost.random(peers: 4_096, seed: seed).filter { $0.peers >= 9 }
    let largest = random.map { Double($0.messages) / log2(Double($0.peers)) }.max() ?? 0
    let examples = dearest.map { "\($0.messages) at N = \($0.peers)" }.joined(separator: ", ")
    return .init(
      largest >= 3 || !dearest.isEmpty ? .discrepancy : .holds, claimed: "< 3 log2 N",
      found:
        "at most \(OverlayClaims.short(largest)) log2 N in random joins to 9...4,095 peers; of all joins to up to 14 peers the "
        + "dearest reach or exceed 3 log2 N: \(examples); route, walk and one notification for each neighbour counted")
  }

  private static let livingJoins = Claim(
    "overlay.fissione.living-joins", "A join costs fewer than 3 log2 N messages.",
    source: "abstract, INFOCOM 2005 (maintenance messages)", .measured,
    at: "ivce compare overlay --implementations fissione --churn 60m"
  ) { seed in
    let sizes = [64, 512, 4_096]
    let means = sizes.map { LivingJoinCost.mean(FissionEPeer.self, peers: $0, seed: seed.child("claims", UInt64($0))) }
    let holds = zip(means, sizes).allSatisfy { $0 < 3 * log2(Double($1)) }
    return .init(
      holds ? .holds : .discrepancy,
      claimed: "< " + sizes.map { OverlayClaims.short(3 * log2(Double($0))) }.joined(separator: ", "),
      found: "\(means.map(OverlayClaims.short).joined(separator: ", ")) in the mean of 100 joins to N = "
        + "\(sizes.map(\.groupedDecimal).joined(separator: ", ")) living peers; route, walk, hand-over and all who are told, "
        + "lost messages and second attempts counted")
  }

  private static let promises = Claim(
    "overlay.fissione.promises",
    "Joins need no locks if neighbours of two peers whose identifiers merge have promised to keep theirs.",
    source: "this suite", .exhaustive, at: "model overlay.fissione.promises"
  ) { _ in try .init(ofModel: "overlay.fissione.promises", property: "neighbours differ by one symbol at most") }

  private static let splitsCommute = Claim(
    "overlay.fissione.splits-commute", "Joins at different peers may be made in any order.",
    source: "this suite", .exhaustive, at: "model overlay.fissione.growth"
  ) { _ in try .init(ofModel: "overlay.fissione.growth", property: "splits commute") }

  private static let secondLook = Claim(
    "overlay.fissione.races",
    "Joins and leaves that overlap keep neighbours balanced if the last look at them and the change are one step.",
    source: "this suite", .exhaustive, at: "model overlay.fissione.second-look"
  ) { _ in try .init(ofModel: "overlay.fissione.second-look", property: "neighbours differ by one symbol at most") }
}
