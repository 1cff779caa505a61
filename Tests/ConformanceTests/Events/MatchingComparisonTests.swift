import Conformance
import Events
import Latencies
import Measuring
import Reporting
import Synchronization
import Testing

/// Matchers side by side, one's own among them.
@Suite struct MatchingComparisonTests {
  /// The checksums of full passes over the events that the workloads' definition gives.
  @Test(arguments: [
    (WorkloadRecipe.p, 10_000, "cc56a11df5356f53", 10_000), (.e, 10_000, "033a3635d32ab68a", 10_000),
    (.d, 10_000, "fdf7a7740e6213a7", 23_433),
  ]) func everyMatcherFindsWhatIsPublished(
    _ recipe: WorkloadRecipe, _ subscriptions: Int, _ checksum: String, _ matches: Int
  ) throws {
    var comparison = MatchingComparison(workloads: [.init(recipe, subscriptions: subscriptions)])
    comparison.budget = 600
    let result = try comparison.run(header: "") { _ in }
    #expect(result.agrees && result.isComplete)
    for row in result.table.rows where row[0] != .text("tama-approximate") {
      #expect(row[3] == .text("measured") && row[10] == .integer(matches) && row[12] == .text(checksum), "\(row)")
    }
    #expect(result.table.rows.count == MatchingImplementation.all.count)
  }

  /// The same at larger sizes, for the best.
  @Test(arguments: [
    (WorkloadRecipe.p, 100_000, "28ad28a3f0d084cc"), (.e, 100_000, "8b6401d2f75f3e0f"),
    (.e, 1_000_000, "701c97bc480a4a6f"), (.d, 100_000, "eece943818016791"),
  ]) func theAdaptiveMatcherFindsWhatIsPublished(
    _ recipe: WorkloadRecipe, _ subscriptions: Int, _ checksum: String
  ) throws {
    var comparison = MatchingComparison(workloads: [.init(recipe, subscriptions: subscriptions)])
    comparison.implementations = MatchingImplementation.all.filter { $0.id == "adaptive" }
    comparison.budget = 600
    let result = try comparison.run(header: "") { _ in }
    #expect(result.table.rows.map { $0[12] } == [.text(checksum)])
  }

  @Test func afterChurnAllStillAgree() throws {
    var comparison = MatchingComparison(
      workloads: [WorkloadRecipe.p.skewed(2), .s, .u, .w].map { .init($0, subscriptions: 2_000) })
    (comparison.churn, comparison.budget) = (2, 600)
    let result = try comparison.run(header: "") { _ in }
    #expect(result.agrees)
    #expect(result.table.rows.allSatisfy { if case .number(let rate, _) = $0[6] { rate > 0 } else { false } })
  }

  /// A matcher of one's own, with a fault or without.
  private struct Reversed: Matcher {
    var scan = ScanMatcher()
    let forgets: Bool

    var count: Int { scan.count }
    var bytes: Int { scan.bytes }
    mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
      scan.insert(constraints, as: id)
    }
    mutating func remove(_ id: SubscriptionID) -> Bool { scan.remove(id) }
    func makeScratch() -> CandidateCount { CandidateCount() }
    func match(_ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID])
    {
      scan.match(event, using: &scratch, into: &matches)
      matches.reverse()
      if forgets { _ = matches.popLast() }
    }
    func checkInvariants() throws { try scan.checkInvariants() }
  }

  @Test(arguments: [false, true]) func onesOwnMatcherJoinsIn(_ forgets: Bool) throws {
    var comparison = MatchingComparison(workloads: [.init(.d, subscriptions: 500)])
    comparison.implementations =
      MatchingImplementation.all.filter { $0.id == "scan" }
      + [MatchingImplementation("mine", summary: "a scan backwards") { _ in Reversed(forgets: forgets) }]
    let result = try comparison.run(header: "") { _ in }
    #expect(result.agrees == !forgets)
    #expect(result.table.notes.contains { $0.contains("NOT all agree with scan: mine") } == forgets)
  }

  @Test func whoExceedsTheBudgetIsSkipped() throws {
    var comparison = MatchingComparison(workloads: [.init(.p, subscriptions: 20_000)])
    comparison.implementations = MatchingImplementation.all.filter { ["scan", "adaptive"].contains($0.id) }
    comparison.budget = 1e-6
    let result = try comparison.run(header: "") { _ in }
    #expect(result.table.rows.map { $0[3] } == [.text("skipped"), .text("skipped")])
    #expect(result.table.notes.filter { $0.contains("skipped, ") && $0.contains("took more than") }.count == 2)
    #expect(result.table.notes.contains("P with 20000: no exact matcher was measured."))
    #expect(result.agrees && result.isComplete && !result.isDecided)
  }

  /// Subscriptions may be few and long.
  @Test func theBudgetBindsWhileSubscriptionsAreInserted() throws {
    let constraints = (0..<20_000).map { "\($0) 1 5" }.joined(separator: " ")
    let lines = ["W long attrs 20000 card 9 subs 3 events 1"] + (0..<3).map { "S \($0) \(constraints)" } + ["E 0 0 1"]
    let workload = try MatchingWorkload(parsing: Array((lines.joined(separator: "\n") + "\n").utf8), path: "long")
    var comparison = MatchingComparison(workloads: [.init(workload)])
    comparison.implementations = MatchingImplementation.all.filter { $0.id == "counting" }
    comparison.budget = 1e-6
    let notes = try comparison.run(header: "") { _ in }.table.notes
    #expect(notes.contains { $0.contains("skipped, 1 of 3 insertions took more than") }, "\(notes)")
  }

  @Test func anInterruptionLeavesTheRowsThatThereAre() throws {
    var comparison = MatchingComparison(workloads: [.init(.p, subscriptions: 1_000), .init(.e, subscriptions: 1_000)])
    comparison.implementations = MatchingImplementation.all.filter { $0.id == "scan" }
    let isOver = Mutex(false)
    let result = try comparison.run(header: "", isInterrupted: { isOver.withLock { $0 } }) { doing in
      if doing.hasPrefix("E") { isOver.withLock { $0 = true } }
    }
    #expect(result.table.rows.count == 1 && !result.isComplete)
    #expect(result.table.notes.last == "Interrupted: rows are missing.")
  }

  /// Finds less whenever a new reader comes.
  private struct Tiring: Matcher {
    struct Scratch: MatchingScratch {
      var candidates = 0
      let skipped: Int
    }

    static let readers = Mutex(0)
    var scan = ScanMatcher()

    var count: Int { scan.count }
    var bytes: Int { scan.bytes }
    mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
      scan.insert(constraints, as: id)
    }
    mutating func remove(_ id: SubscriptionID) -> Bool { scan.remove(id) }
    func makeScratch() -> Scratch {
      Scratch(
        skipped: Self.readers.withLock { count in
          count += 1
          return count - 1
        })
    }
    func match(_ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
      var counting = CandidateCount()
      scan.match(event, using: &counting, into: &matches)
      matches.removeLast(min(scratch.skipped, matches.count))
    }
    func checkInvariants() throws {}
  }

  @Test func timedPassesMustFindTheSame() throws {
    var comparison = MatchingComparison(workloads: [.init(.d, subscriptions: 500)])
    comparison.implementations = [MatchingImplementation("tiring", summary: "finds less each time") { _ in Tiring() }]
    let result = try comparison.run(header: "") { _ in }
    #expect(!result.agrees)
    #expect(result.table.notes.contains("D with 500: tiring does NOT find the same each time."))
  }

  @Test func whoHoldsTooMuchIsSkipped() throws {
    var comparison = MatchingComparison(workloads: [.init(.p, subscriptions: 20_000)])
    comparison.implementations = MatchingImplementation.all.filter { ["scan", "adaptive"].contains($0.id) }
    // A scan holds 361 bytes a subscription, the adaptive matcher 271.
    (comparison.memory, comparison.budget) = (6_300_000, 600)
    let result = try comparison.run(header: "") { _ in }
    #expect(result.table.rows.map { $0[3] } == [.text("skipped"), .text("measured")])
    #expect(
      result.table.notes.contains {
        $0.hasPrefix("scan on P with 20000: skipped, ") && $0.hasSuffix("take more than \(ByteCount(6_300_000)).")
      })
    #expect(result.agrees && result.isComplete)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let comparison = MatchingComparison(workloads: [.init(.p, subscriptions: 1_000_000)])
    #expect(throws: NotEnoughMemory.self) { try comparison.checkMemory(available: 100_000_000) }
    #expect(throws: Never.self) { try comparison.checkMemory(available: 8_000_000_000) }
    #expect(throws: Never.self) { try comparison.checkMemory(available: nil) }

    var brokers = BrokerComparison(latencies: .synthetic(hosts: 10, seed: 1), seed: 1)
    #expect(throws: Never.self) { try brokers.checkMemory(available: 1_000_000_000) }
    (brokers.workload.brokers, brokers.workload.clients) = (100_000, 1_000_000)
    #expect(throws: NotEnoughMemory.self) { try brokers.checkMemory(available: 1_000_000_000_000) }
  }
}
