import Events

extension MatchingImplementation {
  /// Every matcher of the suite, in the order of the table.
  public static let all: [MatchingImplementation] = [
    MatchingImplementation("scan", summary: "every event against every subscription: the oracle") { _ in ScanMatcher()
    },
    MatchingImplementation("counting", summary: "counting satisfied constraints, lists by cell") { _ in
      CountingMatcher()
    },
    MatchingImplementation("intervals", summary: "counting satisfied constraints, centred interval trees") { _ in
      IntervalMatcher()
    },
    MatchingImplementation("gryphon", summary: "Gryphon's tree: tests by popularity, don't-care edges") { _ in
      GryphonMatcher()
    },
    MatchingImplementation("pivot-popular", summary: "filed under the most popular attribute (reconstruction)") { _ in
      PivotMatcher(.mostPopular)
    },
    MatchingImplementation("pivot", summary: "filed under the least popular attribute (reconstruction)") { _ in
      PivotMatcher(.leastPopular)
    },
    MatchingImplementation(
      "pivot-selective", summary: "filed under the least popular and selective constraint (reconstruction)"
    ) { _ in PivotMatcher(.leastPopularSelective) },
    MatchingImplementation("opindex", summary: "OpIndex: pivots by rarity, lists by operator, counting") { _ in
      OpIndexMatcher()
    },
    MatchingImplementation("rein", summary: "REIN: what does not match is marked, absent attributes too") { _ in
      REINMatcher()
    },
    MatchingImplementation("tama", summary: "TAMA: segment trees of fixed depth, candidates verified") { workload in
      TAMAMatcher(depth: 11, domain: 0...max(1, workload.cardinality - 1), mode: .exact)
    },
    MatchingImplementation(
      "tama-approximate", summary: "TAMA with eight levels, as published: edges of ranges are blurred", isExact: false
    ) { workload in TAMAMatcher(depth: 8, domain: 0...max(1, workload.cardinality - 1), mode: .approximate) },
    MatchingImplementation("ps-tree", summary: "PS-Tree: disjoint spaces of an access attribute (reconstruction)") {
      _ in
      PSTreeMatcher()
    },
    MatchingImplementation("be-tree", summary: "BE-Tree: spaces halved attribute by attribute, lists at nodes") { _ in
      BETreeMatcher()
    },
    MatchingImplementation("a-tree", summary: "A-Tree: a shared graph of expressions, level by level") { _ in
      ATreeMatcher()
    },
    MatchingImplementation("bits", summary: "blocked bitsets by attribute and cell, candidates verified") { _ in
      BitsetMatcher()
    },
    MatchingImplementation("blocks", summary: "least popular pivots, 64 subscriptions tested at once") { _ in
      BlockMatcher()
    },
    MatchingImplementation("adaptive", summary: "blocks or bitsets, by what the subscriptions are like") { _ in
      AdaptiveMatcher()
    },
  ]
}
