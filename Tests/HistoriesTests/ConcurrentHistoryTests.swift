import Histories
import Testing

@Suite("Histories inside a state")
struct ConcurrentHistoryTests {
  private typealias Event = RecordedHistory<Register<String>>.Event

  private func history(_ events: [Event]) -> ConcurrentHistory<Register<String>> {
    ConcurrentHistory(Register("A"), events)
  }

  private func complete(_ client: Int, _ call: Register<String>.Call, _ reply: Register<String>.Reply) -> [Event] {
    [.invoke(client: client, call), .respond(client: client, reply)]
  }

  @Test("What overlaps may come in any order, and what is in flight need not take effect")
  func linearizable() {
    #expect(history([]).isLinearizable)
    #expect(history([.invoke(client: 0, .write("B"))]).isLinearizable)
    #expect(history([.invoke(client: 0, .write("B"))] + complete(1, .read, .value("A"))).isLinearizable)
    #expect(history([.invoke(client: 0, .write("B"))] + complete(1, .read, .value("B"))).isLinearizable)
    #expect(
      history([.invoke(client: 0, .read), .invoke(client: 1, .write("B")), .respond(client: 0, .value("B"))])
        .isLinearizable)
  }

  @Test("A value that nobody has written yet, and an old value after a new one, cannot be read")
  func violated() {
    #expect(!history(complete(0, .read, .value("B"))).isLinearizable)
    #expect(!history(complete(0, .read, .value("B")) + [.invoke(client: 1, .write("B"))]).isLinearizable)
    #expect(!history(complete(1, .write("B"), .written) + complete(0, .read, .value("A"))).isLinearizable)
    #expect(
      !history(
        [.invoke(client: 0, .write("B"))] + complete(1, .read, .value("B")) + complete(2, .read, .value("A"))
      ).isLinearizable)
  }

  @Test("Misuse spoils a history for good, and never traps")
  func misuse() {
    let twice: [Event] = [.invoke(client: 0, .read), .invoke(client: 0, .read)]
    for wrong in [twice, [.respond(client: 0, .written)]] {
      var spoilt = history(complete(1, .write("B"), .written) + wrong)
      #expect(!spoilt.isLinearizable && !spoilt.isValid)
      let before = spoilt
      spoilt.respond(client: 0, .value("B"))
      spoilt.invoke(client: 5, .read)
      spoilt.respond(client: 5, .value("B"))
      #expect(spoilt == before && !spoilt.isLinearizable)
    }
  }

  @Test("Operations lie by client, each with a row of what the others had completed")
  func layout() {
    let events: [Event] = complete(3, .write("B"), .written) + complete(1, .read, .value("B"))
    let whole = history(
      events + [.invoke(client: 2, .read)] + complete(3, .read, .value("B")) + [.invoke(client: 1, .read)])
    #expect(whole.operations.map(\.client) == [1, 1, 2, 3, 3])
    #expect(whole.operations.map(\.reply) == [.value("B"), nil, nil, .written, .value("B")])
    #expect(whole.clientCount == 3)
    #expect(whole.completedBefore == [0, 0, 1] + [0, 0, 2] + [1, 0, 1] + [0, 0, 0] + [1, 0, 0])
  }

  @Test("Histories are equal exactly if the past of every call is, whatever the order of overlapping events")
  func equality() throws {
    let a = [.invoke(client: 3, .write("B")), .invoke(client: 1, .read), .respond(client: 1, .value("A"))] as [Event]
    let b = [.invoke(client: 1, .read), .invoke(client: 3, .write("B")), .respond(client: 1, .value("A"))] as [Event]
    let c = [.invoke(client: 1, .read), .respond(client: 1, .value("A")), .invoke(client: 3, .write("B"))] as [Event]
    #expect(history(a) == history(b) && history(a).hashValue == history(b).hashValue)
    #expect(history(a) != history(c))
    #expect(history([]) != ConcurrentHistory(Register("B")))

    // All pairs among many short random histories, misuse included, against the maps that Stateright keeps.
    var generator = SplitMix64(seed: 7)
    var classes: [MapHistory: ConcurrentHistory<Register<String>>] = [:]
    var representatives: [ConcurrentHistory<Register<String>>: MapHistory] = [:]
    var repeated = 0
    for _ in 0..<60_000 {
      var maps = MapHistory()
      var own = ConcurrentHistory(Register("A"))
      for _ in 0..<generator.below(8) {
        let client = [2, 0, 9][generator.below(3)]
        if generator.below(20) == 0 || maps.inFlight[client] == nil {
          maps.invoke(client)
          own.invoke(client: client, .read)
        } else {
          maps.respond(client)
          own.respond(client: client, .value("A"))
        }
        if generator.below(40) == 0 {
          let client = [2, 0, 9][generator.below(3)]
          maps.respond(client)
          own.respond(client: client, .value("A"))
        }
      }
      repeated += classes[maps] == nil ? 0 : 1
      #expect(classes.updateValue(own, forKey: maps).map { $0 == own } ?? true, "seed 7: \(maps)")
      #expect(representatives.updateValue(maps, forKey: own).map { $0 == maps } ?? true, "seed 7: \(own)")
    }
    #expect(classes.count == representatives.count && classes.count > 1_000 && repeated > 10_000)
  }

  @Test("Verdicts are those of all permutations and of the recorded history; without real time they are not")
  func agreement() throws {
    var histories = RandomHistories(seed: 8)
    histories.losses = 0
    histories.wrongReplies = 3
    var verdicts = [0, 0]
    var noticed = 0
    for sample in 0..<3_000 {
      let calls = 2 + histories.generator.below(5)
      let events = histories.next(CompareAndSetRegister.self, calls: calls)
      let recorded = try RecordedHistory<CompareAndSetRegister>(events)
      var own = ConcurrentHistory(.start, events)
      let expected = recorded.linearizability(from: .start).isLinearizable
      #expect(own.isLinearizable == expected, "seed 8, sample \(sample): \(events)")
      if calls < 6 {
        #expect(
          BruteForce(recorded).isLinearizable(from: .start) == expected, "seed 8, sample \(sample): \(events)")
      }
      verdicts[expected ? 0 : 1] += 1
      own.completedBefore = own.completedBefore.map { _ in 0 }
      noticed += own.isLinearizable == expected ? 0 : 1
    }
    #expect(verdicts.allSatisfy { $0 > 300 } && noticed > 30, "\(verdicts) \(noticed)")
  }
}

/// What Stateright keeps of a history of one call and one reply: for each client, for each completed operation, the
/// index of the last operation that each other client had completed at the call.
private struct MapHistory: Hashable {
  var completed: [Int: [[Int: Int]]] = [:]
  var inFlight: [Int: [Int: Int]] = [:]
  var isValid = true

  mutating func invoke(_ client: Int) {
    guard isValid else { return }
    isValid = inFlight[client] == nil
    guard isValid else { return }
    inFlight[client] = completed.filter { $0.key != client && !$0.value.isEmpty }.mapValues { $0.count - 1 }
    completed[client, default: []] += []
  }

  mutating func respond(_ client: Int) {
    guard isValid else { return }
    if let past = inFlight.removeValue(forKey: client) {
      completed[client, default: []].append(past)
    } else {
      isValid = false
      completed[client, default: []] += []
    }
  }
}

extension ConcurrentHistory {
  init(_ initial: Object, _ events: [RecordedHistory<Object>.Event]) {
    self.init(initial)
    for event in events {
      switch event {
      case .invoke(let client, let call): invoke(client: client, call)
      case .respond(let client, let reply): respond(client: client, reply)
      case .timeOut, .fail: break
      }
    }
  }
}
