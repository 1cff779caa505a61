import CanonicalEncoding
import Foundation
import ModelChecking
import Participants
import Randomness
import Testing

/// A program drawn at random: rules of two or three processes, or of none, with guards and assignments on three shared bits.
struct RandomProgram: FootprintModel {
  /// The shared bits, and from bit 3 where each process is, in two bits.
  struct State: PackedState { var bits: UInt64 }

  struct Action: Hashable, Sendable, CustomStringConvertible {
    let rule: Int
    var description: String { "rule \(rule)" }
  }

  struct Rule: Sendable {
    let process: Int?
    let from: UInt64
    let to: UInt64
    let guarded: UInt64
    let values: UInt64
    let ways: [Assignment]

    func steps(_ state: UInt64) -> [UInt64] {
      let place = process.map { UInt64(3 + 2 * $0) } ?? 0
      guard state & guarded == values, process == nil || state >> place & 3 == from else { return [] }
      return ways.map { way in
        let assigned = way.assign(state)
        return process == nil ? assigned : assigned & ~(3 << place) | to << place
      }
    }
  }

  struct Assignment: Sendable {
    let cleared: UInt64
    let set: UInt64
    let flipped: UInt64
    let copied: (from: Int, to: Int)?

    func assign(_ state: UInt64) -> UInt64 {
      let next = (state & ~cleared | set) ^ flipped
      guard let copied else { return next }
      return next & ~(1 << UInt64(copied.to)) | (state >> UInt64(copied.from) & 1) << UInt64(copied.to)
    }
    var writes: UInt64 { cleared | set | flipped | (copied.map { 1 << UInt64($0.to) } ?? 0) }
    var reads: UInt64 { copied.map { 1 << UInt64($0.from) } ?? 0 }
  }

  let rules: [Rule]
  let initialStates: [State]
  /// States of which the hash is a multiple of this are out of scope; none if it is 0.
  let scope: UInt64
  let seed: UInt64
  /// Pairs of rules that claim to touch the same.
  let shared: [(Int, Int)]
  /// The rule of which a part is forgotten, and that part.
  var forgotten: (rule: Int, part: UInt64)?

  init(seed: UInt64) {
    var generator = Xoshiro256StarStar(seed: seed)
    self.seed = seed
    let processes = 2 + generator.below(2)
    func bit() -> UInt64 { 1 << UInt64(generator.below(3)) }
    func guarded() -> UInt64 { [0, 0, 0, bit(), bit(), bit() | bit()][generator.below(6)] }
    func assignment() -> Assignment {
      let bits = [0, 0, bit(), bit(), bit() | bit()][generator.below(5)]
      let cleared = bits & UInt64(generator.below(8))
      let set = bits & ~cleared & UInt64(generator.below(8))
      return Assignment(
        cleared: cleared, set: set, flipped: bits & ~cleared & ~set,
        copied: generator.below(6) == 0 ? (generator.below(3), generator.below(3)) : nil)
    }
    let places = 2 + generator.below(3)
    func rule(of process: Int?, from: Int) -> Rule {
      let guarded = guarded()
      return Rule(
        process: process, from: UInt64(from), to: UInt64(generator.below(places)), guarded: guarded,
        values: UInt64(generator.below(8)) & guarded,
        ways: (0..<(generator.below(6) == 0 ? 2 : 1)).map { _ in assignment() })
    }
    var rules = (0..<processes).flatMap { process in
      (0..<places + generator.below(places)).map { rule(of: process, from: $0 % places) }
    }
    if generator.below(4) == 0 { rules.append(rule(of: nil, from: 0)) }
    rules.shuffle(using: &generator)
    self.rules = rules
    // Footprints may be coarser than they need be.
    let coarseness = [0, 0, 10, 40][generator.below(4)]
    shared = (0..<coarseness).map { _ in (generator.below(rules.count), generator.below(rules.count)) }
    scope = generator.below(2) == 0 ? 0 : 3 + UInt64(generator.below(5))
    initialStates = (0...generator.below(2)).map { State(bits: $0 == 0 ? 0 : UInt64(generator.below(8))) }
  }

  /// Three processes that share a bit, in the order of which one comes back to a state by another way with less asleep.
  static let returning = RandomProgram(rules: [
    (1, 0, 1, nil, nil), (1, 1, 2, nil, false), (2, 1, 1, nil, true), (1, 2, 0, nil, nil), (2, 0, 2, nil, nil),
    (2, 2, 1, nil, nil), (0, 2, 0, nil, nil), (0, 0, 2, true, nil),
  ])

  /// Rules on one bit: whose, from where to where, what the bit must be, and what it becomes.
  private init(rules: [(process: Int, from: UInt64, to: UInt64, guarded: Bool?, assigned: Bool?)]) {
    self.rules = rules.map { rule in
      let assignment = Assignment(
        cleared: rule.assigned == false ? 1 : 0, set: rule.assigned == true ? 1 : 0, flipped: 0, copied: nil)
      return Rule(
        process: rule.process, from: rule.from, to: rule.to, guarded: rule.guarded == nil ? 0 : 1,
        values: rule.guarded == true ? 1 : 0, ways: [assignment])
    }
    (initialStates, scope, seed, shared) = ([State(bits: 0)], 0, 0, [])
  }

  private func hash(_ state: State, _ salt: UInt64) -> UInt64 {
    Fingerprint.mixed(state.bits + seed << 16 + salt << 60)
  }

  func isInScope(_ state: State) -> Bool { scope == 0 || state.bits < 8 || hash(state, 1) % scope != 0 }

  func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for (number, rule) in rules.enumerated() {
      for next in rule.steps(state.bits) where !visit(Action(rule: number), State(bits: next)) { return }
    }
  }

  var actionClasses: [String] { rules.indices.map { "\($0)" } }
  func actionClass(of action: Action) -> Int { action.rule }

  var properties: [ModelProperty<State>] {
    let copy = self
    return [
      .always("invariant") { copy.hash($0, 2) % 37 != 0 }, .sometimes("possible") { copy.hash($0, 3) % 11 == 0 },
      .noDeadlock { copy.hash($0, 4) % 3 != 0 },
    ]
  }

  func footprint(of action: Action) -> Footprint {
    let rule = rules[action.rule]
    let process: UInt64 = rule.process.map { 8 << UInt64($0) } ?? 0
    var reads = rule.ways.reduce(rule.guarded) { $0 | $1.reads }
    var writes = rule.ways.reduce(process) { $0 | $1.writes }
    for (number, pair) in shared.enumerated() where pair.0 == action.rule || pair.1 == action.rule {
      writes |= 1 << UInt64(8 + number)
    }
    if let forgotten, forgotten.rule == action.rule {
      reads &= ~forgotten.part
      writes &= ~forgotten.part
    }
    return Footprint(reads: reads, writes: writes)
  }
}

/// A participant whose behaviour is drawn at random, and who sends two messages.
struct RandomActor: Participant {
  typealias Message = UInt8
  typealias Timer = UInt8
  typealias Stable = UInt8
  typealias Request = UInt8
  typealias Response = UInt8
  typealias Observation = UInt8

  let seed: Int
  let size: Int
  var phase = 0
  var sent = 0

  init(seed: Int, size: Int) { (self.seed, self.size) = (seed, size) }

  mutating func handle(_ input: Input<RandomActor>, effects: inout Effects<RandomActor>) {
    let (kind, value) =
      switch input {
      case .start: (0, 0)
      case .restart(let stable): (1, Int(stable ?? 7))
      case .message(let message, let sender): (2, Int(message) + 4 * sender.index)
      case .timer(let timer): (3, Int(timer))
      case .request(let request): (4, Int(request))
      }
    let word = [effects.me.index, phase, kind, value].reduce(UInt64(seed)) { Fingerprint.mixed($0 &* 31 &+ UInt64($1)) }
    func draw(_ place: UInt64, _ below: UInt64) -> Int { Int(word >> (6 * place) & 63 % below) }
    phase = Int(word >> 40 % 3)
    if word >> 50 & 7 == 0 { phase = effects.choose(3) }
    if sent < 2, draw(0, 4) > 0 || kind == 0 {
      sent += 1
      effects.send(UInt8(word >> 33 & 1), to: Address(Int(word >> 34 & 63) % size))
    }
    if word >> 52 & 3 == 0 { effects.set(timer: UInt8(word >> 54 & 1), after: .seconds(1)) }
    if word >> 55 & 7 == 0 { effects.cancel(timer: 0) }
    if word >> 58 & 3 == 0 { effects.persist(UInt8(phase)) }
    if kind == 4 || word >> 60 & 3 == 0 { effects.respond(UInt8(phase)) }
    if word >> 62 == 0 { effects.observe(UInt8(phase)) }
  }

  func encode(into bytes: inout ByteWriter) {
    for number in [seed, size, phase, sent] { bytes.write(number) }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    (seed, size) = (try bytes.read(), try bytes.read())
    (phase, sent) = (try bytes.read(), try bytes.read())
  }
}

/// Notices the order of all that it is told of.
struct OrderObserver: NetworkObserver {
  typealias Subject = RandomActor

  var last: UInt8 = 0

  init() {}
  private mutating func note(_ number: UInt8) { last = (3 * last + number + 1) & 7 }
  mutating func sent(_ message: UInt8, from: Address, to: Address) { note(message) }
  mutating func delivered(_ message: UInt8, from: Address, to: Address) { note(2 + message) }
  mutating func requested(_ request: UInt8, at: Address) { note(4) }
  mutating func responded(_ response: UInt8, at: Address) { note(5) }
  mutating func observed(_ observation: UInt8, at: Address) { note(6) }
  mutating func crashed(at: Address) { note(7) }
  func encode(into bytes: inout ByteWriter) { bytes.write(last) }
  init(from bytes: inout ByteReader) throws(MalformedBytes) { last = try bytes.read() }
}

/// Notices the order of deliveries of some messages and of requests; says so if it is honest, and that it does not otherwise.
struct SomeObserver<Honesty: Sendable>: SelectiveObserver {
  typealias Subject = RandomActor

  var last: UInt8 = 0

  init() {}
  static func notices(_ message: UInt8) -> Bool { Honesty.self == Honest.self && message == 1 }
  mutating func delivered(_ message: UInt8, from: Address, to: Address) {
    if message == 1 { last = (3 * last + UInt8(to.number) + 1) & 7 }
  }
  mutating func requested(_ request: UInt8, at: Address) { last = (5 * last + 1) & 7 }
  func encode(into bytes: inout ByteWriter) { bytes.write(last) }
  init(from bytes: inout ByteReader) throws(MalformedBytes) { last = try bytes.read() }
}

enum Honest: Sendable {}
enum Dishonest: Sendable {}

@Suite("Reductions of models drawn at random")
struct RandomReductionTests {
  /// With IVCE_LONG_TESTS three times as many models are drawn, which takes more than a minute.
  private static let isLong = ProcessInfo.processInfo.environment["IVCE_LONG_TESTS"] != nil
  /// Programs in each of four parts.
  private static let programs = isLong ? 750 : 250
  /// Networks of each channel discipline.
  private static let networks = isLong ? 168 : 56

  @Test("sleep sets visit all states of random programs, and reach the same verdicts", arguments: 0..<4)
  func programs(part: UInt64) throws {
    var (states, transitions, saved) = (0, 0, 0)
    for seed in 0..<Self.programs {
      let model = AboutStates(RandomProgram(seed: part * 750 + UInt64(seed)))
      for property in ["", "invariant", "possible", "no deadlock"] {
        let one = AboutStates(model.base, only: property)
        let full = try one.checker().run()
        let report = try one.checker().runWithSleepSets()
        #expect(report.finding == full.finding, "seed \(model.base.seed)")
        try one.expectReal(report.counterexample)
        guard full.counterexample == nil else { continue }
        #expect(report.states == full.states, "seed \(model.base.seed)")
        #expect(report.coverage == full.coverage, "seed \(model.base.seed)")
        #expect(report.transitions <= full.transitions)
        guard property.isEmpty else { continue }
        states += full.states
        transitions += full.transitions
        saved += full.transitions - report.transitions
      }
    }
    // Some sleep indeed.
    print("random programs: \(states) states, \(transitions) transitions, of which \(saved) are saved")
    #expect(saved > transitions / 20)
  }

  @Test("a state that is met again with fewer sleepers is expanded again: two of these would be lost")
  func returning() throws {
    let model = AboutStates(RandomProgram.returning, only: "")
    #expect(try model.checker().run().states == 18)
    #expect(try model.checker().runWithSleepSets().states == 18)
  }

  @Test("a footprint that forgets a part is refused, unless it is right all the same", arguments: 0..<4)
  func forgetfulPrograms(part: UInt64) throws {
    var refused = 0
    for seed in 0..<Self.programs {
      var program = RandomProgram(seed: part * 750 + UInt64(seed))
      let full = try AboutStates(program, only: "").checker().run()
      // The test then looks at all states.
      guard full.states < 300 else { continue }
      let rule = seed % program.rules.count
      let footprint = program.footprint(of: RandomProgram.Action(rule: rule))
      let shared = (footprint.reads | footprint.writes) & 7
      program.forgotten = (rule, shared == 0 ? 0 : 1 << UInt64(shared.trailingZeroBitCount))
      let forgetful = try AboutStates(program, only: "").checker()
      if let refusal = refusal({ _ = try forgetful.runWithSleepSets() }) {
        #expect(refusal.contains("rule \(seed % program.rules.count)"), "\(refusal)")
        refused += 1
      } else {
        #expect(try forgetful.runWithSleepSets().states == full.states, "seed \(program.seed)")
      }
    }
    #expect(refused > Self.programs / 15, "\(refused)")
  }

  private func compare<Observer>(
    _ model: NetworkModel<RandomActor, Observer>, _ name: String
  ) throws -> (states: Int, saved: Int)? {
    var checker = try Checker(model)
    checker.limits = SearchLimits(states: 3_000)
    let full = try checker.run()
    if case .incomplete = full.verdict { return nil }
    let report = try checker.runWithSleepSets()
    #expect(report.states == full.states, "\(name)")
    #expect(report.coverage == full.coverage, "\(name)")
    return (full.states, full.transitions - report.transitions)
  }

  @Test("sleep sets visit all states of random networks", arguments: ChannelDiscipline.allCases)
  func networks(channels: ChannelDiscipline) throws {
    var faults = [
      NetworkFaults.none, NetworkFaults(losses: 1), NetworkFaults(losses: .unlimited), NetworkFaults(crashes: 1),
      NetworkFaults(crashes: 1, restarts: 1), NetworkFaults(partitions: .unlimited, cuts: [[0]]),
      NetworkFaults(losses: 1, partitions: 1, cuts: [[0], [1]]),
    ]
    if channels != .set { faults.append(NetworkFaults(losses: 1, duplications: 1)) }
    var (compared, states, saved) = (0, 0, 0)
    for seed in 0..<Self.networks {
      let size = 2 + seed % 3
      let actors = (0..<size).map { _ in RandomActor(seed: seed, size: size) }
      let requests: [Address: [UInt8]] = seed % 2 == 0 ? [:] : [0: [1, 2], 1: [3]]
      let fault = faults[seed % faults.count]
      let name = "\(channels), seed \(seed)"
      func model<Observer>(_ observer: Observer) throws -> NetworkModel<RandomActor, Observer> {
        try NetworkModel(
          actors, channels: channels, faults: fault, requests: requests, observer: observer,
          skipsIdleDeliveries: seed % 5 == 0, scope: { seed % 4 > 0 || $0.messages.count <= size })
      }
      for numbers in [
        try compare(model(NoObserver<RandomActor>()), name), try compare(model(OrderObserver()), name),
        try compare(model(SomeObserver<Honest>()), name),
      ] {
        guard let numbers else { continue }
        compared += 1
        states += numbers.states
        saved += numbers.saved
      }
    }
    print("random networks, \(channels): \(compared) compared, \(states) states, \(saved) transitions saved")
    #expect(compared > Self.networks / 2 && states > 150 * Self.networks, "\(compared) \(states)")
  }

  @Test("an observer that hides what it notices is refused")
  func dishonestObserver() throws {
    var refused = 0
    for seed in 0..<40 {
      let actors = (0..<3).map { _ in RandomActor(seed: seed, size: 3) }
      var checker = try Checker(NetworkModel(actors, observer: SomeObserver<Dishonest>()))
      checker.limits = SearchLimits(states: 3_000)
      let limited = checker
      guard let refusal = refusal({ _ = try limited.runWithSleepSets() }) else { continue }
      #expect(refusal.hasPrefix("a declared footprint is wrong: the order of "), "\(refusal)")
      refused += 1
    }
    #expect(refused > 5, "\(refused)")
  }
}
