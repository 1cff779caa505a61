import CanonicalEncoding
import Randomness

/// Looks for states on which a declared symmetry is none.
///
/// A wrong symmetry either loses states or never ends; both look like an answer.
struct SymmetryTest<M: SymmetricModel> {
  let model: M

  init(_ model: M) { self.model = model }

  /// Tests states near the start and on a walk under renamings drawn at random, always the same.
  ///
  /// - Returns: the limit that ended the test; nil if none did.
  func run(until clock: SearchClock) throws(ModelError) -> SearchLimits.Kind? {
    var generator = Xoshiro256StarStar(seed: 0x5EED)
    var time = TestTime(clock)
    var scratch = ByteWriter()
    let starts = Set(model.initialStates.map { $0.key(writing: &scratch) })
    // Exchanges of neighbours make up all renamings.
    for state in model.initialStates {
      for process in 0..<max(model.symmetricProcesses - 1, 0) {
        var names = Array(0..<model.symmetricProcesses)
        names.swapAt(process, process + 1)
        let permutation = Permutation(names)
        guard starts.contains(model.renaming(state, by: permutation).key(writing: &scratch)) else {
          throw .asymmetric("the initial state \(model.text(of: state)) has no counterpart under \(permutation)")
        }
      }
    }
    let sample = try model.reachableSample(nearby: 300, walk: 300, using: &generator, within: &time)
    // What is wrong with the renaming itself explains more than the steps that it spoils.
    for state in sample {
      // For each renaming two representatives and the sizes of two orbits.
      guard time.allows(try 3 * 4 * model.arrangements(of: state)) else { return time.ending }
      for _ in 0..<3 { try testRenaming(of: state, draw(&generator), then: draw(&generator), &scratch) }
    }
    for state in sample where time.allows(3) {
      for _ in 0..<3 { try testSteps(of: state, draw(&generator), &scratch) }
    }
    return time.ending
  }

  /// A renaming that changes something, if there is one.
  private func draw(_ generator: inout Xoshiro256StarStar) -> Permutation {
    let names = Array(0..<model.symmetricProcesses)
    while true {
      let images = names.shuffled(using: &generator)
      if images != names || names.count < 2 { return Permutation(images) }
    }
  }

  private func testRenaming(
    of state: M.State, _ permutation: Permutation, then other: Permutation, _ scratch: inout ByteWriter
  ) throws(ModelError) {
    let renamed = model.renaming(state, by: permutation)
    func fail(_ finding: String) -> ModelError { failure(finding, state, permutation) }
    guard model.renaming(renamed, by: permutation.inverse).key(writing: &scratch) == state.key(writing: &scratch) else {
      throw fail("a renaming cannot be undone")
    }
    guard
      model.renaming(renamed, by: other).key(writing: &scratch)
        == model.renaming(state, by: permutation.then(other)).key(writing: &scratch)
    else { throw fail("two renamings differ from both in one") }
    for process in 0..<model.symmetricProcesses
    where model.signature(of: permutation[process], in: renamed) != model.signature(of: process, in: state) {
      throw fail("the signature of process \(process) changes")
    }
    if model.signaturesTellAll { try testEquals(state, &scratch) }
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
  }

  private func failure(_ finding: String, _ state: M.State, _ permutation: Permutation) -> ModelError {
    .asymmetric("\(finding) in \(model.text(of: state)) renamed by \(permutation)")
  }

  /// Processes of which the signatures tell the same can change names, if these tell all.
  private func testEquals(_ state: M.State, _ scratch: inout ByteWriter) throws(ModelError) {
    let key = state.key(writing: &scratch)
    let names = Array(0..<model.symmetricProcesses)
    let signatures = names.map { model.signature(of: $0, in: state) }
    for process in names {
      guard let equal = names[..<process].last(where: { signatures[$0] == signatures[process] }) else { continue }
      var exchanged = names
      exchanged.swapAt(process, equal)
      guard model.renaming(state, by: Permutation(exchanged)).key(writing: &scratch) == key else {
        throw .asymmetric(
          "the signatures of processes \(equal) and \(process) do not tell all in \(model.text(of: state))")
      }
    }
  }

  private struct Step: Hashable {
    let action: M.Action
    let key: UInt64
  }

  func testSteps(
    of state: M.State, _ permutation: Permutation, _ scratch: inout ByteWriter
  ) throws(ModelError) {
    var counts: [Step: Int] = [:]
    for (action, successor) in try model.steps(of: state) {
      let key = model.renaming(successor, by: permutation).key(writing: &scratch)
      counts[Step(action: model.renaming(action, by: permutation), key: key), default: 0] += 1
    }
    for (action, successor) in try model.steps(of: model.renaming(state, by: permutation)) {
      let step = Step(action: action, key: successor.key(writing: &scratch))
      guard let count = counts[step], count > 0 else {
        throw failure("\(action) has no counterpart", state, permutation)
      }
      counts[step] = count - 1
    }
    if let (step, _) = counts.first(where: { $0.value > 0 }) {
      throw failure("\(step.action) is lost", state, permutation)
    }
  }
}
