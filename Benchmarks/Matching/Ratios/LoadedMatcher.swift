import Events
import Measuring

/// The adaptive matcher with all subscriptions of a workload.
struct LoadedMatcher: ~Copyable {
  let workload: MatchingWorkload
  let insertionsPerSecond: Double
  let removalsPerSecond: Double
  let bytes: Int
  private(set) var checksum = MatchChecksum()
  /// Those of the best pass.
  private(set) var nanosecondsPerEvent = Double.infinity
  private(set) var bytesPerEvent = 0.0
  private var matcher = AdaptiveMatcher()

  init(_ workload: MatchingWorkload) {
    self.workload = workload
    let all = workload.constraints.span
    let building = Stopwatch(.processor)
    for number in 0..<workload.subscriptionCount {
      matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
    }
    insertionsPerSecond = Double(workload.subscriptionCount) / building.seconds
    // Every tenth is taken out and put back.
    let some = stride(from: 0, to: workload.subscriptionCount, by: 10)
    let removing = Stopwatch(.processor)
    for number in some { matcher.remove(SubscriptionID(number)) }
    removalsPerSecond = Double((workload.subscriptionCount + 9) / 10) / removing.seconds
    for number in some {
      matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
    }
    bytes = matcher.bytes
  }

  var eventsPerSecond: Double { 1e9 / nanosecondsPerEvent }

  var matchesPerEvent: Double { Double(checksum.count) / Double(workload.eventCount) }

  /// Passes over the events, for about a second.
  mutating func measure() {
    let workload = workload
    let values = workload.values.span
    var matches: [SubscriptionID] = []
    let watch = Stopwatch(.processor)
    repeat {
      var scratch = matcher.makeScratch()
      var sum = MatchChecksum()
      let pass = Stopwatch(.processor)
      for event in 0..<workload.eventCount {
        matches.removeAll(keepingCapacity: true)
        matcher.match(values.extracting(workload.valueRange(event)), using: &scratch, into: &matches)
        sum.add(matches, of: event)
      }
      nanosecondsPerEvent = min(nanosecondsPerEvent, Double(pass.nanoseconds) / Double(workload.eventCount))
      bytesPerEvent = Double(scratch.bytesRead) / Double(workload.eventCount)
      checksum = sum
    } while watch.seconds < 1
  }
}
