import Events
import Foundation
import Measuring
import Synchronization

/// Readers that match at the same time, and one beside a writer.
struct ConcurrentReaders {
  /// The events of two readers over those of one.
  let speedUp: Double
  /// The nanoseconds that 99 of 100 events do not exceed, without and with a writer that replaces subscriptions all the time.
  let p99Alone: Double
  let p99BesideWriter: Double

  init(_ workload: MatchingWorkload) {
    let shared = SharedMatcher { AdaptiveMatcher() }
    shared.update { matcher in
      let all = workload.constraints.span
      for number in 0..<workload.subscriptionCount {
        matcher.insert(all.extracting(workload.constraintRange(number)), as: SubscriptionID(number))
      }
    }
    let passes = Self.passes(shared, workload)
    let one = Self.events(of: 1, passes: passes, shared, workload)
    let two = Self.events(of: 2, passes: passes, shared, workload)
    speedUp = two / one
    p99Alone = Self.p99(shared, workload)
    let isOver = Mutex(false)
    let writer = DispatchGroup()
    DispatchQueue.global().async(group: writer) {
      var number = 0
      while !isOver.withLock({ $0 }) {
        shared.update { matcher in
          let all = workload.constraints.span
          for id in number..<number + 64 {
            let id = id % workload.subscriptionCount
            matcher.remove(SubscriptionID(id))
            matcher.insert(all.extracting(workload.constraintRange(id)), as: SubscriptionID(id))
          }
        }
        number += 64
      }
    }
    p99BesideWriter = Self.p99(shared, workload)
    isOver.withLock { $0 = true }
    writer.wait()
  }

  /// Passes of one reader that take about half a second.
  private static func passes(_ shared: SharedMatcher<AdaptiveMatcher>, _ workload: MatchingWorkload) -> Int {
    let watch = Stopwatch()
    read(shared, workload, passes: 1)
    return max(1, Int(0.5 / watch.seconds))
  }

  /// Events that so many threads match in a second, the best of five.
  private static func events(
    of threads: Int, passes: Int, _ shared: SharedMatcher<AdaptiveMatcher>, _ workload: MatchingWorkload
  ) -> Double {
    var best = 0.0
    for _ in 0..<5 {
      let watch = Stopwatch()
      DispatchQueue.concurrentPerform(iterations: threads) { _ in read(shared, workload, passes: passes) }
      best = max(best, Double(threads * passes * workload.eventCount) / watch.seconds)
    }
    return best
  }

  private static func read(_ shared: SharedMatcher<AdaptiveMatcher>, _ workload: MatchingWorkload, passes: Int) {
    var reader = shared.makeReader()
    var matches: [SubscriptionID] = []
    let values = workload.values.span
    for _ in 0..<passes {
      for event in 0..<workload.eventCount {
        matches.removeAll(keepingCapacity: true)
        reader.match(values.extracting(workload.valueRange(event)), into: &matches)
      }
    }
    blackHole(matches)
  }

  private static func p99(_ shared: SharedMatcher<AdaptiveMatcher>, _ workload: MatchingWorkload) -> Double {
    var reader = shared.makeReader()
    var matches: [SubscriptionID] = []
    var times: [Double] = []
    let values = workload.values.span
    for _ in 0..<5 {
      for event in 0..<workload.eventCount {
        matches.removeAll(keepingCapacity: true)
        let watch = Stopwatch()
        reader.match(values.extracting(workload.valueRange(event)), into: &matches)
        times.append(Double(watch.nanoseconds))
      }
    }
    return Sample(times).quantile(0.99)
  }
}
