import CanonicalEncoding
import Randomness

/// Looks for states on which a declared symmetry is none.
///
/// A wrong symmetry either loses states or never ends; both look like an answer.
struct SymmetryTest<M: SymmetricModel> {
  let model: M

  init(_ model: M) { self.model = model }

  /// Tests states near the start and on a walk under renamings drawn at random, always the same.
  func run() throws(ModelError) {
    var generator = Xoshiro256StarStar(seed: 0x5EED)
    var scratch = ByteWriter()
    let starts = Set(model.initialStates.map { $0.key(writing: &scratch) })
    for state in model.initialStates {
      let permutation = draw(&generator)
      guard starts.contains(model.renaming(state, by: permutation).key(writing: &scratch)) else {
        throw .asymmetric("the initial state \(model.text(of: state)) has no counterpart under \(permutation)")
      }
    }
    for state in try model.reachableSample(nearby: 300, walk: 300, using: &generator) {
      for _ in 0..<3 { try test(state, draw(&generator), &scratch) }
    }
  }

  private func draw(_ generator: inout Xoshiro256StarStar) -> Permutation {
    Permutation(Array(0..<model.symmetricProcesses).shuffled(using: &generator))
  }

  private func test(_ state: M.State, _ permutation: Permutation, _ scratch: inout ByteWriter) throws(ModelError) {
    let renamed = model.renaming(state, by: permutation)
    func fail(_ finding: String) -> ModelError {
      .asymmetric("\(finding) in \(model.text(of: state)) renamed by \(permutation)")
    }
    guard model.renaming(renamed, by: permutation.inverse).key(writing: &scratch) == state.key(writing: &scratch) else {
      throw fail("a renaming cannot be undone")
    }
    guard
      model.canonical(renamed).state.key(writing: &scratch) == model.canonical(state).state.key(writing: &scratch)
    else { throw fail("the representative changes") }
    guard model.orbitSize(of: renamed) == model.orbitSize(of: state) else {
      throw fail("the size of the orbit changes")
    }
    guard model.isInScope(renamed) == model.isInScope(state) else { throw fail("the scope changes") }
    for property in model.properties where property.holds(renamed) != property.holds(state) {
      throw fail("'\(property.name)' changes")
    }
    try testSteps(state, renamed, permutation, fail, &scratch)
  }

  private struct Step: Hashable {
    let action: M.Action
    let key: UInt64
  }

  private func testSteps(
    _ state: M.State, _ renamed: M.State, _ permutation: Permutation, _ fail: (String) -> ModelError,
    _ scratch: inout ByteWriter
  ) throws(ModelError) {
    var counts: [Step: Int] = [:]
    for (action, successor) in try model.steps(of: state) {
      let key = model.renaming(successor, by: permutation).key(writing: &scratch)
      counts[Step(action: model.renaming(action, by: permutation), key: key), default: 0] += 1
    }
    for (action, successor) in try model.steps(of: renamed) {
      let step = Step(action: action, key: successor.key(writing: &scratch))
      guard let count = counts[step], count > 0 else { throw fail("\(action) has no counterpart") }
      counts[step] = count - 1
    }
    if let (step, _) = counts.first(where: { $0.value > 0 }) { throw fail("\(step.action) is lost") }
  }
}
