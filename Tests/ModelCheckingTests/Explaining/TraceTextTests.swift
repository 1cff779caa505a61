import Conformance
import ModelChecking
import Testing

@Suite("Traces as text")
struct TraceTextTests {
  @Test("the start whole, then what each step changes")
  func deadlock() throws {
    let model = Peterson(hasTurns: false)
    let (_, trace) = try counterexample(model)
    #expect(
      trace.text(in: model) == """
        start
           pc = a0, a0
           c = false, false
           turn = 0
        1. a0(0)
           pc: a0, a0 -> a1, a0
        2. a1(0)
           pc: a1, a0 -> a2, a0
           c: false, false -> true, false
        3. a2(0)
           pc: a2, a0 -> a3, a0
           turn: 0 -> 1
        4. a0(1)
           pc: a3, a0 -> a3, a1
        5. a1(1)
           pc: a3, a1 -> a3, a2
           c: true, false -> true, true
        6. a2(1)
           pc: a3, a2 -> a3, a3
           turn: 1 -> 0

        """)
  }

  @Test("a cycle is marked, and so is an end")
  func lasso() throws {
    var model = Digraph(size: 3, edges: 0b000_111_010)
    model.initial = [2, 0]
    func text(_ ordinals: [Int], _ cycleStart: Int?) throws -> String {
      try ModelTrace(model, initial: 1, ordinals: ordinals, cycleStart: cycleStart).text(in: model)
    }
    let way = "start: initial state 1\n   bits = 0\n1. to 1\n   bits: 0 -> 1\n"
    #expect(try text([0], nil) == way)
    #expect(try text([0, 1], 1) == way + "from here it repeats:\n2. to 1\n   (nothing changes)\n")
    #expect(try text([0, 2], 2) == way + "2. to 2\n   bits: 1 -> 2\nand nothing more happens\n")
    let around = way.replacing("1. to 1", with: "from here it repeats:\n1. to 1")
    #expect(try text([0, 0], 0) == around + "2. to 0\n   bits: 1 -> 0\n")
  }

  @Test("parts that come and go, and those of the same name")
  func changes() throws {
    let model = try PingPong.model(limit: 1)
    let trace = try ModelTrace(model, initial: 0, ordinals: [0])
    let changes = model.changes(from: trace.initial, to: trace.last).map(\.description)
    #expect(changes.contains("1: PingPong(count: 0) -> PingPong(count: 1)"), "\(changes)")
    struct Shelf: Model {
      struct State: PackedState { var bits: UInt64 }
      var initialStates: [State] { [State(bits: 0)] }
      var properties: [ModelProperty<State>] { [] }
      func forEachSuccessor(of state: State, _ visit: (Int, State) -> Bool) {}
      func fields(of state: State) -> [StateField] {
        state.bits == 0
          ? [StateField("a", 1), StateField("a", 2), StateField("gone\n", 3)]
          : [StateField("new", 0), StateField("a", 1), StateField("a", 5), StateField("a", 6)]
      }
    }
    #expect(
      Shelf().changes(from: Shelf.State(bits: 0), to: Shelf.State(bits: 1)).map(\.description)
        == ["+ new: 0", "a: 2 -> 5", "+ a: 6", "- gone\n: 3"])
  }

  @Test("numbers stand under one another, and control characters do not reach the terminal")
  func margins() throws {
    let model = Talking(words: ["\u{1B}[2J\n"] + Array(repeating: "word", count: 9))
    let trace = try ModelTrace(model, initial: 0, ordinals: Array(repeating: 0, count: 10))
    let text = trace.text(in: model)
    #expect(text.hasPrefix("start\n    bits = 0\n 1. \\u{1B}[2J\\u{A}\n    bits: 0 -> 1\n 2. word\n"), "\(text)")
    #expect(text.hasSuffix("\n10. word\n    bits: 9 -> 10\n"))
  }

  private struct Lines: TraceCheck {
    func check<M: Model>(_ trace: ModelTrace<M>, of name: String, breaking property: String, in model: M) throws {
      let lines = trace.text(in: model).split(separator: "\n")
      let numbers = lines.compactMap { Int($0.prefixMatch(of: #/ *([0-9]+)\. /#)?.1 ?? "") }
      #expect(numbers == Array(1...trace.steps.count))
      let marks = lines.filter { $0 == "from here it repeats:" || $0 == "and nothing more happens" }
      #expect(marks.count == (trace.cycleStart == nil ? 0 : 1))
    }
  }

  @Test("each step has its line", arguments: BrokenModel.all)
  func lines(_ broken: BrokenModel) throws { try broken.check(Lines()) }
}

/// Says one word after the other.
struct Talking: Model {
  struct State: PackedState { var bits: UInt64 }
  struct Word: Hashable, Sendable, CustomStringConvertible, ChartedAction {
    let description: String
    var chart: ChartStep { .message(from: 0, to: 1, label: description, isLost: false) }
  }
  let words: [String]
  var initialStates: [State] { [State(bits: 0)] }
  var properties: [ModelProperty<State>] { [] }
  func forEachSuccessor(of state: State, _ visit: (Word, State) -> Bool) {
    let number = Int(state.bits)
    if number < words.count { _ = visit(Word(description: words[number]), State(bits: state.bits + 1)) }
  }
}
