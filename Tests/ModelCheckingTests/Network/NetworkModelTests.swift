import CanonicalEncoding
import ModelChecking
import Participants
import Testing

/// Writes down the hooks that are called.
struct Diary: NetworkObserver {
  typealias Subject = Toy
  var lines: [String] = []

  init() {}

  mutating func sent(_ message: UInt8, from: Address, to: Address) { lines.append("\(from) sends \(message) to \(to)") }
  mutating func delivered(_ message: UInt8, from: Address, to: Address) {
    lines.append("\(to) gets \(message) from \(from)")
  }
  mutating func requested(_ request: UInt8, at address: Address) { lines.append("\(address) is asked \(request)") }
  mutating func responded(_ response: UInt8, at address: Address) { lines.append("\(address) answers \(response)") }
  mutating func observed(_ observation: UInt8, at address: Address) { lines.append("\(address) tells \(observation)") }
  mutating func crashed(at address: Address) { lines.append("\(address) crashes") }

  func encode(into bytes: inout ByteWriter) { bytes.write(lines) }
  init(from bytes: inout ByteReader) throws(MalformedBytes) { lines = try bytes.read() }
}

@Suite("Network models")
struct NetworkModelTests {
  @Test("an observer learns what happens, in order")
  func observer() throws {
    let talk = try NaiveSearch(NetworkModel([Toy(.tells), Toy(.tells)], observer: Diary()))
    #expect(
      talk.ends.map(\.observer.lines) == [
        [
          "0 sends 2 to 1", "1 gets 2 from 0", "1 tells 2", "1 sends 1 to 0", "0 gets 1 from 1", "0 tells 1",
          "0 sends 0 to 1", "1 gets 0 from 0", "1 tells 0",
        ]
      ])
    let faults = NetworkFaults(crashes: 1, restarts: 0)
    let client = try NaiveSearch(
      NetworkModel([Toy(.answers)], faults: faults, requests: [0: [3]], observer: Diary()))
    #expect(client.ends.map(\.observer.lines) == [["0 crashes"], ["0 is asked 3", "0 answers 6", "0 crashes"]])
  }

  @Test("actions have a class, a text and a place in charts")
  func actions() throws {
    let faults = NetworkFaults(losses: 1, duplications: 1, crashes: 1, partitions: 1, cuts: [[0]])
    let model = try NetworkModel([Toy(.countdown), Toy(.countdown)], faults: faults, requests: [1: [5]])
    var texts: [String] = []
    var classes: Set<String> = []
    var charts: [ChartStep] = []
    for state in try NaiveSearch(model).states {
      try model.forEachSuccessor(of: state) { action, _ in
        if !texts.contains("\(action)") {
          texts.append("\(action)")
          charts.append(action.chart)
        }
        classes.insert(model.actionClasses[model.actionClass(of: action)])
        return true
      }
    }
    #expect(
      texts.sorted() == [
        "0 crashes", "0 restarts", "0 → 1: 1", "0 → 1: 1 is duplicated", "0 → 1: 1 is lost", "0 → 1: 2",
        "0 → 1: 2 is duplicated", "0 → 1: 2 is lost", "1 crashes", "1 restarts", "1: request 5", "the partition ends",
        "{0} is cut off",
      ])
    #expect(classes == Set(model.actionClasses).subtracting(["timer"]))
    #expect(charts.contains(.message(from: 0, to: 1, label: "2", isLost: false)))
    #expect(charts.contains(.message(from: 0, to: 1, label: "2", isLost: true)))
    #expect(charts.contains(.local(at: 1, label: "request 5")))
    #expect(charts.contains(.everywhere(label: "{0} is cut off")))
    let timer = NetworkAction<Toy>.fire(3, at: 1, choices: [0, 2])
    #expect(
      "\(timer)" == "1: timer 3 [choosing 0, 2]" && timer.chart == .local(at: 1, label: "timer 3 [choosing 0, 2]"))
    #expect(Fairness.weak(.deliver) == .weak(0) && Fairness.strong(.request) == .strong(8))
  }

  @Test("steps come in the same order each time, and stop on request")
  func order() throws {
    let model = try NetworkModel(
      [Toy(.countdown), Toy(.countdown)], faults: NetworkFaults(losses: .unlimited, duplications: 2, crashes: 1))
    for state in try NaiveSearch(model).states {
      var all: [NetworkAction<Toy>] = []
      try model.forEachSuccessor(of: state) { action, _ in
        all.append(action)
        return true
      }
      for limit in all.indices {
        var some: [NetworkAction<Toy>] = []
        try model.forEachSuccessor(of: state) { action, _ in
          some.append(action)
          return some.count <= limit
        }
        #expect(some == Array(all[...limit]))
      }
    }
  }

  @Test("fields name the parts of a state that there are")
  func fields() throws {
    let faults = NetworkFaults(losses: 1, crashes: 1, partitions: .unlimited, cuts: [[1]])
    let model = try NetworkModel([Toy(.countdown), Toy(.silent)], faults: faults, requests: [1: [4]])
    #expect(model.fields(of: model.initialStates[0]).map(\.name) == ["0", "1", "messages"])
    let all = Set(
      try NaiveSearch(model).states.flatMap { $0.fields.map { $0.name == "0" ? "0" : "\($0.name): \($0.value)" } })
    #expect(
      all.isSuperset(of: [
        "0", "messages: 0 → 1: 1, 0 → 1: 2", "crashed: 1", "cut off: 1", "client of 1: request 1, waiting",
        "client of 1: request 1", "faults: 1 lost, 1 crashes",
      ]))
  }

  @Test("a bad description is an error that says so")
  func errors() {
    func error(
      participants: Int = 2, _ channels: ChannelDiscipline = .unordered, _ faults: NetworkFaults = .none,
      requests: [Address: [UInt8]] = [:], situation: Toy.Situation = .once
    ) -> NetworkModelError? {
      do {
        let toys = Array(repeating: Toy(situation), count: participants)
        _ = try NetworkModel(toys, channels: channels, faults: faults, requests: requests)
        return nil
      } catch {
        return error
      }
    }
    #expect(error(participants: 0) == .noParticipants)
    #expect(error(participants: 65) == .tooManyParticipants(65))
    #expect(error(participants: 64) == nil)
    #expect(error(.unordered, NetworkFaults(losses: -1)) == .unsuitableBudget(fault: "losses", -1))
    #expect(error(.unordered, NetworkFaults(crashes: 70_000)) == .unsuitableBudget(fault: "crashes", 70_000))
    #expect(error(.unordered, NetworkFaults(restarts: -2)) == .unsuitableBudget(fault: "restarts", -2))
    #expect(error(.set, NetworkFaults(duplications: 1)) == .unsuitableDuplications(.set, 1))
    #expect(
      error(.ordered, NetworkFaults(duplications: .unlimited)) == .unsuitableDuplications(.ordered, .unlimited))
    #expect(error(.unordered, NetworkFaults(partitions: 1)) == .noCuts)
    #expect(error(.unordered, NetworkFaults(partitions: 1, cuts: [[]])) == .trivialCut([]))
    #expect(error(.unordered, NetworkFaults(partitions: 1, cuts: [[0, 1]])) == .trivialCut([0, 1]))
    #expect(error(.unordered, NetworkFaults(partitions: 1, cuts: [[2]])) == .unknownAddress(2))
    #expect(error(requests: [2: [1]]) == .unknownAddress(2))
    #expect(error(situation: .missends) == .unknownReceiver(9, from: 0))
    #expect(
      "\(NetworkModelError.unknownReceiver(9, from: 0))" == "participant 0 sends to 9, and there is no such participant"
    )
  }
}
