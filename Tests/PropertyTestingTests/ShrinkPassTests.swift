import PropertyTesting
import Randomness
import Testing

/// Each pass alone, from a case that it alone has to make simpler: a fault in a pass shows as another end of its row.
@Suite("Passes of the shrinker")
struct ShrinkPassTests {
  struct Wrong: Error {}

  /// A failing case, and what one pass makes of it.
  struct Row: CustomTestStringConvertible, Sendable {
    let pass: ShrinkPass
    let before: String
    let after: String
    let run: @Sendable (_ passes: [ShrinkPass]) -> CheckReport<Any>
    var testDescription: String { "\(pass.rawValue): \(before) -> \(after)" }

    init<Value>(
      _ pass: ShrinkPass, _ generator: Generator<Value>, _ script: [UInt64], _ before: String, _ after: String,
      fails: @escaping @Sendable (Value) -> Bool
    ) {
      (self.pass, self.before, self.after) = (pass, before, after)
      run = { passes in
        var settings = CheckSettings()
        settings.replaying = ChoiceString(script)
        settings.passes = passes
        return PropertyCheck("test", generator.map { $0 as Any }, settings: settings) { value, _ in
          if let value = value as? Value, fails(value) { throw Wrong() }
        }.run()
      }
    }
  }

  static let digits = Generator<Int>.integer(in: 0...9)
  static let pairs = Generator<[(Int, Int)]>.array(of: .tuple(digits, digits), count: 3...3)
  static let counted = Generator<Int>.integer(in: 1...9).flatMap { .array(of: digits, count: $0...$0) }
  indirect enum Tree: Sendable {
    case leaf(Int)
    case node(Tree, Tree)
    var leaves: [Int] {
      switch self {
      case .leaf(let number): [number]
      case .node(let left, let right): left.leaves + right.leaves
      }
    }
  }
  static let trees = Generator<Tree>.recursive(leaf: digits.map(Tree.leaf)) { smaller in
    Generator<(Tree, Tree)>.tuple(smaller, smaller).map { Tree.node($0.0, $0.1) }
  }

  static let rows = [
    Row(
      .deleteSpans, .array(of: digits), [1, 3, 1, 1, 1, 4, 1, 9, 1, 2, 1, 6, 0], "[3, 1, 4, 9, 2, 6]", "[9]"
    ) { $0.contains(9) },
    Row(
      .deleteChoices, .array(of: .array(of: digits)), [1, 1, 0, 0, 1, 1, 0, 0, 0], "[[0], [0]]", "[[0, 0]]"
    ) { $0.map(\.count).reduce(0, +) >= 2 },
    Row(
      .replaceByPart, trees, [1, 0, 1, 1, 0, 7, 0, 2], ".node(.leaf(1), .node(.leaf(7), .leaf(2)))", ".leaf(7)"
    ) { $0.leaves.contains(7) },
    Row(
      .simplifySpans, pairs, [3, 3, 5, 5, 4, 4], "[(3, 3), (5, 5), (4, 4)]", "[(0, 0), (5, 5), (0, 0)]"
    ) { pairs in pairs.allSatisfy { $0.0 == $0.1 } && pairs.contains { $0.0 == 5 } },
    Row(.minimise, .integer(in: 0...1000), [900], "900", "137") { $0 >= 137 },
    Row(.minimise, .integer(in: -1000...1000), [100], "-900", "137") { abs($0) >= 137 },
    Row(.minimise, .integer(in: 0...1000), [900], "900", "6") { $0 == 900 || $0 == 6 },
    Row(
      .lowerTogether, .tuple(.integer(in: 0...999), .integer(in: 0...999)), [700, 700], "(700, 700)", "(10, 10)"
    ) { $0.0 == $0.1 && $0.0 >= 10 },
    Row(
      .lowerTogether, .tuple(.integer(in: 0...999), .integer(in: 0...999)), [701, 700], "(701, 700)", "(11, 10)"
    ) { $0.0 == $0.1 + 1 && $0.0 > 10 },
    Row(.lowerAndDelete, counted, [3, 1, 2, 9, 3], "[1, 2, 9, 3]", "[9]") { $0.contains(9) },
    Row(
      .deleteAndRenumber, .array(of: digits), [1, 0, 1, 0, 1, 3, 1, 2, 0], "[0, 0, 3, 2]", "[1, 0]"
    ) { list in list.indices.contains { list[$0] != $0 && list.indices.contains(list[$0]) && list[list[$0]] == $0 } },
    Row(.sortSiblings, .array(of: digits), [1, 3, 1, 1, 1, 2, 0], "[3, 1, 2]", "[1, 2, 3]") {
      Set($0) == [1, 2, 3]
    },
    Row(.redistribute, .tuple(.integer(in: 0...100), .integer(in: 0...100)), [60, 40], "(60, 40)", "(0, 100)") {
      $0.0 + $0.1 == 100
    },
    Row(.resample, .tuple(.integer(in: 0...7), .integer(in: 0...7)), [6, 5], "(6, 5)", "(1, 2)") {
      $0 == (6, 5) || $0 == (1, 2)
    },
  ]

  @Test("does what it is for", arguments: rows)
  func alone(row: Row) {
    #expect(row.run([row.pass]).counterexample?.text == row.after)
  }

  @Test("a row notices when its pass does nothing", arguments: rows)
  func noticed(row: Row) {
    #expect(row.run([]).counterexample?.text == row.before)
  }

  @Test("every pass has a row")
  func complete() {
    #expect(Set(Self.rows.map(\.pass)) == Set(ShrinkPass.allCases))
  }

  @Test("all passes together reach at least what one does, and no pass makes a case less simple", arguments: rows)
  func together(row: Row) throws {
    let alone = try #require(row.run([row.pass]).counterexample)
    let together = try #require(row.run(ShrinkPass.allCases).counterexample)
    #expect(together.choices.values.count <= alone.choices.values.count)
  }
}
