import Histories
import Testing

@Suite("Random histories")
struct RandomHistoryTests {
  private struct Tally {
    var samples = 0
    var linearizable = 0
    var noticed = [0, 0]

    var isMixed: Bool { linearizable * 10 > samples && (samples - linearizable) * 10 > samples }
  }

  /// Tests `samples` histories of up to 5 calls against all permutations, and counts how many give two mutants away.
  private func compare<Object: Drawable>(_ type: Object.Type, seed: UInt64, samples: Int) throws -> Tally {
    var histories = RandomHistories(seed: seed)
    histories.wrongReplies = 2
    var tally = Tally()
    for sample in 0..<samples {
      let calls = 2 + histories.generator.below(4)
      let history = try RecordedHistory<Object>(histories.next(type, calls: calls))
      var force = BruteForce(history)
      let expected = force.isLinearizable(from: .start)
      let place: Comment = "seed \(seed), sample \(sample): \(history.operations)"
      switch history.linearizability(from: .start).verdict {
      case .linearizable(let order):
        #expect(expected, place)
        #expect(history.isExplained(by: order, from: .start) && history.isComplete(order), place)
      case .violated(let violation):
        #expect(!expected, place)
        check(violation, of: history, place)
      case .unknown:
        Issue.record(place)
      }
      tally.samples += 1
      tally.linearizable += expected ? 1 : 0
      tally.noticed[0] += force.withoutLost.isLinearizable(from: .start) == expected ? 0 : 1
      force.respectsTime = false
      tally.noticed[1] += force.isLinearizable(from: .start) == expected ? 0 : 1
    }
    return tally
  }

  private func check<Object: Drawable>(
    _ violation: LinearizabilityViolation, of history: RecordedHistory<Object>, _ place: Comment
  ) {
    guard let event = history.operations[violation.blocked].returned else {
      Issue.record(place)
      return
    }
    let force = BruteForce(history)
    #expect(force.before(event).isLinearizable(from: .start), place)
    #expect(!force.before(event + 1).isLinearizable(from: .start), place)
    #expect(history.isExplained(by: violation.prefix, from: .start), place)
    #expect(history.isComplete(violation.prefix, before: event), place)
  }

  @Test("Verdicts on registers are those of all permutations, which notice forgotten losses and forgotten time")
  func register() throws {
    let tally = try compare(Register<Int>.self, seed: 1, samples: 3_000)
    #expect(tally.isMixed && tally.noticed.allSatisfy { $0 > 30 }, "\(tally)")
  }

  @Test("Verdicts on compare-and-set are those of all permutations, which notice forgotten losses and forgotten time")
  func compareAndSet() throws {
    let tally = try compare(CompareAndSetRegister.self, seed: 2, samples: 3_000)
    #expect(tally.isMixed && tally.noticed.allSatisfy { $0 > 30 }, "\(tally)")
  }

  @Test("Verdicts on two keys are those of all permutations, together and key by key")
  func store() throws {
    let tally = try compare(KeyValueStore.self, seed: 3, samples: 1_500)
    #expect(tally.isMixed && tally.noticed.allSatisfy { $0 > 15 }, "\(tally)")

    var histories = RandomHistories(seed: 4)
    histories.clients = 5
    var verdicts = [0, 0]
    for sample in 0..<2_000 {
      let history = try RecordedHistory<KeyValueStore>(histories.next(KeyValueStore.self, calls: 14))
      let whole = history.linearizability(from: .start)
      let byKey = history.linearizability(from: .start, partitionedBy: \.key)
      let place: Comment = "seed 4, sample \(sample): \(history.operations)"
      #expect(byKey.isLinearizable == whole.isLinearizable, place)
      verdicts[whole.isLinearizable ? 0 : 1] += 1
      switch byKey.verdict {
      case .linearizable(let order):
        #expect(history.isExplained(by: order, from: .start) && history.isComplete(order), place)
      case .violated(let violation):
        let event = history.operations[violation.blocked].returned ?? -1
        #expect(history.isExplained(by: violation.prefix, from: .start), place)
        #expect(history.isComplete(violation.prefix, of: violation.part, before: event), place)
      case .unknown:
        Issue.record(place)
      }
    }
    #expect(verdicts.allSatisfy { $0 > 200 }, "\(verdicts)")
  }

  @Test("Operations that change nothing for others do not change the verdict, however many words the sets take")
  func padded() throws {
    var histories = RandomHistories(seed: 5)
    histories.clients = 4
    var verdicts = [0, 0]
    for sample in 0..<1_000 {
      let events = histories.next(CompareAndSetRegister.self, calls: 8)
      let plain = try RecordedHistory<CompareAndSetRegister>(events).linearizability(from: .start)
      verdicts[plain.isLinearizable ? 0 : 1] += 1

      // Reads before and during all, some slow, and lost calls that can do nothing: more than 64 of each kind.
      var padded = RecordedHistory<CompareAndSetRegister>()
      for client in 100..<100 + 10 * (sample % 9) {
        try padded.append(.invoke(client: client, .read))
        if client % 10 > 0 {
          try padded.append(.respond(client: client, .value(nil)))
        }
      }
      for lost in 0..<10 * (sample % 11) {
        try padded.append(.invoke(client: 99, .compareAndSet(expected: 1_000 + lost, new: lost)))
        try padded.append(.timeOut(client: 99))
      }
      for event in events {
        try padded.append(event)
      }
      for client in stride(from: 100, to: 100 + 10 * (sample % 9), by: 10) {
        try padded.append(.respond(client: client, .value(nil)))
      }
      let report = padded.linearizability(from: .start)
      #expect(report.isLinearizable == plain.isLinearizable, "seed 5, sample \(sample): \(events)")
      if case .linearizable(let order) = report.verdict {
        #expect(padded.isExplained(by: order, from: .start) && padded.isComplete(order), "seed 5, sample \(sample)")
      }
    }
    #expect(verdicts.allSatisfy { $0 > 100 }, "\(verdicts)")
  }

  @Test("Long histories of a correct register are linearizable, and a wrong reply is found where it is")
  func long() throws {
    var histories = RandomHistories(seed: 6)
    histories.clients = 5
    histories.wrongReplies = 0
    histories.losses = 0
    var events = histories.next(Register<Int>.self, calls: 5_000)
    let history = try RecordedHistory<Register<Int>>(events)
    guard case .linearizable(let order) = history.linearizability(from: .start).verdict else {
      Issue.record("seed 6 is not linearizable")
      return
    }
    #expect(history.isExplained(by: order, from: .start) && history.isComplete(order))

    let index = try #require(events.lastIndex { if case .respond(_, .value) = $0 { true } else { false } })
    if case .respond(let client, _) = events[index] {
      events[index] = .respond(client: client, .value(99))
    }
    let wrong = try RecordedHistory<Register<Int>>(events)
    guard case .violated(let violation) = wrong.linearizability(from: .start).verdict else {
      Issue.record("seed 6 with a value that nobody wrote is linearizable")
      return
    }
    #expect(wrong.operations[violation.blocked].returned == index)
    #expect(wrong.isExplained(by: violation.prefix, from: .start))
    #expect(wrong.isComplete(violation.prefix, before: index))
  }
}
