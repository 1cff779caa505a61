import Histories
import Testing

@Suite("Linearizability of recorded histories")
struct LinearizabilityTests {
  private typealias History = RecordedHistory<Register<Int>>

  private func verdict(_ events: [History.Event]) throws -> LinearizabilityVerdict {
    try History(events).linearizability(from: Register(0)).verdict
  }

  @Test("Nothing, and calls that nobody answered, are linearizable in no order at all")
  func nothing() throws {
    #expect(try verdict([]) == .linearizable(order: []))
    #expect(try verdict([.invoke(client: 0, .read), .invoke(client: 1, .write(1))]) == .linearizable(order: []))
  }

  @Test("Overlapping reads may see a write in either order")
  func overlapping() throws {
    #expect(
      try verdict([
        .invoke(client: 0, .write(100)), .invoke(client: 1, .read), .invoke(client: 2, .read),
        .respond(client: 2, .value(0)), .respond(client: 1, .value(100)), .respond(client: 0, .written),
      ]) == .linearizable(order: [2, 0, 1]))
  }

  @Test("A read after a read must not see an older value")
  func staleRead() throws {
    #expect(
      try verdict([
        .invoke(client: 0, .write(200)), .invoke(client: 1, .read), .respond(client: 1, .value(200)),
        .invoke(client: 2, .read), .respond(client: 2, .value(0)), .respond(client: 0, .written),
      ]) == .violated(blocked: 2, prefix: [0, 1], part: [0, 1, 2]))
  }

  @Test("A write without a reply may take effect late, once, or never, but not before its call")
  func pending() throws {
    let lost: [History.Event] = [.invoke(client: 0, .write(1)), .timeOut(client: 0)]
    func reads(_ values: Int...) -> [History.Event] {
      values.flatMap { [.invoke(client: 1, .read), .respond(client: 1, .value($0))] as [History.Event] }
    }
    #expect(try verdict(lost + reads(0, 0)) == .linearizable(order: [1, 2]))
    #expect(try verdict(lost + reads(0, 1)) == .linearizable(order: [1, 0, 2]))
    #expect(try verdict(lost + reads(1, 0)) == .violated(blocked: 2, prefix: [0, 1], part: [0, 1, 2]))
    #expect(try verdict(reads(1) + lost) == .violated(blocked: 0, prefix: [], part: [0, 1]))
  }

  @Test("A failed write has no effect")
  func failed() throws {
    let failed: [History.Event] = [.invoke(client: 0, .write(1)), .fail(client: 0), .invoke(client: 0, .read)]
    #expect(try verdict(failed + [.respond(client: 0, .value(0))]) == .linearizable(order: [1]))
    #expect(
      try verdict(failed + [.respond(client: 0, .value(1))]) == .violated(blocked: 1, prefix: [], part: [1]))
  }

  @Test("Lost writes of one value are tried in one order only")
  func twins() throws {
    var history = History()
    for _ in 0..<60 {
      try history.append(.invoke(client: 0, .write(1)))
      try history.append(.timeOut(client: 0))
      try history.append(.invoke(client: 0, .write(2)))
      try history.append(.timeOut(client: 0))
    }
    try history.append(.invoke(client: 1, .read))
    try history.append(.respond(client: 1, .value(3)))
    let report = history.linearizability(from: Register(0), stepLimit: 100_000)
    #expect(report.isViolated && report.configurations < 61 * 61 * 2)
  }

  /// Writes of different values that all overlap, and a read that none explains: exponential.
  private func hard(key: ByteString, writes: Int, client: Int) -> [RecordedHistory<KeyValueStore>.Event] {
    (0..<writes).map { .invoke(client: client + $0, .init(key, .append(ByteString([UInt8($0)])))) }
      + [.invoke(client: client + writes, .init(key, .get)), .respond(client: client + writes, .value("?"))]
  }

  @Test("A search without enough steps does not know")
  func stepLimit() throws {
    let history = try RecordedHistory<KeyValueStore>(hard(key: "x", writes: 5, client: 0))
    let whole = history.linearizability(from: KeyValueStore())
    #expect(whole.isViolated && !whole.isLinearizable && whole.steps > 100)
    for limit in [-1, 0, 1, whole.steps - 1] {
      let report = history.linearizability(from: KeyValueStore(), stepLimit: limit)
      #expect(report.verdict == .unknown(.stepLimit))
      #expect(!report.isViolated && !report.isLinearizable && report.steps == max(0, limit))
    }
    #expect(history.linearizability(from: KeyValueStore(), stepLimit: whole.steps) == whole)
  }

  @Test("A part that is too hard does not hide a violation in another, but leaves the rest unknown")
  func shares() throws {
    let hardPart = hard(key: "hard", writes: 12, client: 0)
    func read(_ value: ByteString) throws -> LinearizabilityReport {
      let events: [RecordedHistory<KeyValueStore>.Event] = [
        .invoke(client: 99, .init("easy", .get)), .respond(client: 99, .value(value)),
      ]
      return try RecordedHistory<KeyValueStore>(hardPart + events)
        .linearizability(from: KeyValueStore(), partitionedBy: \.key, stepLimit: 1_000)
    }
    #expect(try read("").verdict == .unknown(.stepLimit))
    #expect(try read("").steps == 1_000)
    #expect(try read("!").verdict == .violated(blocked: 13, prefix: [], part: [13]))
  }

  @Test("Nor does a small part that is too hard hide a violation in a larger one")
  func smallHardPart() throws {
    var events = hard(key: "hard", writes: 12, client: 0)
    for read in 0..<20 {
      events.append(.invoke(client: 99, .init("easy", .get)))
      events.append(.respond(client: 99, .value(read < 19 ? "" : "!")))
    }
    let report = try RecordedHistory<KeyValueStore>(events)
      .linearizability(from: KeyValueStore(), partitionedBy: \.key, stepLimit: 1_000)
    #expect(
      report.verdict == .violated(blocked: 32, prefix: Array(13..<32), part: Array(13..<33)))
    #expect(report.steps == 500 + 20)
  }

  @Test("What counts is how far an order gets, not how many operations overlap the reply at which it ends")
  func furthest() throws {
    let history = try RecordedHistory<CompareAndSetRegister>([
      .invoke(client: 0, .compareAndSet(expected: 0, new: 1)), .invoke(client: 1, .compareAndSet(expected: 1, new: 2)),
      .invoke(client: 2, .compareAndSet(expected: 2, new: 3)), .invoke(client: 3, .compareAndSet(expected: 0, new: 7)),
      .respond(client: 3, .compared(true)), .invoke(client: 3, .read), .respond(client: 3, .value(8)),
      .respond(client: 0, .compared(true)), .respond(client: 1, .compared(true)), .respond(client: 2, .compared(true)),
    ])
    #expect(
      history.linearizability(from: CompareAndSetRegister(0)).verdict
        == .violated(blocked: 4, prefix: [3], part: [0, 1, 2, 3, 4]))
  }

  @Test("A search stops when told, even if each part is small")
  func interruption() throws {
    let history = try RecordedHistory<KeyValueStore>(hard(key: "x", writes: 8, client: 0))
    var asked = 0
    let report = history.linearizability(from: KeyValueStore()) {
      asked += 1
      return asked == 3
    }
    #expect(report.verdict == .unknown(.interruption))
    #expect(report.steps == 3 * 4096 && asked == 3)

    var events: [RecordedHistory<KeyValueStore>.Event] = []
    for key in 0..<UInt8(200) {
      for _ in 0..<50 {
        events += [.invoke(client: 0, .init(.init([key]), .get)), .respond(client: 0, .value(""))]
      }
    }
    let easy = try RecordedHistory<KeyValueStore>(events)
    #expect(easy.linearizability(from: KeyValueStore(), partitionedBy: \.key).isLinearizable)
    #expect(
      easy.linearizability(from: KeyValueStore(), partitionedBy: \.key, isInterrupted: { true }).verdict
        == .unknown(.interruption))
  }

  @Test("The order of the whole is made from those of its parts")
  func mergedOrder() throws {
    let history = try RecordedHistory<KeyValueStore>([
      .invoke(client: 0, .init("x", .put("1"))), .invoke(client: 1, .init("y", .put("2"))),
      .respond(client: 1, .done), .invoke(client: 2, .init("x", .get)), .respond(client: 2, .value("")),
      .invoke(client: 2, .init("y", .get)), .respond(client: 2, .value("2")), .respond(client: 0, .done),
    ])
    let report = history.linearizability(from: KeyValueStore(), partitionedBy: \.key)
    #expect(report.verdict == .linearizable(order: [1, 2, 0, 3]) && report.parts == 2)
    #expect(history.isExplained(by: [1, 2, 0, 3], from: KeyValueStore()))
  }
}

extension LinearizabilityVerdict {
  static func violated(blocked: Int, prefix: [Int], part: [Int]) -> LinearizabilityVerdict {
    .violated(LinearizabilityViolation(blocked: blocked, prefix: prefix, part: part))
  }
}
