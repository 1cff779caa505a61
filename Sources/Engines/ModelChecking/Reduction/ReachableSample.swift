import CanonicalEncoding
import Randomness

extension Model {
  /// Some states that can be reached: the first in breadth-first order, and those on seeded walks into the depth.
  func reachableSample(nearby: Int, walk: Int, using generator: inout Xoshiro256StarStar) throws(ModelError) -> [State]
  {
    var scratch = ByteWriter()
    var seen: Set<UInt64> = []
    var sample: [State] = []
    let starts = initialStates.filter { isInScope($0) }
    for state in starts where sample.count < nearby && seen.insert(state.key(writing: &scratch)).inserted {
      sample.append(state)
    }
    guard !starts.isEmpty else { return [] }
    var next = 0
    while next < sample.count, sample.count < nearby {
      for (_, successor) in try steps(of: sample[next])
      where isInScope(successor) && seen.insert(successor.key(writing: &scratch)).inserted { sample.append(successor) }
      next += 1
    }
    var here = starts[generator.below(starts.count)]
    for _ in 0..<walk {
      let choices = try steps(of: here).filter { isInScope($0.state) }
      // A walk that has come to an end begins anew.
      here = choices.isEmpty ? starts[generator.below(starts.count)] : choices[generator.below(choices.count)].state
      if seen.insert(here.key(writing: &scratch)).inserted { sample.append(here) }
    }
    return sample
  }
}
