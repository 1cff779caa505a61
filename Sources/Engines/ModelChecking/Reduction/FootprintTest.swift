import CanonicalEncoding
import Randomness

/// Looks for states in which actions that claim to be independent are not.
struct FootprintTest<M: FootprintModel> {
  let model: M

  init(_ model: M) { self.model = model }

  /// Tests all pairs of independent actions in states near the start and on a walk, always the same.
  func run() throws(ModelError) {
    var generator = Xoshiro256StarStar(seed: 0x5EED)
    var scratch = ByteWriter()
    for state in try model.reachableSample(nearby: 300, walk: 300, using: &generator) {
      let actions = try successors(of: state)
      for (first, ways) in actions {
        let footprint = model.footprint(of: first)
        for (second, _) in actions
        where second != first && footprint.isIndependent(of: model.footprint(of: second)) {
          let direct = try keys(after: ways, second, &scratch)
          let other = try keys(after: actions.first { $0.action == second }?.ways ?? [], first, &scratch)
          guard direct == other else {
            throw .dependent("the order of \(first) and \(second) matters in \(model.text(of: state))")
          }
        }
        // What an action may not touch must not become possible by it.
        for way in ways {
          for (third, _) in try successors(of: way)
          where footprint.isIndependent(of: model.footprint(of: third))
            && !actions.contains(where: { $0.action == third })
          {
            throw .dependent("\(first) makes \(third) possible in \(model.text(of: state))")
          }
        }
      }
    }
  }

  /// The actions possible in a state, each with all that it can lead to.
  private func successors(of state: M.State) throws(ModelError) -> [(action: M.Action, ways: [M.State])] {
    var all: [(action: M.Action, ways: [M.State])] = []
    for (action, successor) in try model.steps(of: state) {
      if let index = all.firstIndex(where: { $0.action == action }) {
        all[index].ways.append(successor)
      } else {
        all.append((action, [successor]))
      }
    }
    return all
  }

  /// The states that an action leads to from any of these; a state in which it is impossible counts, too.
  private func keys(
    after states: [M.State], _ action: M.Action, _ scratch: inout ByteWriter
  ) throws(ModelError) -> Set<UInt64?> {
    var keys: Set<UInt64?> = []
    for state in states {
      let ways = try model.steps(of: state).filter { $0.action == action }
      if ways.isEmpty { keys.insert(nil) }
      for (_, successor) in ways { keys.insert(successor.key(writing: &scratch)) }
    }
    return keys
  }
}
