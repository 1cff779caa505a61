import Conformance
import ModelChecking
import Testing

@Suite("Small models as graphs")
struct DotTests {
  @Test("initial states are bold, ends double, broken ones red, and steps between the same states share an arrow")
  func graph() throws {
    var model = Digraph(size: 3, edges: 0b000_111_010)
    model.steps[0].append(Digraph.Step(target: 1, actionClass: 1))
    model.properties = [.always("not two") { $0.bits != 2 }, .sometimes("two") { $0.bits == 2 }]
    #expect(
      try Checker(model).dot() == """
        digraph states {
          node [shape=box, style=filled, fillcolor=white]
          s0 [label="bits = 0", penwidth=3]
          s1 [label="bits = 1"]
          s2 [label="bits = 2\\n✗ not two", peripheries=2, fillcolor="#f4b6b6"]
          s0 -> s1 [label="to 1"]
          s1 -> s0 [label="to 0"]
          s1 -> s1 [label="to 1"]
          s1 -> s2 [label="to 2"]
        }

        """)
  }

  @Test("different actions between the same states are lines of one label; steps out of scope end in a dot")
  func arrows() throws {
    let jugs = try Checker(WaterJugs()).dot()
    // Both jugs are empty: there is nothing to empty or to pour.
    #expect(jugs.contains("  s0 -> s0 [label=\"emptySmall\\nemptyBig\\nsmallToBig\\nbigToSmall\"]\n"))
    #expect(jugs.split(separator: "\n").filter { $0.contains("label=\"small = ") }.count == 16)
    #expect(!jugs.contains("beyond"))
    let scoped = try Checker(PingPong.model(limit: 1, channels: .unordered, faults: .none)).dot()
    #expect(scoped.contains(" -> beyond [label=\"") && scoped.contains("  beyond [shape=point"), "\(scoped)")
  }

  @Test("too many states are refused, and so is a limit of none")
  func limit() throws {
    #expect(try !Checker(WaterJugs()).dot(limit: 16).isEmpty)
    let error = try #require(throws: ModelError.self) { try Checker(WaterJugs()).dot(limit: 15) }
    #expect(error.description == "the graph of the model has more than 15 states, too many to be drawn")
    #expect(throws: error) { try Checker(WaterJugs()).dot(limit: 15) }
    #expect(throws: ModelError.self) { try Checker(TwoPhaseCommit(resourceManagers: 8)).dot() }
    for limit in [0, -1, Int.min] {
      #expect(throws: ModelError.limitNotPositive("states")) { try Checker(WaterJugs()).dot(limit: limit) }
    }
  }

  @Test("any text is safe in a label")
  func escaping() throws {
    let words = ["say \"no\"\\", "\\N", "a\nb", "&lt;", "]; x -> y", "\u{1B}"]
    let graph = try Checker(Talking(words: words)).dot()
    for label in [
      #""say \"no\"\\""#, #""\\N""#, #""a\\u{A}b""#, #""&amp;lt;""#, #""]; x -> y""#, #""\\u{1B}""#,
    ] {
      #expect(graph.contains("[label=\(label)]\n"), "\(label) \(graph)")
    }
    #expect(graph.split(separator: "\n").count == 3 + 7 + 6)
  }
}
