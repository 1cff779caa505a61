import CanonicalEncoding
import Randomness

/// Looks for states in which actions that claim to be independent are not.
struct FootprintTest<M: FootprintModel> {
  /// An action that a state allows, and all that it can lead to.
  private struct Choice {
    let action: M.Action
    var ways: [M.State]
    var keys: Set<UInt64>
    /// Beyond the scope a model need not make sense, and a search does not go there.
    var staysInScope: Bool
  }

  private let model: M

  init(_ model: M) { self.model = model }

  /// Tests all pairs of independent actions in states near the start and on walks, always the same.
  ///
  /// - Returns: the limit that ended the test; nil if none did.
  func run(until clock: SearchClock) throws(ModelError) -> SearchLimits.Kind? {
    var generator = Xoshiro256StarStar(seed: 0x5EED)
    var time = TestTime(clock)
    var scratch = ByteWriter()
    for state in try model.reachableSample(nearby: 300, walk: 300, using: &generator, within: &time) {
      guard time.allows(1) else { break }
      try test(state, &time, &scratch)
    }
    return time.ending
  }

  private func test(_ state: M.State, _ time: inout TestTime, _ scratch: inout ByteWriter) throws(ModelError) {
    let choices = try choices(of: state, &scratch).filter(\.staysInScope)
    let footprints = choices.map { model.footprint(of: $0.action) }
    // What is possible after each way that each action can go.
    var after: [[[Choice]]] = []
    for choice in choices {
      var ways: [[Choice]] = []
      for way in choice.ways {
        guard time.allows(1) else { return }
        ways.append(try self.choices(of: way, &scratch))
      }
      after.append(ways)
    }
    let possible = Set(try model.steps(of: state).map(\.action))
    for (index, first) in choices.enumerated() {
      for way in after[index] {
        for third in way where !possible.contains(third.action) {
          guard !footprints[index].isIndependent(of: model.footprint(of: third.action)) else {
            throw .dependent("\(first.action) makes \(third.action) possible in \(model.text(of: state))")
          }
        }
      }
      for other in choices.indices where other != index && footprints[index].isIndependent(of: footprints[other]) {
        let second = choices[other].action
        guard let direct = keys(of: second, after[index]) else {
          throw .dependent("\(first.action) makes \(second) impossible in \(model.text(of: state))")
        }
        guard other < index || direct == keys(of: first.action, after[other]) ?? direct else {
          throw .dependent("the order of \(first.action) and \(second) matters in \(model.text(of: state))")
        }
      }
    }
  }

  /// The actions possible in a state.
  private func choices(of state: M.State, _ scratch: inout ByteWriter) throws(ModelError) -> [Choice] {
    var all: [Choice] = []
    for (action, successor) in try model.steps(of: state) {
      let key = successor.key(writing: &scratch)
      let staysInScope = model.isInScope(successor)
      if let index = all.firstIndex(where: { $0.action == action }) {
        if all[index].keys.insert(key).inserted { all[index].ways.append(successor) }
        all[index].staysInScope = all[index].staysInScope && staysInScope
      } else {
        all.append(Choice(action: action, ways: [successor], keys: [key], staysInScope: staysInScope))
      }
    }
    return all
  }

  /// All that an action can lead to after these ways; nil if it is impossible after one of them.
  private func keys(of action: M.Action, _ ways: [[Choice]]) -> Set<UInt64>? {
    var keys: Set<UInt64> = []
    for choices in ways {
      guard let choice = choices.first(where: { $0.action == action }) else { return nil }
      keys.formUnion(choice.keys)
    }
    return keys
  }
}
