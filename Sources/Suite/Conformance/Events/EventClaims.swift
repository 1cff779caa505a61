import Events
import Measuring
import Randomness
import Reporting

/// Published statements about event matching and broker trees. Of most sources only abstracts or public code were at hand; what is our own
/// reconstruction is called so.
enum EventClaims {
  static let all: [Claim] = [
    bitsetsLead, opindexBeforeREIN, reinOnSparseEvents, tamaIsExact, gryphonIsSublinear, coveringSaves, mergingSaves,
    movesCostLess,
    relocationLosesNothing, markersLoseNothing,
  ]

  private static let oem = "abstract, OEM, Computer Networks 2024 (40.4 times REIN, 12.0 TAMA, 33.1 OpIndex)"

  /// Subscriptions of the claims about matchers.
  private static let size = 10_000

  private static let bitsetsLead = Claim(
    "events.matching.bitsets-lead",
    "On dense loads bitsets are several times to tens of times faster than TAMA, OpIndex and REIN.",
    source: oem, .measured, at: "ivce compare matching --workload D"
  ) { _ in
    let rates = rates(["bits", "tama", "opindex", "rein"], .d)
    let ratios = rates.dropFirst().map { rates[0] / $0 }
    return .init(
      ratios.allSatisfy { $0 >= 4 } ? .bounded : ratios.contains(where: \.isNaN) ? .open : .discrepancy,
      claimed: "12.0, 33.1 and 40.4 times as fast, on other loads",
      found:
        "\(list(ratios, digits: 1)) times as fast as TAMA, OpIndex and REIN on workload D with \(size.groupedDecimal), at least 4 each"
    )
  }

  private static let opindexBeforeREIN = Claim(
    "events.matching.opindex-before-rein", "On dense loads OpIndex is faster than REIN.", source: oem, .measured,
    at: "ivce compare matching --workload D"
  ) { _ in
    let rates = rates(["opindex", "rein"], .d)
    return .init(
      rates[0] > 1.5 * rates[1] ? .holds : 1.5 * rates[0] < rates[1] ? .discrepancy : .open,
      claimed: "40.4 / 33.1 times as fast, if figures that the source gives beside OEM may be divided",
      found:
        "\(list([rates[0] / rates[1]], digits: 2)) times as fast on workload D with \(size.groupedDecimal)")
  }

  private static let reinOnSparseEvents = Claim(
    "events.matching.rein-on-sparse-events", "REIN as its public code is finds too much when events lack attributes.",
    source: "public code, github.com/xizeroplus/matching-algorithm", .tested, at: "law events.matching.equals-scan"
  ) { _ in
    let workload = WorkloadRecipe.p.workload(subscriptions: 2_000)
    var asPublic = REINMatcher()
    asPublic.marksAbsentAttributes = false
    let (wrong, right) = (found(asPublic, workload).count, found(REINMatcher(), workload).count)
    return .init(
      wrong > right ? .holds : .discrepancy, claimed: "false positives",
      found: "\(wrong.groupedDecimal) instead of \(right.groupedDecimal) matches of workload P with 2,000")
  }

  private static let tamaIsExact = Claim(
    "events.matching.tama-is-exact", "TAMA misses nothing, and is exact once its leaves are single values.",
    source: "public code, github.com/xizeroplus/matching-algorithm", .tested,
    at: "law events.matching.no-false-negative"
  ) { _ in
    let workload = WorkloadRecipe.d.workload(subscriptions: size)
    let truth = matchesByEvent(MatcherBox(ScanMatcher()), workload)
    let blurred = [7, 8, 9, 10, 11].map { depth in
      matchesByEvent(MatcherBox(TAMAMatcher(depth: depth, domain: 0...999, mode: .approximate)), workload)
    }
    let missesNothing = blurred.allSatisfy { found in zip(found, truth).allSatisfy { $0.isSuperset(of: $1) } }
    let holds = missesNothing && blurred.last == truth && blurred[3] != truth
    let counts = (blurred + [truth]).map { $0.reduce(0) { $0 + $1.count } }
    return .init(
      holds ? .holds : .discrepancy, claimed: "exact from 2^(L-1) >= 1,000 on, L = 11",
      found:
        "\(counts.dropLast().map(\.groupedDecimal).joined(separator: ", ")) matches with L = 7 to 11, none missing of \(counts[5].groupedDecimal)"
    )
  }

  private static let gryphonIsSublinear = Claim(
    "events.matching.gryphon-is-sublinear",
    "A matching tree looks at numbers of subscriptions that grow less than all of them, if they ask for equalities.",
    source: "abstract, Aguilera et al., PODC 1999 (expected time O(N^(1-lambda)))", .tested,
    at: "ivce compare matching --implementations gryphon --workload E"
  ) { _ in
    let sizes = [1_000, 4_000, 16_000, 64_000]
    let tests = sizes.map { size in candidates(GryphonMatcher(), WorkloadRecipe.e.workload(subscriptions: size)) }
    let growth = zip(tests, tests.dropFirst()).map { $1 / $0 }
    return .init(
      growth.allSatisfy { $0 < 3 } ? .bounded : .discrepancy,
      claimed: "less than 4 times as much for 4 times as many",
      found:
        "\(list(growth, digits: 2)) times from \(sizes.map(\.groupedDecimal).joined(separator: " to ")), counted, workload E"
    )
  }

  private static let coveringSaves = routing(
    "events.brokers.covering-saves", "Covering makes the tables of brokers smaller.",
    source: "remembered of Siena and REBECA; no figure was at hand", .covering, than: .identity)

  private static let mergingSaves = routing(
    "events.brokers.merging-saves", "Merging makes the tables of brokers smaller than covering does.",
    source: "remembered of REBECA; no figure was at hand", .perfectMerging, than: .covering)

  private static func routing(
    _ id: String, _ statement: String, source: String, _ one: SubscriptionRouting, than other: SubscriptionRouting
  ) -> Claim {
    Claim(id, statement, source: source, .tested, at: "ivce compare brokers --routing \(other.name),\(one.name)") {
      seed in
      let results = [other, one].map { routing in
        var settings = BrokerSettings(handOff: .marker)
        settings.routing = routing
        return network(settings, seed: seed)
      }
      let sizes = results.compactMap { $0?.filtersMean }
      let settling = results.compactMap { $0?.settling.values.reduce(0, +) }
      return .init(
        sizes[1] < sizes[0] ? .bounded : .discrepancy, claimed: "smaller",
        found: "\(list(sizes.reversed(), digits: 1)) filters a broker with \(one.name) and \(other.name), "
          + "\(settling.reversed().map(\.groupedDecimal).joined(separator: " and ")) messages until all is settled, 200 brokers, 400 clients"
      )
    }
  }

  private static let movesCostLess = Claim(
    "events.hand-off.moves-cost-less",
    "To hand a client over takes far fewer messages than to end its subscriptions and to make new ones.",
    source: "our reconstruction; the idea is remembered of Picco, Cugola and Murphy, ICDCS 2003", .tested,
    at: "ivce compare brokers"
  ) { seed in
    let counts = [HandOff.strawman, .marker].compactMap { handOff in
      network(BrokerSettings(handOff: handOff), seed: seed)?.messages.filter { $0.key != .events }.values.reduce(0, +)
    }
    return .init(
      counts[1] * 4 < counts[0] ? .bounded : .discrepancy,
      claimed: "fewer messages than if subscriptions end and begin anew",
      found:
        "\(counts[1].groupedDecimal) messages of subscriptions and hand-offs by markers, \(counts[0].groupedDecimal) by the strawman, 200 brokers"
    )
  }

  private static let relocationLosesNothing = Claim(
    "events.hand-off.relocation-loses-nothing",
    "REBECA's relocation delivers every event, although the client was away.",
    source: "abstract, Zeidler and Fiege 2003; its steps are our reconstruction", .exhaustive,
    at: "model events.hand-off.relocation.absence"
  ) { _ in
    try .init(ofModel: "events.hand-off.relocation.absence", property: HandOffGuarantee.allDelivered.rawValue)
  }

  private static let markersLoseNothing = Claim(
    "events.hand-off.markers-lose-nothing",
    "Hand-off by markers delivers every event exactly once, although the client comes back at once.",
    source: "our reconstruction of subscription-tree reconstruction", .exhaustive,
    at: "model events.hand-off.marker.coming-back"
  ) { _ in
    let findings = try [HandOffGuarantee.allDelivered, .once].map {
      try Claim.Finding(ofModel: "events.hand-off.marker.coming-back", property: $0.rawValue)
    }
    return .init(
      findings.first { $0.status != .bounded }?.status ?? .bounded,
      claimed: findings.map(\.claimed).joined(separator: "; "), found: findings[0].found)
  }

  private static func network(_ settings: BrokerSettings, seed: Seed) -> BrokerNetwork.Result? {
    var workload = BrokerWorkload()
    (workload.brokers, workload.clients, workload.movers, workload.publications) = (200, 400, 60, 300)
    var network = BrokerNetwork(workload, settings, seed: seed.child("claims.brokers"))
    return network.run()
  }

  /// Events a second of some matchers, the best of several passes.
  private static func rates(_ ids: [String], _ recipe: WorkloadRecipe) -> [Double] {
    let workload = recipe.workload(subscriptions: size)
    return ids.map { id in
      guard let implementation = MatchingImplementation.all.first(where: { $0.id == id }),
        case .measured(let found) = MatchingMeasurement.measure(
          implementation, workload, churn: 0, budget: .init(seconds: 120, bytes: nil, isInterrupted: { false }))
      else { return .nan }
      return found.eventsPerSecond
    }
  }

  private static func reader(_ matcher: any BuiltMatcher, _ workload: MatchingWorkload) -> any MatcherReader {
    let all = workload.constraints.span
    for number in 0..<workload.subscriptionCount {
      _ = matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
    }
    return matcher.makeReader()
  }

  /// What a matcher finds of a whole workload.
  private static func found<M: Matcher & ~Copyable>(_ matcher: consuming M, _ workload: MatchingWorkload)
    -> MatchChecksum
  {
    let reader = reader(MatcherBox(matcher), workload)
    let values = workload.values.span
    var checksum = MatchChecksum()
    for event in 0..<workload.eventCount {
      reader.match(values.extracting(workload.valueRange(event)))
      checksum.add(reader.matches, of: event)
    }
    return checksum
  }

  /// What a matcher finds of each event.
  private static func matchesByEvent(_ matcher: any BuiltMatcher, _ workload: MatchingWorkload) -> [Set<SubscriptionID>]
  {
    let reader = reader(matcher, workload)
    let values = workload.values.span
    return (0..<workload.eventCount).map { event in
      reader.match(values.extracting(workload.valueRange(event)))
      return Set(reader.matches)
    }
  }

  /// Subscriptions that are looked at one by one for an event.
  private static func candidates<M: Matcher & ~Copyable>(_ matcher: consuming M, _ workload: MatchingWorkload) -> Double
  {
    let reader = reader(MatcherBox(matcher), workload)
    let values = workload.values.span
    for event in 0..<workload.eventCount { reader.match(values.extracting(workload.valueRange(event))) }
    return Double(reader.candidates) / Double(workload.eventCount)
  }

  private static func list(_ numbers: some Sequence<Double>, digits: Int) -> String {
    numbers.map { $0.groupedDecimal(digits: digits) }.joined(separator: ", ")
  }
}
