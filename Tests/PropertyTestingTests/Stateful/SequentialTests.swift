import PropertyTesting
import Randomness
import Testing

@Suite("Commands one after the other")
struct SequentialTests {
  static let seeds = 1...30 as ClosedRange<UInt64>

  static func settings(_ seed: UInt64 = 1, cases: Int = 2000) -> CheckSettings {
    CheckSettings(cases: cases, seed: Seed(seed))
  }

  /// The run that is left of a failing one, and how it failed; without the place in the code.
  static func findings<Model>(_ report: CheckReport<CommandRun<Model>>) -> String {
    guard let found = report.counterexample else { return "\(report)" }
    return "\(found.text)\n\(found.failure.message.split(separator: " (")[0])"
  }

  @Test("a wrap-around that is wrong is found with one place", arguments: seeds)
  func queue(seed: UInt64) {
    let start = QueueModel.start(capacity: 1...5, miscounts: true)
    #expect(
      Self.findings(PropertyCheck("queue", sequential: start, settings: Self.settings(seed)).run()) == """
        4 commands from QueueModel(capacity: 1, items: [])
          1. .push(0) -> nil
          2. .pop -> 0
          3. .push(0) -> nil
          4. .count -> -1
        step 4: expected 1
        """)
  }

  @Test("the same with three places takes two commands more", arguments: seeds)
  func longerQueue(seed: UInt64) {
    let start = QueueModel.start(capacity: 3...3, miscounts: true)
    #expect(
      Self.findings(PropertyCheck("queue", sequential: start, settings: Self.settings(seed)).run()) == """
        6 commands from QueueModel(capacity: 3, items: [])
          1. .push(0) -> nil
          2. .pop -> 0
          3. .push(0) -> nil
          4. .push(0) -> nil
          5. .push(0) -> nil
          6. .count -> -1
        step 6: expected 3
        """)
  }

  @Test("a deletion that is forgotten is found with one key", arguments: seeds)
  func store(seed: UInt64) {
    let start = StoreModel.start(forgetsDeletions: true)
    #expect(
      Self.findings(PropertyCheck("store", sequential: start, settings: Self.settings(seed)).run()) == """
        4 commands from StoreModel(values: [:], keys: 0...9)
          1. .put(key: 0, value: 0) -> nil
          2. .flush -> nil
          3. .delete(0) -> nil
          4. .get(0) -> 0
        step 4: expected nil
        """)
  }

  @Test("a use after close is found with references to the right results", arguments: seeds)
  func registry(seed: UInt64) {
    let start = RegistryModel.start(trustsHandles: true)
    #expect(
      Self.findings(PropertyCheck("registry", sequential: start, settings: Self.settings(seed)).run()) == """
        4 commands from RegistryModel(handles: [:])
          1. .put(0) -> .handle(Handle(slot: 0, use: 1))
          2. .close(#1) -> .done
          3. .put(0) -> .handle(Handle(slot: 0, use: 2))
          4. .get(#1) -> .value(0)
        step 4: expected nil
        """)
  }

  @Test("the right objects agree with their models")
  func rightOnes() {
    #expect(PropertyCheck("queue", sequential: QueueModel.start(capacity: 1...5)).run().isGood)
    #expect(PropertyCheck("store", sequential: StoreModel.start()).run().isGood)
    #expect(PropertyCheck("registry", sequential: RegistryModel.start()).run().isGood)
    #expect(PropertyCheck("tokens", sequential: TokensModel.start()).run().isGood)
    #expect(PropertyCheck("counter", sequential: CounterModel.start(.racy)).run().isGood)
  }

  @Test("four commands are left of thirty and more", arguments: seeds)
  func long(seed: UInt64) {
    var lengths: [Int] = []
    let start = StoreModel.start(keys: 0...200, forgetsDeletions: true)
    let report = PropertyCheck("store", .sequentialRun(from: start), settings: Self.settings(seed)) { run, _ in
      if run.failure != nil, lengths.isEmpty, run.steps.count < 30 { throw Rejection.unwanted }
      if run.failure != nil { lengths.append(run.steps.count) }
      try run.check()
    }.run()
    #expect(lengths.first.map { $0 >= 30 } == true)
    #expect(report.counterexample?.value.steps.count == 4)
    #expect(report.counterexample.map { $0.shrinks < 2000 } == true)
  }

  @Test("the same seed leads to the same commands, another to others")
  func deterministic() {
    func runs(_ seed: UInt64) -> [String] {
      var texts: [String] = []
      let runs = Generator.sequentialRun(from: RegistryModel.start())
      _ = PropertyCheck("runs", runs, settings: Self.settings(seed, cases: 50)) { run, _ in texts.append("\(run)") }
        .run()
      return texts
    }
    #expect(runs(1) == runs(1))
    #expect(runs(1) != runs(2))
    #expect(Set(runs(1)).count > 40)
  }

  @Test("a failure comes back from its choices")
  func replay() throws {
    let start = RegistryModel.start(trustsHandles: true)
    let found = try #require(PropertyCheck("registry", sequential: start).run().counterexample)
    var settings = Self.settings()
    settings.replaying = found.choices
    settings.shrinking = nil
    let again = PropertyCheck("registry", sequential: start, settings: settings).run().counterexample
    #expect(again?.text == found.text)
    #expect(again?.failure == found.failure)
  }

  @Test("runs have as many commands as they may, and many")
  func counts() {
    var counts: [Int] = []
    let runs = Generator.sequentialRun(from: QueueModel.start(capacity: 1...5), count: 3...40)
    let report = PropertyCheck("runs", runs) { run, _ in counts.append(run.steps.count) }.run()
    #expect(report.isGood)
    #expect(counts.min() == 3 && counts.max() == 40)
    #expect(counts.reduce(0, +) > 12 * counts.count)
  }

  @Test("a run without a command is a mistake of who asks for it")
  func noCommands() async {
    await #expect(processExitsWith: .failure) {
      _ = Generator.sequentialRun(from: PlainModel().start, count: 0...10)
    }
    await #expect(processExitsWith: .failure) {
      _ = PropertyCheck("plain", sequential: PlainModel().start, count: -3...10)
    }
  }
}
