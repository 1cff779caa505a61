import Conformance
import Foundation
import ModelChecking
import Testing

@Suite("Traces in files")
struct StoredTraceTests {
  private struct RoundTrip: TraceCheck {
    func check<M: Model>(_ trace: ModelTrace<M>, of name: String, breaking property: String, in model: M) throws {
      let stored = StoredTrace(trace, of: name, about: property)
      let read = try withFreshPath { path in
        try stored.write(toFile: path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(stored.json.utf8))
        return try StoredTrace(contentsOfFile: path)
      }
      #expect(read == stored && read.json == stored.json)
      let replay = try read.replay(in: model).get()
      #expect(replay.trace.steps.map(\.ordinal) == trace.steps.map(\.ordinal))
      #expect(replay.trace.steps.map(\.fingerprint) == trace.steps.map(\.fingerprint))
      #expect(replay.trace.cycleStart == trace.cycleStart)
      let kind = try #require(model.properties.first { $0.name == property }?.kind)
      switch replay.evidence {
      case .shown: #expect(kind != .sometimes)
      case .notShown(let finding), .undecidable(let finding): Issue.record("\(finding)")
      }
    }
  }

  @Test("what is written is read again, and shows the same mistake", arguments: BrokenModel.all)
  func roundTrip(_ broken: BrokenModel) throws { try broken.check(RoundTrip()) }

  private struct Shortened: TraceCheck {
    func check<M: Model>(_ trace: ModelTrace<M>, of name: String, breaking property: String, in model: M) throws {
      let property = try #require(model.properties.first { $0.name == property })
      guard !trace.steps.isEmpty else { return }
      let shorter = try ModelTrace(
        model, initial: trace.initialOrdinal, ordinals: trace.steps.dropLast().map(\.ordinal))
      if case .notShown = try shorter.evidence(on: property, in: model) { return }
      Issue.record("\(name) without its last step")
    }
  }

  @Test("without its last step none shows its mistake", arguments: BrokenModel.all)
  func lastStepMatters(_ broken: BrokenModel) throws { try broken.check(Shortened()) }

  @Test("the file's text is the same, to the byte")
  func canonical() throws {
    let model = DiningPhilosophers(count: 2, dirtiesForks: false)
    let (property, trace) = try counterexample(model)
    let stored = StoredTrace(trace, of: "a/b", about: property)
    let first = try #require(stored.steps.first)
    let hex = { (word: UInt64) in String(format: "%016lx", word) }
    let head = """
      {
        "cycle_start" : \(try #require(trace.cycleStart)),
        "fingerprint" : "\(hex(trace.initialFingerprint))",
        "initial" : 0,
        "model" : "a/b",
        "property" : "\(property)",
        "schema" : "ivce.trace/1",
        "steps" : [
          {
            "action" : "\(first.action)",
            "fingerprint" : "\(hex(first.fingerprint))",
            "ordinal" : \(first.ordinal)
          },

      """
    #expect(stored.json.hasPrefix(head), "\(stored.json)")
    #expect(stored.json.hasSuffix("\n    }\n  ]\n}\n"))
    let (_, jugs) = try counterexample(WaterJugs(claimsImpossible: true))
    #expect(StoredTrace(jugs, of: "jugs", about: "not solved").json.contains("\"cycle_start\" : null,\n"))
  }

  @Test("the first state and what each step changes are told to readers, and survive")
  func states() throws {
    let (property, trace) = try counterexample(Peterson(hasTurns: false))
    let stored = StoredTrace(trace, in: Peterson(hasTurns: false), of: "peterson", about: property)
    #expect(stored.state.map(\.name) == ["pc", "c", "turn"])
    #expect(stored.steps.first?.changes.map(\.name).contains("pc") == true)
    #expect(stored.json.contains("\"changes\" : [") && stored.json.contains("\"name\" : \"turn\""))
    let read = try withFile(stored.json.utf8) { try StoredTrace(contentsOfFile: $0) }
    #expect(read == stored)
    // What is wrong in there is said, too.
    let damaged = stored.json.replacingOccurrences(of: "\"name\" : \"turn\"", with: "\"name\" : 7")
    #expect(throws: StoredTraceError.self) { try withFile(damaged.utf8) { try StoredTrace(contentsOfFile: $0) } }
  }

  @Test("any text survives: quotes, backslashes, control characters, other scripts")
  func anyText() throws {
    let (_, trace) = try counterexample(WaterJugs(claimsImpossible: true))
    for text in ["", "\"\\/", "\u{0}\n\u{1B}[2J", "ж→\u{2028}🫖", "\u{E9}", "e\u{301}"] {
      let stored = StoredTrace(trace, of: text, about: text)
      let read = try withFile(stored.json.utf8) { try StoredTrace(contentsOfFile: $0) }
      #expect(read == stored && Array(read.model.unicodeScalars) == Array(text.unicodeScalars))
    }
  }
}
