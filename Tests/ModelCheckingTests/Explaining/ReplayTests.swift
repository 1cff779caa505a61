import Conformance
import Foundation
import ModelChecking
import Testing

@Suite("Replaying traces")
struct ReplayTests {
  private func divergence<M: Model>(_ stored: StoredTrace, in model: M) throws -> Divergence {
    switch try stored.replay(in: model) {
    case .failure(let divergence): return divergence
    case .success(let replay):
      Issue.record("\(replay.trace.text(in: model))")
      return try #require(nil as Divergence?)
    }
  }

  @Test("a state that has become another is told with both fingerprints and its parts")
  func otherState() throws {
    let broken = Peterson(raisesFlagFirst: false)
    let (property, trace) = try counterexample(broken)
    let divergence = try divergence(StoredTrace(trace, of: "peterson", about: property), in: Peterson())
    #expect(divergence.step == 2)
    let sentence = "\(divergence)"
    #expect(sentence.hasPrefix("at step 2 the trace says that the state has the fingerprint "))
    #expect(sentence.hasSuffix(": pc = a2, a0, c = true, false, turn = 0"), "\(sentence)")
  }

  @Test("a mistake that has been put right is no longer shown, though the model goes along")
  func repaired() throws {
    let (property, trace) = try counterexample(Peterson(hasTurns: false))
    let replay = try StoredTrace(trace, of: "peterson", about: property).replay(in: Peterson()).get()
    #expect(replay.trace.steps.count == trace.steps.count)
    #expect(replay.evidence == .notShown("the last state has successors"))
  }

  @Test("a step that is missing, an action that is another, a start that is none")
  func otherSteps() throws {
    func chain(_ targets: [Int], named names: [Int]? = nil) -> Digraph {
      var model = Digraph(size: 4, edges: 0)
      for (source, target) in targets.enumerated() {
        model.steps[source] = [Digraph.Step(target: target, actionClass: names?[source] ?? 0)]
      }
      model.properties = [.always("not three") { $0.bits != 3 }]
      return model
    }
    let (property, trace) = try counterexample(chain([1, 2, 3]))
    let stored = StoredTrace(trace, of: "chain", about: property)
    #expect(
      try stored.replay(in: chain([1, 2, 3], named: [1, 1, 1])).get().evidence
        == .shown("'not three' is false in the last state"))
    #expect(
      try divergence(stored, in: chain([1, 2])).description
        == "at step 3 the trace says 'to 3' as step 0 of its state, but the model has no step at all there")
    #expect(
      try divergence(stored, in: chain([1, 0, 3])).description
        == "at step 2 the trace says 'to 2', but the model has 'to 0' there")
    var elsewhere = chain([1, 2, 3])
    elsewhere.initial = [1]
    #expect(
      try divergence(stored, in: elsewhere).description.hasPrefix("at the start the trace says that the state has"))
    elsewhere.initial = []
    #expect(
      try divergence(stored, in: elsewhere).description
        == "at the start the trace says initial state 0, but the model has only 0 of them, from 0")
  }

  @Test("a step beyond those of its state")
  func beyond() throws {
    let model = WaterJugs(claimsImpossible: true)
    let (property, trace) = try counterexample(model)
    let json = StoredTrace(trace, of: "jugs", about: property).json
    let text = json.replacingOccurrences(of: "\"ordinal\" : 5", with: "\"ordinal\" : \(Int.max)")
    let stored = try withFile(text.utf8) { try StoredTrace(contentsOfFile: $0) }
    #expect(
      try divergence(stored, in: model).description
        == "at step 2 the trace says 'bigToSmall' as step \(Int.max) of its state, "
        + "but the model has only 6 there, from 0")
  }

  @Test("a model that throws is a model's error, a property that it lacks is not decided")
  func otherModel() throws {
    struct Throwing: Model {
      struct Broken: Error {}
      var initialStates: [WaterJugs.State] { WaterJugs().initialStates }
      var properties: [ModelProperty<WaterJugs.State>] { [] }
      func forEachSuccessor(of: WaterJugs.State, _ visit: (WaterJugs.Action, WaterJugs.State) -> Bool) throws {
        throw Broken()
      }
    }
    let (property, trace) = try counterexample(WaterJugs(claimsImpossible: true))
    let stored = StoredTrace(trace, of: "jugs", about: property)
    #expect(throws: ModelError.self) { try stored.replay(in: Throwing()) }
    #expect(
      try stored.replay(in: WaterJugs()).get().evidence == .undecidable("the model has no property 'not solved'"))
  }

  @Test("what is wrong in the middle of a trace is named where it is")
  func middle() throws {
    var model = Digraph(size: 4, edges: 0)
    for node in 0..<3 { model.steps[node] = [Digraph.Step(target: node + 1, actionClass: 0)] }
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 0, 0])
    let (one, two) = (
      ModelProperty<Digraph.State>.sometimes("one") { $0.bits == 1 },
      ModelProperty<Digraph.State>.always("not two") { $0.bits != 2 }
    )
    #expect(try trace.evidence(on: one, in: model) == .shown("'one' is true after step 1"))
    #expect(try trace.evidence(on: two, in: model) == .shown("'not two' is false after step 2"))
  }

  @Test("whether something stays possible is decided by what can follow, if that is not too much")
  func possibility() throws {
    // Streets lead right and up only, so that what was passed is lost.
    var model = Streets(side: 20)
    let trace = try ModelTrace(model, initial: 0, ordinals: [0, 0, 0])
    func evidence(_ target: UInt64) throws -> TraceEvidence {
      try trace.evidence(on: .alwaysPossible("there") { $0.bits == target }, in: model)
    }
    #expect(try evidence(2) == .shown("'there' can never come true after the last state"))
    #expect(try evidence(3) == .notShown("'there' can still come true after the last state"))
    #expect(try evidence(399) == .notShown("'there' can still come true after the last state"))
    model.border = 300
    if case .undecidable = try evidence(2) {} else { Issue.record("what is beyond the scope is not known") }
    model = Streets(side: 2_000)
    if case .undecidable = try evidence(2) {} else { Issue.record("so many states are not visited") }
  }

  /// 0 leads to 1, 1 to itself, 2 and 0, 2 nowhere; the first class stays at 1, the second leaves it.
  private func triangle(
    _ property: ModelProperty<Digraph.State>, _ ordinals: [Int], from cycleStart: Int?, _ fairness: [Fairness] = []
  ) throws -> TraceEvidence {
    var model = Digraph(size: 3, edges: 0b000_111_010, classes: 0b000_101_000)
    model.fairness = fairness
    let trace = try ModelTrace(model, initial: 0, ordinals: ordinals, cycleStart: cycleStart)
    return try trace.evidence(on: property, in: model)
  }

  @Test("something that never happens is shown by a run that goes on forever, and by no other")
  func eventually() throws {
    let two = ModelProperty<Digraph.State>.eventually("two") { $0.bits == 2 }
    let one = ModelProperty<Digraph.State>.eventually("one") { $0.bits == 1 }
    // From 0 to 1 and back: places 0 and 0.
    #expect(try triangle(two, [0, 0], from: 0) == .shown("'two' is never true, from the start on"))
    #expect(try triangle(two, [0, 1], from: 1) == .shown("'two' is never true, from the start on"))
    #expect(try triangle(two, [0], from: nil) == .notShown("the trace ends, and does not say what goes on forever"))
    #expect(try triangle(two, [0], from: 1) == .notShown("the last state has successors"))
    #expect(
      try triangle(two, [0], from: 0)
        == .notShown("the last state is not the one at the start, so that the cycle does not close"))
    #expect(
      try triangle(two, [0, 2], from: 2) == .notShown("'two' is true after step 2, and again and again"))
    #expect(try triangle(one, [0, 2], from: 2) == .notShown("'one' is true after step 1"))
    #expect(throws: ModelError.self) { try triangle(one, [0, 2], from: 3) }
    #expect(throws: ModelError.self) { try triangle(one, [0, 2], from: -1) }
  }

  @Test("a debt is shown from where it is owed")
  func leadsTo() throws {
    let debt = ModelProperty<Digraph.State>.leadsTo("debt", from: { $0.bits == 1 }, to: { $0.bits == 0 })
    #expect(try triangle(debt, [0, 1], from: 1) == .shown("'debt' is owed after step 1, and never true from there on"))
    #expect(try triangle(debt, [0, 2], from: 2) == .shown("'debt' is owed after step 1, and never true from there on"))
    #expect(try triangle(debt, [0, 0], from: 0) == .notShown("'debt' is true after step 2, and again and again"))
    let none = ModelProperty<Digraph.State>.leadsTo("none", from: { $0.bits == 0 }, to: { $0.bits == 1 })
    #expect(try triangle(none, [0, 2], from: 2) == .notShown("'none' is owed nowhere after step 1"))
  }

  @Test("a cycle that is unfair shows nothing")
  func fairness() throws {
    let two = ModelProperty<Digraph.State>.eventually("two") { $0.bits == 2 }
    #expect(
      try triangle(two, [0, 1], from: 1, [.weak(1)])
        == .notShown("the cycle is unfair: it neglects 1 (weak fairness)"))
    // The way back to 0 is of the second class, too.
    #expect(try triangle(two, [0, 0], from: 0, [.strong(1)]) == .shown("'two' is never true, from the start on"))
    // Staying changes nothing, and so is never owed.
    #expect(try triangle(two, [0, 0], from: 0, [.strong(0)]) == .shown("'two' is never true, from the start on"))
  }

  @Test("possibilities, deadlocks, scopes")
  func others() throws {
    let (_, trace) = try counterexample(WaterJugs(claimsImpossible: true))
    let model = WaterJugs()
    func evidence(_ property: ModelProperty<WaterJugs.State>) throws -> TraceEvidence {
      try ModelTrace(model, initial: 0, ordinals: trace.steps.map(\.ordinal)).evidence(on: property, in: model)
    }
    #expect(try evidence(.sometimes("four") { $0.big == 4 }) == .shown("'four' is true in the last state"))
    #expect(try evidence(.sometimes("six") { $0.big == 6 }) == .notShown("'six' is false in every state"))
    #expect(try evidence(.always("at most five") { $0.big <= 5 }) == .notShown("'at most five' is true in every state"))
    #expect(try evidence(.always("four") { $0.big == 4 }) == .shown("'four' is false at the start"))
    let end = ModelProperty<Digraph.State>.noDeadlock { $0.bits == 2 }
    #expect(try triangle(end, [0, 2], from: nil) == .notShown("the last state is a proper end"))
    #expect(
      try triangle(.noDeadlock(), [0, 2], from: nil)
        == .shown("the last state has no successors, and is no proper end"))
    let scoped = try PingPong.model(limit: 1, channels: .unordered, faults: .none)
    let long = try ModelTrace(scoped, initial: 0, ordinals: [0, 0, 0, 0])
    let evidence = try long.evidence(on: .always("calm") { _ in false }, in: scoped)
    #expect(evidence == .notShown("the state after step 3 is out of the model's scope"))
  }
}
