import CanonicalEncoding
import Randomness

extension Model {
  /// Some states that can be reached: the first in breadth-first order, and those on seeded walks into the depth; fewer if time ends.
  func reachableSample(
    nearby: Int, walk: Int, using generator: inout Xoshiro256StarStar, within time: inout TestTime
  ) throws(ModelError) -> [State] {
    var scratch = ByteWriter()
    var seen: Set<UInt64> = []
    var sample: [State] = []
    let starts = initialStates.filter { isInScope($0) }
    for state in starts where sample.count < nearby && seen.insert(state.key(writing: &scratch)).inserted {
      sample.append(state)
    }
    guard !starts.isEmpty else { return [] }
    var next = 0
    while next < sample.count, sample.count < nearby, time.allows(8) {
      for (_, successor) in try steps(of: sample[next])
      where isInScope(successor) && seen.insert(successor.key(writing: &scratch)).inserted { sample.append(successor) }
      next += 1
    }
    var here = starts[generator.below(starts.count)]
    for _ in 0..<walk where time.allows(8) {
      let choices = try steps(of: here).filter { isInScope($0.state) }
      // A walk that has come to an end begins anew.
      here = choices.isEmpty ? starts[generator.below(starts.count)] : choices[generator.below(choices.count)].state
      if seen.insert(here.key(writing: &scratch)).inserted { sample.append(here) }
    }
    return sample
  }
}

/// What a test of a declaration may use of a search's time.
struct TestTime {
  private let clock: SearchClock
  private var work = 0
  /// The limit that ended the test; nil if none did.
  private(set) var ending: SearchLimits.Kind?

  init(_ clock: SearchClock) { self.clock = clock }

  /// Counts work in renamings, or whatever takes about as long, and looks at the clock every few thousand; false when the test must end.
  mutating func allows(_ amount: Int) -> Bool {
    work += amount
    if work >= 4096, ending == nil {
      work = 0
      ending = clock.ending
    }
    return ending == nil
  }
}
