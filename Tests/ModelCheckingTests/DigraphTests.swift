import ModelChecking
import Randomness
import Testing

/// A model that is a small digraph: state = node, with a class for each step.
struct Digraph: Model {
  struct State: PackedState {
    var bits: UInt64
  }
  struct Step: Hashable, Sendable, CustomStringConvertible {
    let target: Int
    let actionClass: Int
    var description: String { "to \(target)" }
  }

  var steps: [[Step]]
  var initial = [0]
  var actionClasses: [String] = ["0", "1"]
  var fairness: [Fairness] = []
  var properties: [ModelProperty<State>] = []

  var initialStates: [State] { initial.map { State(bits: UInt64($0)) } }
  func forEachSuccessor(of state: State, _ visit: (Step, State) -> Bool) {
    for step in steps[Int(state.bits)] where !visit(step, State(bits: UInt64(step.target))) { return }
  }
  func actionClass(of action: Step) -> Int { action.actionClass }

  /// The graph with these edges, numbered target first: bit `size * source + target`.
  init(size: Int, edges: Int, classes: Int = 0) {
    steps = (0..<size).map { source in
      (0..<size).filter { edges >> (size * source + $0) & 1 == 1 }.map { target in
        Step(target: target, actionClass: classes >> (size * source + target) & 1)
      }
    }
  }

  /// A run that never enters a marked node exists from one of `starts`: found by looking at every set of nodes that a run could
  /// visit forever, with nothing of the checker's method.
  func hasFairRun(from starts: [Int], avoiding marked: Set<Int>) -> Bool {
    var reached = Set(starts).subtracting(marked)
    for _ in steps.indices {
      for node in reached { reached.formUnion(steps[node].map(\.target).filter { !marked.contains($0) }) }
    }
    if reached.contains(where: { steps[$0].isEmpty }) { return true }
    return (1..<(1 << steps.count)).contains { bits in
      let nodes = steps.indices.filter { bits >> $0 & 1 == 1 }
      return reached.isSuperset(of: nodes) && canStayFairly(in: Set(nodes))
    }
  }

  private func canStayFairly(in nodes: Set<Int>) -> Bool {
    let inner = nodes.flatMap { node in steps[node].filter { nodes.contains($0.target) }.map { (node, $0) } }
    guard !inner.isEmpty else { return false }
    // Every node reaches every other along inner steps.
    for start in nodes {
      var reached: Set<Int> = []
      for _ in 0...nodes.count {
        for (source, step) in inner where source == start || reached.contains(source) { reached.insert(step.target) }
      }
      if reached != nodes { return false }
    }
    func isEnabled(_ actionClass: Int, _ node: Int) -> Bool {
      steps[node].contains { $0.actionClass == actionClass && $0.target != node }
    }
    return fairness.allSatisfy { assumption in
      let isTaken = inner.contains { $1.actionClass == assumption.actionClass && $0 != $1.target }
      switch assumption.strength {
      case .weak: return isTaken || !nodes.allSatisfy { isEnabled(assumption.actionClass, $0) }
      case .strong: return isTaken || !nodes.contains { isEnabled(assumption.actionClass, $0) }
      }
    }
  }
}

@Suite("Properties of runs, against every digraph of up to four nodes")
struct DigraphTests {
  /// Checks a property, and that a counterexample is what it claims to be.
  private func isViolated(_ model: Digraph, avoiding marked: Set<Int>, owedAt owed: Set<Int>? = nil) throws -> Bool {
    let report = try Checker(model).run()
    guard case .violated(_, let trace) = report.verdict else { return false }
    let cycleStart = try #require(trace.cycleStart)
    let nodes = (0...trace.steps.count).map { Int(trace.state(after: $0).bits) }
    let owedFrom = owed.map { owed in nodes.indices.last { $0 <= cycleStart && owed.contains(nodes[$0]) } ?? -1 } ?? 0
    try #require(owedFrom >= 0)
    #expect(nodes[owedFrom...].allSatisfy { !marked.contains($0) })
    if trace.steps.count == cycleStart {
      #expect(model.steps[nodes[cycleStart]].isEmpty)
    } else {
      #expect(nodes.last == nodes[cycleStart])
      let cycle = Set(nodes[cycleStart...])
      for assumption in model.fairness {
        func isEnabled(_ node: Int) -> Bool {
          model.steps[node].contains { $0.actionClass == assumption.actionClass && $0.target != node }
        }
        let isTaken = zip(nodes[cycleStart...], trace.steps[cycleStart...]).contains {
          $1.action.actionClass == assumption.actionClass && $0 != Int($1.state.bits)
        }
        let owes = assumption.strength == .weak ? cycle.allSatisfy(isEnabled) : cycle.contains(where: isEnabled)
        #expect(isTaken || !owes, "\(model) \(nodes)")
      }
    }
    return true
  }

  private func marks(_ bits: Int, _ size: Int) -> Set<Int> { Set((0..<size).filter { bits >> $0 & 1 == 1 }) }

  @Test("eventually, without fairness: all 16 + 512 digraphs of two and three nodes with every marking")
  func eventuallySmall() throws {
    for size in 1...3 {
      for edges in 0..<(1 << (size * size)) {
        for bits in 0..<(1 << size) {
          let marked = marks(bits, size)
          var model = Digraph(size: size, edges: edges)
          model.properties = [.eventually("marked") { marked.contains(Int($0.bits)) }]
          let expected = model.hasFairRun(from: [0], avoiding: marked)
          #expect(
            try isViolated(model, avoiding: marked) == expected, "\(size) nodes, edges \(edges), marked \(marked)")
        }
      }
    }
  }

  @Test("eventually, without fairness: all 65,536 digraphs of four nodes")
  func eventuallyLarge() throws {
    var violated = 0
    for edges in 0..<(1 << 16) {
      let marked = marks((edges &* 40_503 >> 9) % 8 << 1, 4)
      var model = Digraph(size: 4, edges: edges)
      model.properties = [.eventually("marked") { marked.contains(Int($0.bits)) }]
      let expected = model.hasFairRun(from: [0], avoiding: marked)
      #expect(try isViolated(model, avoiding: marked) == expected, "edges \(edges), marked \(marked)")
      violated += expected ? 1 : 0
    }
    #expect((10_000...60_000).contains(violated))
  }

  @Test(
    "eventually and leads-to under weak and strong fairness: 40,000 digraphs of four nodes with two classes of steps")
  func fairness() throws {
    var generator = Xoshiro256StarStar(seed: 3)
    var violated = 0
    let assumptions: [[Fairness]] = [
      [.weak(0)], [.strong(0)], [.weak(0), .weak(1)], [.strong(0), .strong(1)], [.weak(0), .strong(1)],
    ]
    for number in 0..<40_000 {
      let size = 3 + number % 2
      // Sparse graphs have more to them.
      let edges =
        Int(truncatingIfNeeded: generator.next() & (number % 3 == 0 ? ~0 : generator.next())) & (1 << (size * size) - 1)
      var model = Digraph(size: size, edges: edges, classes: generator.below(1 << 16))
      model.fairness = assumptions[number % assumptions.count]
      let marked = marks(generator.below(1 << size) & generator.below(1 << size), size)
      var expected: Bool
      let found: Bool
      if number % 2 == 0 {
        model.properties = [.eventually("marked") { marked.contains(Int($0.bits)) }]
        expected = model.hasFairRun(from: [0], avoiding: marked)
        found = try isViolated(model, avoiding: marked)
      } else {
        let owed = marks(generator.below(1 << size), size)
        model.properties = [
          .leadsTo("owed to marked", from: { owed.contains(Int($0.bits)) }, to: { marked.contains(Int($0.bits)) })
        ]
        var reached: Set<Int> = [0]
        for _ in 0..<size { for node in reached { reached.formUnion(model.steps[node].map(\.target)) } }
        expected = model.hasFairRun(from: Array(reached.intersection(owed)), avoiding: marked)
        found = try isViolated(model, avoiding: marked, owedAt: owed)
      }
      #expect(found == expected, "\(number): \(model.steps) \(model.fairness) \(marked)")
      violated += expected ? 1 : 0
    }
    #expect((4_000...36_000).contains(violated), "\(violated)")
  }

  @Test("always possible: 65,536 digraphs of four nodes against plain reachability")
  func alwaysPossible() throws {
    var violated = 0
    for edges in 0..<(1 << 16) {
      let goals = marks(1 + edges % 15, 4)
      var model = Digraph(size: 4, edges: edges)
      model.properties = [.alwaysPossible("goal") { goals.contains(Int($0.bits)) }]
      func reach(_ start: Int) -> Set<Int> {
        var reached: Set<Int> = [start]
        for _ in 0..<4 { for node in reached { reached.formUnion(model.steps[node].map(\.target)) } }
        return reached
      }
      let lost = reach(0).filter { reach($0).isDisjoint(with: goals) }
      switch try Checker(model).run().verdict {
      case .holds: #expect(lost.isEmpty)
      case .violated(_, let trace):
        #expect(lost.contains(Int(trace.last.bits)))
        violated += 1
      default: Issue.record("\(edges)")
      }
    }
    #expect((5_000...60_000).contains(violated))
  }

  @Test("the trap of eventually: a counterexample that ends in a cycle, not in a last state")
  func cycle() throws {
    // 0 -> 2 -> 4 -> 2 never gets to an odd number.
    var model = Digraph(size: 5, edges: 0)
    func edge(_ target: Int) -> Digraph.Step { Digraph.Step(target: target, actionClass: 0) }
    model.steps[0] = [edge(2)]
    model.steps[2] = [edge(4)]
    model.steps[4] = [edge(2)]
    model.properties = [.eventually("odd") { $0.bits % 2 == 1 }]
    guard case .violated("odd", let trace) = try Checker(model).run().verdict else {
      Issue.record("the cycle was missed")
      return
    }
    #expect((0...trace.steps.count).map { trace.state(after: $0).bits } == [0, 2, 4, 2])
    #expect(trace.cycleStart == 1)
  }

  @Test("the trap of eventually: a path that joins one on which the property was true already")
  func join() throws {
    // 0 -> 1 -> 3 and 0 -> 2 -> 3: whoever comes through 1 has seen an odd number, whoever comes through 2 has not; 4 is the end.
    var model = Digraph(size: 5, edges: 0)
    func edge(_ target: Int) -> Digraph.Step { Digraph.Step(target: target, actionClass: 0) }
    for order in [[1, 2], [2, 1]] {
      model.steps[0] = order.map(edge)
      model.steps[1] = [edge(4)]
      model.steps[2] = [edge(4)]
      model.properties = [.eventually("odd") { $0.bits % 2 == 1 }]
      guard case .violated("odd", let trace) = try Checker(model).run().verdict else {
        Issue.record("the path through 2 was missed")
        continue
      }
      #expect((0...trace.steps.count).map { trace.state(after: $0).bits } == [0, 2, 4])
      #expect(trace.cycleStart == 2)
    }
  }

  @Test("a premise that is never true makes its property vacuous, and the report says so")
  func vacuous() throws {
    var model = Digraph(size: 2, edges: 0b0110)
    model.properties = [.leadsTo("never owed", from: { $0.bits > 5 }, to: { _ in false })]
    let report = try Checker(model).run()
    guard case .holds = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(report.vacuous == ["never owed"] && report.neverEnabled == ["1"])
  }
}
