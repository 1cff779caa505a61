import CanonicalEncoding
import Randomness

/// Looks, while orbits are searched, whether the declared symmetry holds where the search comes.
struct SymmetryWatch<M: SymmetricModel>: Sendable {
  private let model: M
  private let properties: [ModelProperty<M.State>]
  /// All renamings that change something, if they are few; else nil.
  private let renamings: [Permutation]?

  /// The renamings of four processes.
  private static var mostRenamings: Int { 24 }

  init(_ model: M) {
    self.model = model
    properties = model.properties
    let count = model.symmetricProcesses
    guard count <= 4 else {
      renamings = nil
      return
    }
    var all: [Permutation] = []
    Permutation.forEach(of: count, within: [Array(0..<count)]) { all.append($0) }
    renamings = all.filter { $0 != .identity(count) }
  }

  /// Asks the properties and the scope of a representative what they say of it renamed.
  func testQuestions(on state: M.State, _ scratch: inout ByteWriter) throws(ModelError) {
    let answers = properties.map { $0.holds(state) }
    let isInScope = model.isInScope(state)
    if let renamings {
      for renaming in renamings { try testQuestions(on: state, answers, isInScope, renaming) }
    } else {
      var names = Array(0..<model.symmetricProcesses)
      var generator = Xoshiro256StarStar(seed: state.key(writing: &scratch))
      for _ in 0..<Self.mostRenamings {
        names.permute(using: &generator)
        try testQuestions(on: state, answers, isInScope, Permutation(names))
      }
    }
  }

  private func testQuestions(
    on state: M.State, _ answers: [Bool], _ isInScope: Bool, _ renaming: Permutation
  ) throws(ModelError) {
    let renamed = model.renaming(state, by: renaming)
    guard model.isInScope(renamed) == isInScope else { throw failure("the scope", state, renaming) }
    for (property, answer) in zip(properties, answers) where property.holds(renamed) != answer {
      throw failure("'\(property.name)'", state, renaming)
    }
  }

  /// Compares a state that a step leads to with its representative: whether the search goes on there, and where to.
  func testSuccessor(
    _ state: M.State, _ representative: M.State, _ renaming: Permutation, _ scratch: inout ByteWriter
  ) throws(ModelError) {
    let isInScope = model.isInScope(state)
    guard model.isInScope(representative) == isInScope else { throw failure("the scope", state, renaming) }
    if isInScope, state.key(writing: &scratch) & 63 == 0 {
      try SymmetryTest(model).testSteps(of: state, renaming, &scratch)
    }
  }

  private func failure(_ what: String, _ state: M.State, _ renaming: Permutation) -> ModelError {
    .asymmetric("\(what) changes in \(model.text(of: state)) renamed by \(renaming)")
  }
}
