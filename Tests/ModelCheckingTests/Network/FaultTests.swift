import ModelChecking
import Testing

@Suite("Faults: counts derived by hand")
struct FaultTests {
  @Test("lost messages, within a budget or without one")
  func losses() throws {
    // On its way, delivered, lost.
    #expect(try counts(.once, .unordered, NetworkFaults(losses: 1)) == [3, 3, 2])
    // A set keeps what it delivers, until that is lost: before, lost, delivered, delivered and lost.
    #expect(
      try counts(.once, .set, NetworkFaults(losses: .unlimited), scope: { $0.participants[1].log.count < 2 })
        == [4, 5, 3])
    // (delivered, lost): 00 10 20 01 11, by two steps from 00 and 10 and one from 01.
    #expect(try counts(.twice, .unordered, NetworkFaults(losses: 1)) == [5, 6, 3])
    // (delivered, on their way): 02 11 01 20 10 00, by two steps wherever one is on its way.
    #expect(try counts(.twice, .unordered, NetworkFaults(losses: .unlimited)) == [6, 7, 3])
    // Only the first of a channel is lost. Delivered|on their way|lost: |21| 2|1| 21|| |1|2 1||2 2||1.
    #expect(try counts(.countdown, .ordered, NetworkFaults(losses: 1)) == [6, 6, 3])
  }

  @Test("duplicated messages")
  func duplications() throws {
    // (delivered, on their way, duplicated): 010 100 021 111 201.
    #expect(try counts(.once, .unordered, NetworkFaults(duplications: 1)) == [5, 5, 4])
    // Delivered|on their way: |21 2|1 21|, after a duplication |221 2|21 22|1 221|, 2|11 21|1 211|.
    #expect(try counts(.countdown, .ordered, NetworkFaults(duplications: 1)) == [10, 10, 5])
  }

  @Test("timers go off in any order, once each")
  func timers() throws {
    // What has gone off: nothing, 1, 2, 12, 21.
    #expect(try counts(.timers, participants: 1) == [5, 5, 3])
    // Two participants do not meet: 5 x 5 states, 4 x 5 x 2 steps.
    #expect(try counts(.timers, participants: 2) == [25, 41, 5])
    // Nothing, 1 (which cancels 2), 2, 21.
    #expect(try counts(.cancel, participants: 1) == [4, 4, 3])
  }

  @Test("a crash loses all but what is persisted")
  func crashes() throws {
    // Before and after the timer; crashed before and after; begun anew with nothing and with 7.
    let model = try NetworkModel([Toy(.saves)], faults: NetworkFaults(crashes: 1))
    let search = try NaiveSearch(model)
    #expect(search.counts == [6, 6, 4])
    #expect(search.ends.map { $0.participants[0].log } == [[0], [7]])
    #expect(search.ends.map { $0.persisted(at: 0) } == [nil, 7])
    #expect(search.states.allSatisfy { $0.crashed.isEmpty || $0.participants[0].log.isEmpty && $0.timers.isEmpty })
    #expect(try counts(.saves, .unordered, NetworkFaults(crashes: 1, restarts: 0), participants: 1) == [4, 4, 3])
    // Without counting: alive in three ways (before the timer, after it, begun anew with nothing), with 7 persisted begun
    // anew in a fourth; crashed with and without 7. Six states, of which four can crash and two begin anew.
    #expect(try counts(.saves, .unordered, NetworkFaults(crashes: .unlimited), participants: 1) == [6, 8, 4])
  }

  @Test("messages wait for a crashed participant")
  func waiting() throws {
    // On its way or delivered, with nobody or 0 crashed: four. 1 crashes before the delivery, or after it: two more.
    #expect(try counts(.once, .unordered, NetworkFaults(crashes: 1, restarts: 0)) == [6, 7, 3])
  }

  @Test("messages wait for the end of a partition")
  func partitions() throws {
    // On its way or delivered, before, during and after the partition; no delivery during it.
    #expect(try counts(.once, .unordered, NetworkFaults(partitions: 1, cuts: [[0]])) == [6, 7, 4])
    #expect(try counts(.once, .unordered, NetworkFaults(partitions: .unlimited, cuts: [[0]])) == [4, 6, 3])
    // A third party is cut off: the message gets through.
    #expect(try counts(.once, .unordered, NetworkFaults(partitions: 1, cuts: [[2]]), participants: 3) == [6, 8, 4])
    // Two cuts, one of which stops the message: on its way before, during either and after, by 3, 1, 2 and 1 steps;
    // delivered likewise, by 2, 1, 1 and none.
    #expect(
      try counts(.once, .unordered, NetworkFaults(partitions: 1, cuts: [[0], [2]]), participants: 3) == [8, 12, 4])
  }

  @Test("clients ask one thing after another")
  func clients() throws {
    #expect(try counts(.answers, participants: 1, requests: [0: [1, 2]]) == [3, 3, 3])
    // The first request is never answered.
    #expect(try counts(.silent, participants: 1, requests: [0: [1, 2]]) == [2, 2, 2])
    // Two clients do not meet.
    #expect(try counts(.answers, participants: 2, requests: [0: [1], 1: [2]]) == [4, 5, 3])
    // A crash ends the waiting. (requests made, alive): 0a 1a 0c 1c, after the crash 0a 1a, and from there 1a 2a.
    #expect(
      try counts(.silent, .unordered, NetworkFaults(crashes: 1), participants: 1, requests: [0: [1, 2]]) == [8, 8, 5])
  }

  @Test("each way of choosing is a step")
  func choices() throws {
    // The choices are 00 01 02 1.
    #expect(try counts(.chooses) == [5, 5, 2])
    // Two participants that start in three ways each.
    #expect(try counts(.choosesAtStart) == [9, 9, 1])
    let model = try NetworkModel([Toy(.chooses), Toy(.chooses)])
    var actions: [String] = []
    try model.forEachSuccessor(of: model.initialStates[0]) { action, _ in
      actions.append("\(action)")
      return true
    }
    #expect(
      actions == [
        "0 → 1: 1 [choosing 0, 0]", "0 → 1: 1 [choosing 0, 1]", "0 → 1: 1 [choosing 0, 2]", "0 → 1: 1 [choosing 1]",
      ])
  }
}
