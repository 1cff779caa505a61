import Conformance
import ModelChecking
import Testing

/// Two-phase commit with a symmetry that is wrong somewhere.
struct WrongSymmetry: SymmetricModel {
  enum Mistake: String, Sendable {
    case forgetsSent, merges, swapsBack, namesInSignature, signatureForgetsSent, scopesByName, speaksOfOne,
      renamesNoAction
  }

  let base = TwoPhaseCommit(resourceManagers: 3)
  let mistake: Mistake

  typealias State = TwoPhaseCommit.State
  typealias Action = TwoPhaseCommit.Action

  var initialStates: [State] { base.initialStates }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    base.forEachSuccessor(of: state, visit)
  }
  var properties: [ModelProperty<State>] {
    mistake == .speaksOfOne ? [.sometimes("manager 0 commits") { $0.bits & 3 == 2 }] : base.properties
  }
  func isInScope(_ state: State) -> Bool { mistake != .scopesByName || state.bits & 3 != 2 }

  var symmetricProcesses: Int { 3 }
  func renaming(_ state: State, by permutation: Permutation) -> State {
    switch mistake {
    case .merges: base.renaming(state, by: .identity(3)).merged
    case .swapsBack: base.renaming(state, by: permutation.inverse)
    case .forgetsSent:
      State(bits: base.renaming(state, by: permutation).bits & ~(7 << 46) | state.bits & (7 << 46))
    default: base.renaming(state, by: permutation)
    }
  }
  func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch mistake {
    case .renamesNoAction: action
    case .swapsBack: base.renaming(action, by: permutation.inverse)
    default: base.renaming(action, by: permutation)
    }
  }
  func signature(of process: Int, in state: State) -> UInt64 {
    let signature = base.signature(of: process, in: state)
    return switch mistake {
    case .namesInSignature: signature << 2 | UInt64(process)
    case .signatureForgetsSent: signature & ~2
    default: signature
    }
  }
  var signaturesTellAll: Bool { true }
}

extension TwoPhaseCommit.State {
  /// Manager 1 with the state of manager 0.
  fileprivate var merged: Self { Self(bits: bits & ~0b1100 | (bits & 3) << 2) }
}

/// Peterson's two processes exchanged; but the turn begins with one of them.
struct SymmetricPeterson: SymmetricModel {
  let base = Peterson()

  var initialStates: [Peterson.State] { base.initialStates }
  func forEachSuccessor(of state: Peterson.State, _ visit: (Peterson.Action, Peterson.State) -> Bool) {
    base.forEachSuccessor(of: state, visit)
  }
  var properties: [ModelProperty<Peterson.State>] { base.properties.filter(\.kind.isAboutStates) }

  var symmetricProcesses: Int { 2 }
  func renaming(_ state: Peterson.State, by permutation: Permutation) -> Peterson.State {
    guard permutation[0] == 1 else { return state }
    let bits = state.bits
    return Peterson.State(
      bits: bits >> 3 & 7 | (bits & 7) << 3 | (bits >> 7 & 1) << 6 | (bits >> 6 & 1) << 7 | ~bits & (1 << 8))
  }
  func renaming(_ action: Peterson.Action, by permutation: Permutation) -> Peterson.Action { action }
  func signature(of process: Int, in state: Peterson.State) -> UInt64 { state.bits >> UInt64(3 * process) & 7 }
  var signaturesTellAll: Bool { false }
}

/// Processes that ask and enter, the lowest number first, as if they were alike.
struct LowestFirst: SymmetricModel, FootprintModel {
  /// Whether the least of those who ask is let in, or any.
  let prefersLowest: Bool
  var forgetsOthers = false

  /// Who asks (3 bits), and who is in (3).
  struct State: PackedState { var bits: UInt64 }

  enum Action: Hashable, Sendable, CustomStringConvertible {
    case ask(Int), enter(Int)
    var description: String {
      switch self {
      case .ask(let process): "ask(\(process))"
      case .enter(let process): "enter(\(process))"
      }
    }
  }

  var initialStates: [State] { [State(bits: 0)] }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for process in 0..<3 {
      let asks: UInt64 = 1 << UInt64(process)
      if state.bits & (asks | asks << 3) == 0 {
        if !visit(.ask(process), State(bits: state.bits | asks)) { return }
      } else if state.bits & asks > 0, state.bits >> 3 == 0, !prefersLowest || state.bits & (asks - 1) == 0 {
        if !visit(.enter(process), State(bits: state.bits ^ asks ^ asks << 3)) { return }
      }
    }
  }
  var properties: [ModelProperty<State>] { [.always("one is in") { ($0.bits >> 3).nonzeroBitCount < 2 }] }

  var symmetricProcesses: Int { 3 }
  func renaming(_ state: State, by permutation: Permutation) -> State {
    State(bits: (0..<6).reduce(0) { $0 | (state.bits >> UInt64($1) & 1) << UInt64($1 / 3 * 3 + permutation[$1 % 3]) })
  }
  func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .ask(let process): .ask(permutation[process])
    case .enter(let process): .enter(permutation[process])
    }
  }
  func signature(of process: Int, in state: State) -> UInt64 { state.bits >> UInt64(process) & 0b1001 }
  var signaturesTellAll: Bool { true }

  func footprint(of action: Action) -> Footprint {
    switch action {
    case .ask(let process): Footprint(writes: 1 << UInt64(process))
    case .enter(let process):
      Footprint(reads: forgetsOthers ? 0 : 0b111_111, writes: 0b1001 << UInt64(process))
    }
  }
}

/// Two-phase commit whose steps look at less than they do.
struct ForgetfulCommit: FootprintModel {
  let base = TwoPhaseCommit(resourceManagers: 3)
  /// Parts that are forgotten in reading, and in writing.
  var unread: UInt64 = 0
  var unwritten: UInt64 = 0

  var initialStates: [TwoPhaseCommit.State] { base.initialStates }
  func forEachSuccessor(
    of state: TwoPhaseCommit.State, _ visit: (TwoPhaseCommit.Action, TwoPhaseCommit.State) -> Bool
  ) { base.forEachSuccessor(of: state, visit) }
  var properties: [ModelProperty<TwoPhaseCommit.State>] { base.properties }
  func footprint(of action: TwoPhaseCommit.Action) -> Footprint {
    let footprint = base.footprint(of: action)
    return Footprint(reads: footprint.reads & ~unread, writes: footprint.writes & ~unwritten)
  }
}

/// Sets x; copies x to y, which looks at x.
struct Copying: FootprintModel {
  var looksAtX = true
  struct State: PackedState { var bits: UInt64 }
  enum Action: String, Sendable, CustomStringConvertible {
    case setX, copyX
    var description: String { rawValue }
  }
  var initialStates: [State] { [State(bits: 0)] }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    _ = visit(.setX, State(bits: state.bits | 1)) && visit(.copyX, State(bits: state.bits & 1 | (state.bits & 1) << 1))
  }
  var properties: [ModelProperty<State>] { [.always("y needs x") { $0.bits != 2 }] }
  func footprint(of action: Action) -> Footprint {
    action == .setX ? Footprint(writes: 1) : Footprint(reads: looksAtX ? 1 : 0, writes: 2)
  }
}

/// Counts two numbers up, and the second down, as long as the sum is small.
struct SmallSum: FootprintModel {
  struct State: PackedState {
    var bits: UInt64
    var numbers: (Int, Int) { (Int(bits & 255), Int(bits >> 8)) }
  }
  enum Action: String, Sendable, CustomStringConvertible {
    case up, down
    var description: String { rawValue }
  }
  var initialStates: [State] { [State(bits: 1 + 2 << 8)] }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    if !visit(.up, State(bits: state.bits + 1)) { return }
    if state.numbers.1 > 0 { _ = visit(.down, State(bits: state.bits - 256)) }
  }
  func isInScope(_ state: State) -> Bool { state.numbers.0 + state.numbers.1 <= 3 }
  var properties: [ModelProperty<State>] { [] }
  func footprint(of action: Action) -> Footprint { Footprint(writes: action == .up ? 1 : 2) }
}

/// Counts; one state is bad.
struct BadNumber: FootprintModel {
  struct State: PackedState { var bits: UInt64 }
  struct Action: Hashable, Sendable, CustomStringConvertible { var description: String { "count" } }
  let bad: UInt64
  var initialStates: [State] { [State(bits: 0)] }
  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    if state.bits < 600 { _ = visit(Action(), State(bits: state.bits + 1)) }
  }
  var properties: [ModelProperty<State>] { [.always("good") { [bad] in $0.bits != bad }] }
  func footprint(of action: Action) -> Footprint { Footprint(writes: 1) }
}

@Suite("Reductions that are refused")
struct ReductionRefusalTests {
  @Test(
    "a wrong symmetry of two-phase commit, for the reason that it is wrong",
    arguments: [
      (WrongSymmetry.Mistake.forgetsSent, "the signature of process"),
      (.merges, "a renaming cannot be undone"),
      (.swapsBack, "two renamings differ from both in one"),
      (.namesInSignature, "the signature of process"),
      (.signatureForgetsSent, "do not tell all"),
      (.scopesByName, "the scope changes"),
      (.speaksOfOne, "'manager 0 commits' changes"),
      (.renamesNoAction, "RMPrepare"),
    ])
  func wrongSymmetry(mistake: WrongSymmetry.Mistake, reason: String) throws {
    let refusal = try #require(refusal { _ = try Checker(WrongSymmetry(mistake: mistake)).runOnOrbits() })
    #expect(refusal.hasPrefix("the declared symmetry is none: ") && refusal.contains(reason), "\(refusal)")
  }

  @Test("processes that are not alike")
  func unlike() throws {
    let lowest = try #require(refusal { _ = try Checker(LowestFirst(prefersLowest: true)).runOnOrbits() })
    #expect(lowest.contains("enter("), "\(lowest)")
    #expect(try Checker(LowestFirst(prefersLowest: false)).runOnOrbits().orbits.finding == "holds")
    let peterson = try #require(refusal { _ = try Checker(SymmetricPeterson()).runOnOrbits() })
    #expect(peterson.hasSuffix("the initial state bits = 0 has no counterpart under (1 0)"), "\(peterson)")
  }

  @Test("a footprint that forgets what makes a step possible")
  func forgottenEnabling() throws {
    // Whether a manager has sent its message is the part 1, 4 or 7.
    let refusal = try #require(refusal { _ = try Checker(ForgetfulCommit(unread: 1 << 1)).runWithSleepSets() })
    #expect(refusal.contains("RMPrepare(0) makes TMRcvPrepared(0) possible in "), "\(refusal)")
  }

  @Test("a footprint that forgets what makes a step impossible")
  func forgottenDisabling() throws {
    let decision = try #require(refusal { _ = try Checker(ForgetfulCommit(unread: 1 << 63)).runWithSleepSets() })
    #expect(decision.contains("TMAbort makes "), "\(decision)")
    // Each keeps the other out, in either order.
    let lock = try #require(
      refusal { _ = try Checker(LowestFirst(prefersLowest: false, forgetsOthers: true)).runWithSleepSets() })
    #expect(lock.contains("enter(0) makes enter(1) impossible in "), "\(lock)")
  }

  @Test("a footprint that forgets what a step looks at")
  func forgottenRead() throws {
    let refusal = try #require(refusal { _ = try Checker(Copying(looksAtX: false)).runWithSleepSets() })
    #expect(refusal.contains("the order of setX and copyX matters in "), "\(refusal)")
    #expect(try Checker(Copying()).runWithSleepSets().states == 3)
  }

  @Test("a footprint that forgets what a step changes")
  func forgottenWrite() throws {
    // The message sent.
    let refusal = try #require(refusal { _ = try Checker(ForgetfulCommit(unwritten: 1 << 1)).runWithSleepSets() })
    #expect(refusal.contains("RMPrepare(0) makes TMRcvPrepared(0) possible in "), "\(refusal)")
  }

  @Test("properties of runs")
  func runs() throws {
    let orbits = try #require(refusal { _ = try Checker(ReadersWriters(actors: 2)).runOnOrbits() })
    #expect(orbits == "'actor 0 reads' is a property of runs, which is not decided on orbits")
    let sleepSets = try #require(refusal { _ = try Checker(ReadersWriters(actors: 2)).runWithSleepSets() })
    #expect(sleepSets == "'actor 0 reads' is a property of runs, which needs all steps")
  }
}

@Suite("Sleep sets at the edges")
struct SleepSetEdgeTests {
  @Test("what leaves the scope does not sleep: the other order may stay in it")
  func scope() throws {
    let model = SmallSum()
    #expect(try Checker(model).runWithSleepSets().states == (try Checker(model).run().states))
  }

  @Test("a violation is not forgotten where the clock is looked at", arguments: 250...260)
  func violation(place: UInt64) throws {
    let report = try Checker(BadNumber(bad: place)).runWithSleepSets()
    #expect(report.finding == "violates good" && report.counterexample?.steps.count == Int(place))
  }

  @Test("past a limit the answer is incomplete; an interruption does not hide the end of the search")
  func limits() throws {
    var checker = try Checker(TwoPhaseCommit(resourceManagers: 4))
    checker.limits = SearchLimits(states: 100)
    #expect(try checker.runWithSleepSets().finding == "incomplete: states")
    for depth in 1...20 {
      checker.limits = SearchLimits(depth: depth)
      let report = try checker.runWithSleepSets()
      #expect(report.finding == (report.depth < depth ? "holds" : "incomplete: depth"), "\(depth)")
      #expect(report.depth <= depth)
    }
    checker.limits = SearchLimits()
    #expect(try checker.runWithSleepSets { true }.finding == "incomplete: interruption")
    #expect(try Checker(TwoPhaseCommit(resourceManagers: 2)).runWithSleepSets { true }.finding == "holds")
  }
}
