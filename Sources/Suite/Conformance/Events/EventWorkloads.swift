import Events
import Measuring
import Randomness

/// What is measured of matchers.
enum EventWorkloads {
  /// Matching and changing, of the matchers that one would choose from, on the workload that each is for.
  static let all: [Kernel] =
    [
      ("adaptive", WorkloadRecipe.p), ("adaptive", .e), ("adaptive", .d), ("adaptive", .s), ("blocks", .p),
      ("bits", .d),
    ]
    .flatMap { id, recipe in
      MatchingImplementation.all.filter { $0.id == id }.map { matching($0, recipe) }
    } + MatchingImplementation.all.filter { $0.id == "adaptive" }.flatMap { [changing($0, .p), changing($0, .d)] }

  private static let size = KernelSize(
    "subscriptions", standard: 10_000, in: 100...10_000_000, series: [1_000, 10_000, 100_000, 1_000_000]
  ) { $0 * 1_000 }

  /// Up to this size, what is found is held against the scan.
  private static let scanned = 20_000

  private static func matching(_ implementation: MatchingImplementation, _ recipe: WorkloadRecipe) -> Kernel {
    Kernel(
      "events.\(implementation.id).match-\(recipe.name.lowercased())",
      "\(implementation.id): events of workload \(recipe.name) are matched", operation: "event", size: size
    ) { subscriptions, seed in
      let workload = recipe.workload(subscriptions: subscriptions)
      let matcher = implementation.make(workload)
      let judge = subscriptions <= scanned ? MatcherBox(ScanMatcher()) as any BuiltMatcher : matcher
      load(workload, into: matcher)
      if judge !== matcher { load(workload, into: judge) }
      let (reader, judging) = (matcher.makeReader(), judge.makeReader())
      let parts = stride(from: 0, to: workload.eventCount, by: 20).map { $0..<min($0 + 20, workload.eventCount) }
      var kernel = PreparedKernel(parts: parts.map { work(judging, $0, workload) }) {
        work(reader, parts[$0], workload)
      }
      let bytes = max(matcher.bytes, 64)
      kernel.anchor = KernelAnchor("random access") { .accesses(inBytes: bytes, seed: seed) }
      kernel.footprint = KernelFootprint(Double(matcher.bytes) / Double(subscriptions), per: "subscription")
      return kernel
    }
  }

  private static func work(_ reader: any MatcherReader, _ events: Range<Int>, _ workload: MatchingWorkload)
    -> KernelWork
  {
    let values = workload.values.span
    var checksum = MatchChecksum()
    for event in events {
      reader.match(values.extracting(workload.valueRange(event)))
      checksum.add(reader.matches, of: event)
    }
    return KernelWork(operations: events.count, checksum: checksum.value)
  }

  private static func load(_ workload: MatchingWorkload, into matcher: any BuiltMatcher) {
    let all = workload.constraints.span
    for number in 0..<workload.subscriptionCount {
      _ = matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
    }
  }

  /// Subscriptions go and come again, so that the matcher is as it was; what it counts is the check.
  private static func changing(_ implementation: MatchingImplementation, _ recipe: WorkloadRecipe) -> Kernel {
    Kernel(
      "events.\(implementation.id).change-\(recipe.name.lowercased())",
      "\(implementation.id): subscriptions of workload \(recipe.name) are removed and inserted again",
      operation: "change", size: size
    ) { subscriptions, _ in
      let workload = recipe.workload(subscriptions: subscriptions)
      let matcher = implementation.make(workload)
      load(workload, into: matcher)
      let parts = stride(from: 0, to: subscriptions, by: 50).map { $0..<min($0 + 50, subscriptions) }
      return PreparedKernel(
        parts: parts.map {
          KernelWork(operations: 2 * $0.count, checksum: UInt64(subscriptions - $0.count) << 32 | UInt64(subscriptions))
        }
      ) { part in
        let all = workload.constraints.span
        for number in parts[part] { _ = matcher.remove(SubscriptionID(number)) }
        let fewer = matcher.count
        for number in parts[part] {
          _ = matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
        }
        return KernelWork(operations: 2 * parts[part].count, checksum: UInt64(fewer) << 32 | UInt64(matcher.count))
      }
    }
  }
}
