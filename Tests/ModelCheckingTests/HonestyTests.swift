import CanonicalEncoding
import ModelChecking
import Testing

/// The crossings of a square of streets, from one corner to the opposite one, where one waits forever.
struct Streets: Model {
  struct State: PackedState { var bits: UInt64 }
  enum Step: String, Sendable, CustomStringConvertible {
    case right, up, wait
    var description: String { rawValue }
  }

  let side: UInt64
  var properties: [ModelProperty<State>] = []
  /// Crossings from there on are out of scope.
  var border = UInt64.max

  var end: UInt64 { side * side - 1 }
  var initialStates: [State] { [State(bits: 0)] }
  func isInScope(_ state: State) -> Bool { state.bits < border }
  func forEachSuccessor(of state: State, _ visit: (Step, State) -> Bool) {
    let (x, y) = (state.bits % side, state.bits / side)
    if x + 1 < side, !visit(.right, State(bits: state.bits + 1)) { return }
    if y + 1 < side, !visit(.up, State(bits: state.bits + side)) { return }
    if state.bits == end { _ = visit(.wait, state) }
  }
}

/// States of many bytes, each of which leads to many others.
private struct Fan: Model {
  struct State: EncodedState {
    let number: UInt64
    func encode(into bytes: inout ByteWriter) {
      bytes.write(number)
      for _ in 0..<1_000 { bytes.write(byte: 7) }
    }
    init(_ number: UInt64) { self.number = number }
    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      number = try bytes.read()
      _ = try bytes.readRaw(1_000)
    }
  }
  struct Step: Hashable, Sendable, CustomStringConvertible { var description: String { "step" } }

  let width: UInt64
  var properties: [ModelProperty<State>] { [] }
  var initialStates: [State] { [State(1)] }
  func forEachSuccessor(of state: State, _ visit: (Step, State) -> Bool) {
    for way in 0..<width where !visit(Step(), State(Fingerprint.mixed(state.number &+ way))) { return }
  }
}

@Suite("What a search has not seen it does not claim")
struct HonestyTests {
  private static let strategies: [SearchStrategy] = [
    .breadthFirst(), .breadthFirst(workers: 2), .depthFirst(), .depthFirst(workers: 2),
  ]

  private func search<M: Model>(
    _ model: M, _ strategy: SearchStrategy = .breadthFirst(), _ change: (inout Checker<M>) -> Void
  ) throws -> SearchReport<M> {
    var checker = try Checker(model)
    checker.strategy = strategy
    change(&checker)
    return try checker.run()
  }

  @Test("a bit field never answers that a property holds or that a possibility never comes true", arguments: strategies)
  func bitstate(strategy: SearchStrategy) throws {
    let corner = Streets(side: 200)
    for property: ModelProperty<Streets.State> in [
      .always("not at the end") { $0.bits != corner.end }, .sometimes("at the end") { $0.bits == corner.end },
      .sometimes("nowhere") { $0.bits > corner.end },
    ] {
      let model = Streets(side: 200, properties: [property])
      for logBits in [12, 16, 20] {
        let report = try search(model, strategy) { $0.store = .bitstate(logBits: logBits, hashes: 3) }
        switch report.verdict {
        case .noViolationFound(let omissions):
          #expect(omissions == report.expectedOmissions && omissions > 0)
          if logBits == 12 { #expect(report.states < 40_000) }
        case .violated("not at the end", let trace): #expect(trace.last.bits == model.end)
        default: Issue.record("\(property.name), \(logBits): \(report.finding)")
        }
      }
    }
  }

  @Test("a bit field that exceeds the limit of bytes is refused before it is made")
  func largeField() throws {
    for (logBits, limit) in [(40, 1 << 36), (13, 1_023)] {
      let error = #expect(throws: ModelError.self) {
        try search(Streets(side: 3)) {
          $0.store = .bitstate(logBits: logBits, hashes: 3)
          $0.limits.bytes = limit
        }
      }
      if case .unsupported = error {} else { Issue.record("\(String(describing: error))") }
    }
    let fitting = try search(Streets(side: 3)) {
      $0.store = .bitstate(logBits: 13, hashes: 3)
      $0.limits.bytes = 1 << 20
    }
    #expect(fitting.states == 9)
  }

  @Test("a limit of bytes holds where states lead to much more than there is room for", arguments: [1, 2])
  func bytes(workers: Int) throws {
    let report = try search(Fan(width: 1_000), .breadthFirst(workers: workers)) { $0.limits.bytes = 8 << 20 }
    #expect(report.finding == "incomplete: bytes")
    // A state leads to a million bytes; the 256 states of a block without a limit would lead to 256 million.
    #expect(report.bytes > 8 << 20 && report.bytes < 24 << 20, "\(report.bytes)")
    let deep = try search(Fan(width: 1_000), .depthFirst(workers: workers)) { $0.limits.bytes = 8 << 20 }
    #expect(deep.finding == "incomplete: bytes")
  }

  @Test("a limit of bytes changes nothing about a search that keeps it, for any number of workers", arguments: [1, 3])
  func enoughBytes(workers: Int) throws {
    let model = Streets(side: 300, properties: [.always("not there") { $0.bits != 77_777 }])
    let free = try search(model) { _ in }
    let limited = try search(model, .breadthFirst(workers: workers)) { $0.limits.bytes = 64 << 20 }
    #expect(limited.counterexample?.steps.map(\.ordinal) == free.counterexample?.steps.map(\.ordinal))
    let all = try search(Streets(side: 300), .breadthFirst(workers: workers)) { $0.limits.bytes = 64 << 20 }
    #expect(all.states == 90_000 && all.depth == 599)
  }

  private static let runs: [ModelProperty<Streets.State>] = [
    .eventually("the end") { $0.bits == 300 * 300 - 1 },
    .leadsTo("on", from: { $0.bits % 7 == 3 }, to: { $0.bits == 300 * 300 - 1 }),
    .alwaysPossible("the end is possible") { $0.bits == 300 * 300 - 1 },
  ]

  @Test("an interruption ends the decision on runs as well, wherever it comes", arguments: runs.indices)
  func interruption(index: Int) throws {
    let model = Streets(side: 300, properties: [Self.runs[index]])
    var total = 0
    let whole = try Checker(model).run {
      total += 1
      return false
    }
    #expect(whole.finding == "holds")
    var ofStates = 0
    _ = try Checker(Streets(side: 300)).run {
      ofStates += 1
      return false
    }
    // A piece of work is a state or a step, of which there are 270,000; each of labels, search and components asks.
    #expect(total - ofStates >= 80, "\(total) \(ofStates)")
    for last in stride(from: 0, to: total, by: 7) {
      var asked = 0
      let report = try Checker(model).run {
        asked += 1
        return asked > last
      }
      #expect(report.finding == "incomplete: interruption", "\(last)")
      #expect(asked == last + 1)
    }
  }

  @Test("what is decided on runs takes bytes, which are reported and limited", arguments: runs.indices)
  func bytesOfRuns(index: Int) throws {
    let model = Streets(side: 300, properties: [Self.runs[index]])
    let whole = try Checker(model).run()
    let states = try Checker(Streets(side: 300)).run()
    // The graph alone has a key, a slot, a parent, a place, an end and two steps of six bytes for each of 90,000 states.
    #expect(whole.bytes > states.bytes && whole.bytes > 90_000 * 40, "\(whole.bytes)")
    let tight = try search(model) { $0.limits.bytes = whole.bytes - 1 }
    #expect(tight.finding == "incomplete: bytes" && tight.bytes <= whole.bytes)
    #expect(try search(model) { $0.limits.bytes = whole.bytes }.finding == "holds")
  }

  @Test("steps out of scope are counted", arguments: strategies)
  func scope(strategy: SearchStrategy) throws {
    // Of ten streets the lowest three are in scope, and from each of the ten crossings of the third a step leads out.
    let report = try search(Streets(side: 10, border: 30), strategy) { _ in }
    #expect(report.finding == "holds" && report.states == 30 && report.stepsOutOfScope == 10)
    #expect(try search(Streets(side: 10), strategy) { _ in }.stepsOutOfScope == 0)
  }

  @Test("a deadlock is as deep as it is", arguments: strategies)
  func deadlockDepth(strategy: SearchStrategy) throws {
    for length in 1...5 {
      var model = Digraph(size: length, edges: 0)
      model.properties = [.noDeadlock()]
      for node in 1..<max(length, 1) { model.steps[node - 1] = [Digraph.Step(target: node, actionClass: 0)] }
      let report = try search(model, strategy) { _ in }
      #expect(report.finding == "violates no deadlock" && report.depth == length && report.states == length)
    }
  }

  /// Leads to many states at once.
  private struct Wide: Model {
    let width: UInt64
    var properties: [ModelProperty<Streets.State>] { [] }
    var initialStates: [Streets.State] { [Streets.State(bits: 0)] }
    func forEachSuccessor(of state: Streets.State, _ visit: (Streets.Step, Streets.State) -> Bool) {
      guard state.bits == 0 else { return }
      for target in 1...width where !visit(.right, Streets.State(bits: target)) { return }
    }
  }

  @Test("a state has 65,536 steps at the most, however it is searched", arguments: strategies)
  func steps(strategy: SearchStrategy) throws {
    #expect(try search(Wide(width: 1 << 16), strategy) { _ in }.states == 1 + 1 << 16)
    let error = #expect(throws: ModelError.self) { try search(Wide(width: 1 << 16 + 1), strategy) { _ in } }
    if case .tooManySteps = error {} else { Issue.record("\(strategy): \(String(describing: error))") }
  }

  @Test("one trace of many, though several workers search depth-first")
  func depthFirstTraces() throws {
    let model = Streets(side: 200, properties: [.always("no multiple") { $0.bits == 0 || $0.bits % 199 != 0 }])
    let alone = try search(model, .depthFirst()) { _ in }
    for workers in [2, 2, 2, 3, 3, 4] {
      let report = try search(model, .depthFirst(workers: workers)) { _ in }
      #expect(report.counterexample?.steps.map(\.ordinal) == alone.counterexample?.steps.map(\.ordinal))
      #expect(report.states == alone.states && report.transitions == alone.transitions)
    }
  }
}
