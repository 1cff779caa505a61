import ExactNumbers
import PropertyTesting
import Randomness
import Testing

@Suite("Generators")
struct GeneratorTests {
  /// Values of a generator over many cases.
  private func values<Value>(_ generator: Generator<Value>, cases: Int = 2000, seed: Seed = 1) -> [Value] {
    var values: [Value] = []
    var settings = CheckSettings(cases: cases, seed: seed)
    settings.tolerated = Set(HealthProblem.Kind.allCases)
    let report = PropertyCheck("test", generator, settings: settings) { value, _ in values.append(value) }.run()
    #expect(report.isGood)
    return values
  }

  @Test("integers stay in their range, reach its edges, and begin with the origin")
  func integers() {
    let bytes = values(.integer(in: Int8.min...Int8.max))
    #expect(bytes.first == 0)
    #expect(bytes.contains(-128) && bytes.contains(127) && bytes.contains(-1) && bytes.contains(1))
    let words = values(.integer(in: UInt64.min...UInt64.max))
    #expect(words.contains(.max) && words.contains { $0 < 16 } && words.contains { $0 > 1 << 62 })
    let ranged = values(.integer(in: 17...23, origin: 20))
    #expect(ranged.first == 20 && Set(ranged) == Set(17...23))
    #expect(values(.integer(in: -9 ... -4)).first == -4 && values(.integer(in: 4...9)).first == 4)
    #expect(values(.integer(in: 5...5), cases: 50) == Array(repeating: 5, count: 50))
    #expect(values(.integer(in: Int.min...Int.max)).contains(.min))
  }

  @Test("below is uniform", arguments: [2, 3, 7, 10, 100], 1...4 as ClosedRange<UInt64>)
  func uniformity(sides: Int, seed: UInt64) throws {
    var source = Source(Xoshiro256StarStar(seed: seed))
    var counts = Array(repeating: 0, count: sides)
    let draws = 4000
    for _ in 0..<draws { counts[try source.below(sides)] += 1 }
    let expected = Double(draws) / Double(sides)
    let statistic = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // The 99.99th percentile of chi-square by Wilson and Hilferty's approximation.
    let freedom = Double(sides - 1)
    let root = 1 - 2 / (9 * freedom) + 3.719 * (2 / (9 * freedom)).squareRoot()
    #expect(statistic < freedom * root * root * root)
  }

  @Test("a draw that is not uniform is noticed by that test")
  func biasIsNoticed() throws {
    var source = Source(Xoshiro256StarStar(seed: 1))
    var counts = [0, 0]
    for _ in 0..<4000 { counts[try source.coin(0.45) ? 1 : 0] += 1 }
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - 2000) * (Double($1) - 2000) / 2000 }
    #expect(statistic > 15.2)
  }

  @Test("doubles are finite unless special ones are asked for")
  func doubles() {
    let plain = values(.double())
    #expect(plain.allSatisfy(\.isFinite) && plain.first == 0)
    #expect(plain.contains { $0 < 0 } && plain.contains { $0 != $0.rounded() } && plain.contains { $0 == 1 })
    #expect(plain.contains { abs($0) > 1e100 } && plain.contains { $0 != 0 && abs($0) < 1e-100 })
    #expect(!plain.contains { $0 == 0 && $0.sign == .minus })
    let special = values(.double(including: .all))
    #expect(special.contains(.infinity) && special.contains(-.infinity) && special.contains(where: \.isNaN))
    #expect(special.contains { $0 == 0 && $0.sign == .minus })
    let ranged = values(.double(in: -2.5...1e300))
    #expect(
      ranged.allSatisfy { (-2.5...1e300).contains($0) } && ranged.contains { $0 < -1 } && ranged.contains { $0 > 1e299 }
    )
    #expect(values(.double(in: -0x1.fp1023...0x1.fp1023)).allSatisfy { $0.isFinite })
    #expect(values(.double(in: 0.25...0.75)).allSatisfy { (0.25...0.75).contains($0) })
  }

  @Test("a fraction shrinks to a simple one")
  func simpleDoubles() {
    func simplest(_ fails: @escaping (Double) -> Bool) -> Double? {
      PropertyCheck("test", .double(), settings: CheckSettings(cases: 5000)) { value, _ in
        if fails(value) { throw Rejected() }
      }.run().counterexample?.value
    }
    #expect(simplest { $0 > 3.7 } == 4)
    #expect(simplest { $0 != $0.rounded() } == 1.5)
    #expect(simplest { $0 < 0 } == -1)
    #expect(simplest { $0 > 0 && $0 < 0.3 } == 0.25)
  }
  struct Rejected: Error {}

  @Test("collections keep to their counts")
  func collections() {
    #expect(values(.array(of: .int, count: 3...5)).allSatisfy { (3...5).contains($0.count) })
    #expect(values(.array(of: .int)).contains { $0.count > 20 } && values(.array(of: .int)).contains([]))
    #expect(values(.array(of: .int, count: 0...0), cases: 20).allSatisfy { $0.isEmpty })
    let sets = values(.set(of: .integer(in: 0...9), count: 2...10))
    #expect(sets.allSatisfy { (2...10).contains($0.count) } && sets.contains { $0.count > 6 })
    let dictionaries = values(.dictionary(.integer(in: 0...9), .boolean(), count: 0...4))
    #expect(dictionaries.allSatisfy { $0.count <= 4 } && dictionaries.contains { $0.count == 4 })
    #expect(values(.sorted(of: .int)).allSatisfy { $0 == $0.sorted() })
    #expect(Set(values(.permutation(of: 0..<4))).count == 24)
    #expect(values(.permutation(of: 0..<4)).first == [0, 1, 2, 3])
    #expect(Set(values(.subset(of: 0..<4))).count == 16)
    #expect(values(.optional(.int)).contains(nil) && values(.optional(.int)).contains { $0 != nil })
    #expect(values(.bytes(count: 2...2)).allSatisfy { $0.count == 2 })
  }

  @Test("text is of the characters asked for")
  func text() {
    let plain = values(.string(of: .ascii))
    #expect(plain.allSatisfy { $0.allSatisfy { $0.isASCII } } && plain.contains { $0.contains("z") })
    #expect(values(.ascii).first == "a")
    let scalars = values(.string())
    #expect(scalars.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
    #expect(scalars.contains { $0.unicodeScalars.contains { $0.value < 0x20 } })
  }

  @Test("choices among generators follow their weights")
  func choosing() {
    let drawn = values(.frequency((9, .constant(1)), (1, .constant(2)), (0, .constant(3))), cases: 4000)
    let share = Double(drawn.count { $0 == 2 }) / 4000
    #expect(!drawn.contains(3) && (0.07...0.13).contains(share))
    #expect(Set(values(.oneOf(.constant("a"), .constant("b")))) == ["a", "b"])
    #expect(values(.element(of: ["x", "y"])).first == "x")
    enum Side: CaseIterable { case left, right }
    #expect(Set(values(Generator<Side>.anyCase)) == [.left, .right])
    #expect(values(.boolean(1), cases: 20).dropFirst().allSatisfy { $0 } && !values(.boolean(0)).contains(true))
  }

  @Test("fractions and graphs are what they say")
  func structures() {
    #expect(values(.rational()).contains { !$0.isInteger } && values(.rational()).first == Rational(0))
    for graph in values(.digraph(nodes: 0...6)) {
      #expect(
        graph.edges.allSatisfy { (0..<graph.nodeCount).contains($0.from) && (0..<graph.nodeCount).contains($0.to) })
    }
    #expect(values(.digraph(nodes: 3...3)).contains { $0.edges.count >= 6 })
    for tree in values(.tree(nodes: 1...12)) {
      #expect(tree.edges.count == tree.nodeCount - 1 && reached(in: tree) == tree.nodeCount)
    }
    for graph in values(.connected(nodes: 1...9)) {
      #expect(reached(in: graph) == graph.nodeCount)
      #expect(graph.edges.allSatisfy { edge in graph.edges.contains { ($0.from, $0.to) == (edge.to, edge.from) } })
    }
  }

  /// How many nodes a walk from the first meets.
  private func reached(in graph: Graph) -> Int {
    let successors = graph.successors
    var (seen, open): (Set<Int>, [Int]) = ([0], [0])
    while let node = open.popLast() {
      for next in successors[node] where seen.insert(next).inserted { open.append(next) }
    }
    return seen.count
  }

  @Test("recursion ends, and grows")
  func recursion() {
    func depth(_ text: String) -> Int {
      var (depth, deepest) = (0, 0)
      for character in text {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
        deepest = max(deepest, depth)
      }
      return deepest
    }
    let terms = Generator<String>.recursive(leaf: .constant("x"), nodes: 64) { smaller in
      Generator<[String]>.array(of: smaller, count: 1...4).map { "(" + $0.joined(separator: " ") + ")" }
    }
    let found = values(terms)
    #expect(found.first == "x" && found.allSatisfy { depth($0) <= 7 } && found.contains { depth($0) >= 5 })
  }

  @Test("the same choices lead to the same value", arguments: 1...20 as ClosedRange<UInt64>)
  func replays(seed: UInt64) throws {
    struct Bad: Error {}
    let generator = Generator<[[Double]]>.array(of: .array(of: .double(including: .all)))
    let report = PropertyCheck("test", generator, settings: CheckSettings(cases: 500, seed: Seed(seed))) { value, _ in
      if value.joined().count > 7 { throw Bad() }
    }.run()
    let found = try #require(report.counterexample)
    var settings = CheckSettings()
    settings.replaying = ChoiceString(found.choices.description)
    settings.shrinking = nil
    let again = PropertyCheck("test", generator, settings: settings) { _, _ in throw Bad() }.run()
    #expect(again.counterexample?.text == found.text)
  }
}
