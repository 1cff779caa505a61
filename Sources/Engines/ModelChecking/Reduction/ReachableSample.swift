import CanonicalEncoding
import Randomness

extension Model {
  /// Some states that can be reached: the first in breadth-first order, and those on a seeded walk into the depth.
  func reachableSample(nearby: Int, walk: Int, using generator: inout Xoshiro256StarStar) throws(ModelError) -> [State]
  {
    var scratch = ByteWriter()
    var seen: Set<UInt64> = []
    var sample: [State] = []
    for state in initialStates where isInScope(state) && seen.insert(state.key(writing: &scratch)).inserted {
      if sample.count < nearby { sample.append(state) }
    }
    guard let start = sample.first else { return [] }
    var next = 0
    while next < sample.count, sample.count < nearby {
      for (_, successor) in try steps(of: sample[next])
      where isInScope(successor) && seen.insert(successor.key(writing: &scratch)).inserted { sample.append(successor) }
      next += 1
    }
    var here = start
    for _ in 0..<walk {
      let choices = try steps(of: here).filter { isInScope($0.state) }
      guard !choices.isEmpty else { break }
      here = choices[generator.below(choices.count)].state
      sample.append(here)
    }
    return sample
  }
}
