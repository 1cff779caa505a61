import PropertyTesting
import Randomness
import Testing

@Suite("Commands side by side")
struct ParallelTests {
  private func findings<Model>(_ report: CheckReport<ParallelRun<Model>>) -> String {
    guard let found = report.counterexample else { return "\(report)" }
    return "\(found.text)\n\(found.failure.message)"
  }

  @Test("a lost update is found with one increment each and one read", arguments: SequentialTests.seeds)
  func lostUpdate(seed: UInt64) {
    let start = CounterModel.start(.racy)
    #expect(
      findings(PropertyCheck("counter", parallel: start, settings: SequentialTests.settings(seed)).run()) == """
        0 commands from a counter at 0
          then side by side
          A1. .increment -> .done
          A2. .read -> .value(1)
          B1. .increment -> .done
          steps in the order A1 B1*2 A1 A2
        no order of the commands explains the reply to A2
        """)
  }

  @Test("a command is dropped too when there are as many as there may be", arguments: 141...155 as ClosedRange<UInt64>)
  func fullBranches(seed: UInt64) throws {
    let check = PropertyCheck(
      "counter", parallel: CounterModel.start(.racy), count: 1...4, settings: SequentialTests.settings(seed))
    let found = try #require(check.run().counterexample)
    #expect(found.value.branches.map(\.count) == [2, 1])
  }

  @Test("a lock that is tested and then set is held twice", arguments: SequentialTests.seeds)
  func brokenLock(seed: UInt64) {
    let start = LockModel.start(isAtomic: false)
    #expect(
      findings(PropertyCheck("lock", parallel: start, settings: SequentialTests.settings(seed)).run()) == """
        0 commands from LockModel(isHeld: false)
          then side by side
          A1. .acquire -> true
          B1. .acquire -> true
          steps in the order A1 B1*2 A1
        no order of the commands explains the reply to A1
        """)
  }

  @Test("the right objects are linearizable, one that waits in a loop among them")
  func rightOnes() {
    #expect(PropertyCheck("atomic", parallel: CounterModel.start(.atomic)).run().isGood)
    #expect(PropertyCheck("locked", parallel: CounterModel.start(.locked)).run().isGood)
    #expect(PropertyCheck("lock", parallel: LockModel.start(isAtomic: true)).run().isGood)
  }

  @Test("preconditions hold whatever the order, and both clients have commands that need them")
  func preconditions() throws {
    let runs = Generator.parallelRun(from: TokensModel.start())
    let report = PropertyCheck("tokens", runs) { run, trial in
      try run.check()
      trial.cover(0.1, run.branches.allSatisfy { $0.contains { $0.command == .take } }, "both take")
    }.run()
    #expect(report.isGood, "\(report)")

    let careless = PropertyCheck("tokens", parallel: TokensModel.start(isCareless: true), prefix: 0...0).run()
    #expect(
      findings(careless) == """
        0 commands from TokensModel(count: 0, isCareless: true)
          then side by side
          A1. .take
          steps in the order A1
        A1: Missing()
        """)
  }

  @Test("every order of steps occurs")
  func allOrders() {
    let start = Generator { _ in (model: CounterModel(kinds: [.increment]), object: Counter(.racy)) }
    var orders: [[Int]: Set<String>] = [:]
    let runs = Generator.parallelRun(from: start, prefix: 0...0, count: 2...3)
    _ = PropertyCheck("orders", runs, settings: SequentialTests.settings(cases: 10_000)) { run, _ in
      let order = run.turns.map(\.description).joined(separator: " ")
      orders[run.branches.map(\.count), default: []].insert(order)
    }.run()
    // Two steps for each command, the first one of A.
    #expect(orders[[1, 1]] == ["A1 A1 B1 B1", "A1 B1 A1 B1", "A1 B1 B1 A1"])
    #expect(orders[[1, 2]]?.count == 5)
    #expect(orders[[2, 1]]?.count == 10)
  }

  @Test("a command that never ends is a failure")
  func endless() {
    let start = CounterModel.start(.neverUnlocked)
    #expect(
      findings(PropertyCheck("counter", parallel: start).run()) == """
        2 commands from a counter at 0
          1. .increment -> .done
          2. .increment
        step 2: no end within 10000 steps
        """)
    #expect(
      findings(PropertyCheck("counter", parallel: start, prefix: 0...0, count: 2...2).run()) == """
        0 commands from a counter at 0
          then side by side
          A1. .increment -> .done
          A2. .increment
          steps in the order A1*4 A2*9996
        A2: no end within 10000 steps
        """)
  }

  @Test("a prefix that is not right is a failure by itself")
  func wrongPrefix() {
    let start = Generator { _ in (model: CounterModel(value: 1), object: Counter(.atomic)) }
    #expect(
      findings(PropertyCheck("counter", parallel: start, prefix: 1...3).run()) == """
        1 command from a counter at 1
          1. .read -> .value(0)
        step 1: the model does not reply .value(0) to .read
        """)
  }

  @Test("the same seed leads to the same runs")
  func deterministic() {
    func runs() -> [String] {
      var texts: [String] = []
      let runs = Generator.parallelRun(from: LockModel.start(isAtomic: true))
      let settings = SequentialTests.settings(cases: 50)
      _ = PropertyCheck("runs", runs, settings: settings) { run, _ in texts.append("\(run)") }.run()
      return texts
    }
    #expect(runs() == runs())
    #expect(Set(runs()).count > 40)
  }

  @Test("a precondition that never holds side by side makes the generator empty")
  func neverPermitted() {
    let start = Generator { _ in (model: TokensModel(), object: Tokens()) }
    let takers = start.map { (model: Takers(model: $0.model), object: $0.object) }
    let report = PropertyCheck("takers", parallel: takers).run()
    #expect("\(report)".hasPrefix("the generator is empty: "), "\(report)")
  }

  @Test("numbers of commands that make no sense are a mistake of who asks for them")
  func noCommands() async {
    await #expect(processExitsWith: .failure) {
      _ = Generator.parallelRun(from: TokensModel.start(), prefix: -1...3)
    }
    await #expect(processExitsWith: .failure) {
      _ = Generator.parallelRun(from: TokensModel.start(), count: 0...3)
    }
  }
}

/// Tokens that are only taken, of which there are none.
private struct Takers: ParallelModel {
  typealias Object = Tokens
  typealias Call = TokensModel.Command
  typealias Reply = TokensModel.Reply

  var model: TokensModel

  var commands: Generator<TokensModel.Command> { .constant(.take) }

  func meetsPrecondition(_ command: TokensModel.Command) -> Bool { model.meetsPrecondition(command) }

  static func steps(of command: TokensModel.Command, on tokens: Tokens) -> Steps<TokensModel.Reply> {
    TokensModel.steps(of: command, on: tokens)
  }

  func step(_ call: TokensModel.Command, _ reply: TokensModel.Reply?) -> Takers? {
    model.step(call, reply).map { Takers(model: $0) }
  }
}
