import Conformance
import ModelChecking
import Participants
import Testing

@Suite("Traces as sequence charts")
struct MermaidTests {
  @Test("messages are arrows, lost ones end in a cross, notes tell what changes")
  func network() throws {
    let model = try PingPong.model(limit: 2, channels: .unordered)
    // A delivery, then a loss.
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 1], cycleStart: 2)
    #expect(
      trace.mermaid(in: model) == """
        sequenceDiagram
          participant p0 as 0
          participant p1 as 1
          Note over p0,p1: start<br/>0 = PingPong(count#58; 0)<br/>1 = PingPong(count#58; 0)\
        <br/>messages = 0 → 1#58; ping 0
          p0->>p1: 1. ping 0
          Note over p1: 1#58; PingPong(count#58; 0) ⇒ PingPong(count#58; 1)\
        <br/>messages#58; 0 → 1#58; ping 0 ⇒ 1 → 0#58; pong 0
          p1-xp0: 2. pong 0
          Note over p0: - messages#58; 1 → 0#58; pong 0
          Note over p0,p1: and nothing more happens

        """)
  }

  @Test("timers, crashes and partitions are notes")
  func faults() throws {
    let faults = NetworkFaults(crashes: 1, partitions: 1, cuts: [[0]])
    let model = try NetworkModel([Toy(.timers), Toy(.timers)], faults: faults)
    var state = model.initialStates[0]
    var ordinals: [Int] = []
    for wanted: NetworkStep in [.timer, .partition, .crash, .heal] {
      var all: [(NetworkAction<Toy>, NetworkState<Toy, NoObserver<Toy>>)] = []
      try model.forEachSuccessor(of: state) { action, next in
        all.append((action, next))
        return true
      }
      let place = try #require(all.firstIndex { $0.0.kind == wanted })
      ordinals.append(place)
      state = all[place].1
    }
    let chart = try ModelTrace(model, initial: 0, ordinals: ordinals).mermaid(in: model)
    let lines = chart.split(separator: "\n")
    #expect(lines.count == 7 && lines[1] == "  participant p0 as 0", "\(chart)")
    #expect(lines[4].hasPrefix("  Note over p0: 2. #123;0#125; is cut off<br/>"), "\(chart)")
    #expect(lines[5].hasPrefix("  Note over p0: 3. crash<br/>"))
    #expect(lines[6].hasPrefix("  Note over p0: 4. the partition "))
  }

  @Test("a model without participants is one column, a cycle a loop")
  func system() throws {
    var model = Digraph(size: 3, edges: 0b000_111_010)
    model.initial = [0]
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 1], cycleStart: 1)
    #expect(
      trace.mermaid(in: model) == """
        sequenceDiagram
          participant system
          Note over system: start<br/>bits = 0
          Note over system: 1. to 1<br/>bits#58; 0 ⇒ 1
          loop from here it repeats
            Note over system: 2. to 1
          end

        """)
    let still = try ModelTrace(model, initial: 0, ordinals: [])
    #expect(
      still.mermaid(in: model)
        == "sequenceDiagram\n  participant system\n  Note over system: start<br/>bits = 0\n")
  }

  /// What Mermaid shows for a label.
  private func shown(_ label: Substring) -> String {
    var text = ""
    var rest = label
    while let next = rest.first {
      if let match = rest.prefixMatch(of: #/#([0-9]+);/#), let number = UInt32(match.1) {
        text.unicodeScalars.append(Unicode.Scalar(number) ?? "?")
        rest = rest[match.range.upperBound...]
      } else {
        text.append(next)
        rest.removeFirst()
      }
    }
    return text
  }

  @Test(
    "any text is safe in a label",
    arguments: [
      "a;b", "#35;", "a: b", "wrap: x", "end", "END of it", "weekend", "the end", "<br/>", "<script>", "&lt;",
      "\"q\" 'r'", "%%{init: {}}%%", "$$x$$", "`code` **bold**", "a->>b: c", "\\n", "loop x", "ж → 🫖",
      "\u{FB02}°°59¶ß", "x\u{1B}[2J", "", "^~|@!?", "+1", "-1",
    ])
  func escaping(_ text: String) throws {
    let model = Talking(words: [text])
    let chart = try ModelTrace(model, initial: 0, ordinals: [0]).mermaid(in: model)
    let lines = chart.split(separator: "\n")
    #expect(lines.count == 6)
    let label = lines[4].dropFirst("  p0->>p1: ".count)
    #expect(lines[4].hasPrefix("  p0->>p1: "))
    #expect(shown(label) == "1. " + text.replacing("\u{1B}", with: "\\u{1B}"))
    // Nothing is left of what the language could take for its own.
    let bare = label.replacing(#/#[0-9]+;/#, with: "")
    #expect(!bare.contains { ";#:\"<>&%{}$`\\*|~^@\u{FB02}¶".contains($0) }, "\(label)")
    #expect(!bare.lowercased().split { !$0.isLetter }.contains("end"))
  }

  @Test("lines of an action are lines of its label")
  func newlines() throws {
    let model = Talking(words: ["one\ntwo\r\nthree\u{2028}"])
    let chart = try ModelTrace(model, initial: 0, ordinals: [0]).mermaid(in: model)
    #expect(chart.contains("  p0->>p1: 1. one<br/>two<br/>three<br/>\n"))
  }

  @Test("what changes is told in short")
  func short() throws {
    let model = Paxos(ballots: 3, values: 2, adoptsHighestVote: false)
    let (_, trace) = try counterexample(model)
    let notes = trace.mermaid(in: model).split(separator: "\n").dropFirst(2)
    #expect(notes.count == trace.steps.count + 1)
    for note in notes { #expect(note.split(separator: "<br/>").allSatisfy { shown($0).count < 120 }, "\(note)") }
  }

  private struct Shape: TraceCheck {
    func check<M: Model>(_ trace: ModelTrace<M>, of name: String, breaking property: String, in model: M) throws {
      let lines = trace.mermaid(in: model).split(separator: "\n")
      #expect(lines.first == "sequenceDiagram")
      let loops = lines.filter { $0 == "  loop from here it repeats" }.count
      #expect(loops == lines.filter { $0 == "  end" }.count)
      #expect(loops == trace.cycleStart.map { $0 < trace.steps.count ? 1 : 0 } ?? 0)
      for number in 1...max(trace.steps.count, 1) where !trace.steps.isEmpty {
        #expect(lines.filter { $0.contains(": \(number). ") }.count == 1, "step \(number)")
      }
    }
  }

  @Test("each step stands in the chart once", arguments: BrokenModel.all)
  func shape(_ broken: BrokenModel) throws { try broken.check(Shape()) }
}
