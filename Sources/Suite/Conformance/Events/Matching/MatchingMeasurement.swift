import Events
import Measuring
import Randomness

/// What one matcher was seen to do on one workload.
struct MatchingMeasurement: Sendable {
  var buildSeconds: Double
  var bytesPerSubscription: Double
  /// Removals and insertions in a second, each counted; nil without churn.
  var updatesPerSecond: Double?
  var eventsPerSecond: Double
  var p99Microseconds: Double
  var testsPerEvent: Double
  var checksum: MatchChecksum
  /// Whether the passes that are timed found as many.
  var isSteady: Bool

  /// Why there is none.
  enum Outcome: Sendable {
    case measured(MatchingMeasurement)
    case skipped(String)
  }

  /// What may be spent on one matcher.
  struct Budget: Sendable {
    var seconds: Double
    /// Bytes; nil if the system does not tell.
    var bytes: Int?
    var isInterrupted: @Sendable () -> Bool
  }

  /// Builds the matcher, replaces some of its subscriptions if so wished, and matches all events.
  static func measure(
    _ implementation: MatchingImplementation, _ workload: MatchingWorkload, churn: Double, budget: Budget
  ) -> Outcome {
    let watch = Stopwatch()
    let matcher = implementation.make(workload)
    let run = MatchingRun(matcher: matcher, workload: workload, budget: budget, watch: watch)
    do {
      let buildSeconds = try run.build()
      let updates = try run.replace(Int(churn * Double(workload.subscriptionCount)))
      let bytes = Double(matcher.bytes) / Double(max(1, workload.subscriptionCount))
      let (checksum, tests, p99) = try run.matchAll()
      let passes = try run.timedPasses()
      return .measured(
        MatchingMeasurement(
          buildSeconds: buildSeconds, bytesPerSubscription: bytes, updatesPerSecond: updates,
          eventsPerSecond: passes.eventsPerSecond, p99Microseconds: p99, testsPerEvent: tests, checksum: checksum,
          isSteady: passes.matches.allSatisfy { $0 == checksum.count }))
    } catch { return .skipped(error.reason) }
  }
}

/// The steps of a measurement, each of which may run out of its budget.
private struct MatchingRun {
  let matcher: any BuiltMatcher
  let workload: MatchingWorkload
  let budget: MatchingMeasurement.Budget
  let watch: Stopwatch

  struct Exceeded: Error {
    let reason: String
  }

  /// How many constraints are put in or taken out between two looks at the clock, about.
  private static let stride = 8_192

  private func check(_ doing: @autoclosure () -> String) throws(Exceeded) {
    if budget.isInterrupted() { throw Exceeded(reason: "interrupted") }
    if watch.seconds > budget.seconds {
      throw Exceeded(reason: "\(doing()) took more than \(budget.seconds) s")
    }
  }

  /// Inserts all; the seconds that it took.
  func build() throws(Exceeded) -> Double {
    let all = workload.constraints.span
    let count = workload.subscriptionCount
    // Asking for the bytes may take long, so that it is done ever more seldom.
    var (sinceLook, sinceAsked, askAfter) = (0, 0, Self.stride)
    for number in 0..<count {
      let range = workload.constraintRange(number)
      _ = matcher.insert(all.extracting(range), as: SubscriptionID(number))
      sinceLook += 1 + range.count
      guard sinceLook >= Self.stride || number + 1 == count else { continue }
      try check("\(number + 1) of \(count) insertions")
      sinceAsked += sinceLook
      sinceLook = 0
      guard sinceAsked >= askAfter || number + 1 == count else { continue }
      if let limit = budget.bytes, matcher.bytes > limit {
        throw Exceeded(reason: "\(number + 1) of \(count) subscriptions take more than \(ByteCount(limit))")
      }
      (sinceAsked, askAfter) = (0, askAfter + askAfter / 8)
    }
    return watch.seconds
  }

  /// Gives names new subscriptions, both drawn, the new ones from those of the workload. The rate of removals and insertions.
  func replace(_ count: Int) throws(Exceeded) -> Double? {
    guard count > 0 else { return nil }
    let all = workload.constraints.span
    let updating = Stopwatch()
    var generator = SplitMix64(seed: 0x5EED_0003)
    var sinceLook = 0
    for number in 0..<count {
      let id = SubscriptionID(Int(generator.belowByProduct(UInt64(workload.subscriptionCount))))
      let other = Int(generator.belowByProduct(UInt64(workload.subscriptionCount)))
      _ = matcher.remove(id)
      _ = matcher.insert(all.extracting(workload.constraintRange(other)), as: id)
      sinceLook += 2 + 2 * workload.constraintRange(other).count
      guard sinceLook >= Self.stride else { continue }
      sinceLook = 0
      try check("\(number + 1) of \(count) replacements")
    }
    return Double(2 * count) / max(updating.seconds, 1e-9)
  }

  /// Each event once, timed one by one.
  func matchAll() throws(Exceeded) -> (MatchChecksum, tests: Double, p99: Double) {
    let reader = matcher.makeReader()
    let values = workload.values.span
    var checksum = MatchChecksum()
    var times: [Double] = []
    for event in 0..<workload.eventCount {
      let eventWatch = Stopwatch()
      reader.match(values.extracting(workload.valueRange(event)))
      times.append(Double(eventWatch.nanoseconds) / 1e3)
      checksum.add(reader.matches, of: event)
      try check("\(event + 1) of \(workload.eventCount) events")
    }
    let tests = Double(reader.candidates) / Double(max(1, workload.eventCount))
    return (checksum, tests, times.isEmpty ? 0 : Sample(times).quantile(0.99))
  }

  /// The events of a second in the fastest of several passes, and what each pass found.
  func timedPasses() throws(Exceeded) -> (eventsPerSecond: Double, matches: [Int]) {
    let reader = matcher.makeReader()
    let values = workload.values.span
    var (best, spent, matches) = (Double.infinity, 0.0, [Int]())
    while matches.isEmpty || (spent < 0.3 && matches.count < 200) {
      let pass = Stopwatch()
      var found = 0
      for event in 0..<workload.eventCount {
        if event % 8 == 0, budget.isInterrupted() { throw Exceeded(reason: "interrupted") }
        reader.match(values.extracting(workload.valueRange(event)))
        found += reader.matches.count
      }
      best = min(best, pass.seconds)
      spent += pass.seconds
      matches.append(found)
    }
    return (Double(workload.eventCount) / best, matches)
  }
}
