import CanonicalEncoding
import Latencies
import Participants
import Randomness
import Simulation
import Testing

struct SimulationTests {
  /// Two tickers that tell each other.
  private static func pair(
    trouble: NetworkTrouble = .none, partitions: [Partition] = [], churn: Churn? = nil, keepsLog: Bool = false
  ) -> Simulation<Ticker, Recorder<Ticker>> {
    var simulation = Simulation(
      of: Ticker.self, seed: 3, latency: .constant(.milliseconds(250)), trouble: trouble, partitions: partitions,
      churn: churn, keepsLog: keepsLog, observer: Recorder()
    ) { Ticker(neighbour: Address($0.index ^ 1)) }
    simulation.add(2)
    return simulation
  }

  @Test func timersGoOffWhenTheyWereSetLast() {
    var simulation = Self.pair()
    simulation.run(for: .milliseconds(3_200))
    // At 1, 2 and 3 s; what was set for now was moved, and what was cancelled never went off.
    #expect(simulation[0].ticks == 3 && simulation[1].ticks == 3)
    // The third message is on its way.
    #expect(simulation[0].heard == 2)
    #expect(simulation.observer.lines == ["0.0 s: 0 starts", "0.0 s: 1 starts"])
    #expect(simulation.now == VirtualTime(nanoseconds: 3_200_000_000))
    #expect(simulation.events == 2 + 6 + 4)
    simulation.run(for: .milliseconds(50))
    #expect(simulation[0].heard == 3)
  }

  @Test func participantsCanBeGiven() {
    var simulation = Self.pair()
    #expect(simulation.add(Ticker(neighbour: 0), after: .seconds(1)) == 2)
    #expect(simulation[2].neighbour == 0 && simulation.status(of: 2) == .waiting)
    simulation.run(for: .milliseconds(2_500))
    // It began a second later; the message of its first tick has come.
    #expect(simulation[2].ticks == 1 && simulation[0].heard == 2)
    // When it starts again it is made anew.
    simulation.crash(2)
    simulation.restart(2, after: .seconds(1))
    simulation.run(for: .seconds(2))
    #expect(simulation[2].neighbour == 3)
  }

  @Test func messagesTakeHalfTheRoundTripBetweenHosts() {
    let matrix = LatencyMatrix(name: "three", count: 3, milliseconds: [0, 10, 30, 10, 0, 50, 30, 50, 0])
    var simulation = Simulation(
      of: Gossip.self, seed: 1, latency: .matrix(matrix), trouble: .none, observer: Recorder()
    ) { _ in Gossip(peers: 30) }
    simulation.add(30)
    for round in 0..<200 { simulation.request(round * 2 + 1, at: Address(round % 30), after: .seconds(1_000 * round)) }
    simulation.run(for: .seconds(1_000_000))
    let delays = Set(simulation.observer.delays.map { Int(($0 * 1e3).rounded()) })
    #expect(delays == [0, 5, 15, 25])
    #expect(simulation.observer.counts.lost == 0)
  }

  @Test func crashesTakeAllButWhatWasPersisted() {
    var simulation = Self.pair()
    simulation.crash(0, after: .milliseconds(2_500))
    simulation.restart(0, after: .milliseconds(4_500))
    simulation.request(100, at: 0, after: .seconds(3))
    simulation.request(100, at: 0, after: .milliseconds(4_600))
    simulation.crash(1, after: .seconds(6))
    simulation.restart(1, after: .seconds(7), keepingState: false)
    simulation.run(for: .milliseconds(4_550))
    #expect(simulation[0].ticks == 2 && simulation[0].heard == 0 && simulation.status(of: 0) == .up)
    simulation.run(for: .seconds(3))
    #expect(
      simulation.observer.lines.dropFirst(2) == [
        "2.5 s: 0 crashes", "4.5 s: 0 starts", "4.5 s: 0 restarted with 2", "4.6 s: 0 is asked 100",
        "4.6 s: 0 answers 102", "6.0 s: 1 crashes", "7.0 s: 1 starts", "7.0 s: 1 restarted with nothing",
      ])
    // Who is down hears nothing: 1 told it at 3 s and at 4 s.
    #expect(simulation.observer.counts.lost == 2 + 1)
    #expect(simulation.status(of: 1) == .up && simulation[1].ticks == 0)
  }

  @Test func partitionsLoseMessagesUntilTheyHeal() {
    let cut = Partition(
      from: VirtualTime(nanoseconds: 1_500_000_000), to: VirtualTime(nanoseconds: 3_500_000_000)
    ) { $0 == 0 }
    var simulation = Self.pair(partitions: [cut])
    simulation.run(for: .milliseconds(3_900))
    #expect(simulation[0].heard == 1 && simulation[1].heard == 1)
    #expect(simulation.observer.counts == (6, 2, 4))
    simulation.run(for: .seconds(1))
    #expect(simulation[0].heard == 4)
  }

  @Test("loss, duplication and delay happen as often as they should")
  func trouble() {
    let trouble = NetworkTrouble(loss: 0.1, duplication: 0.2, reordering: 0.3, delay: .milliseconds(500))
    var simulation = Self.pair(trouble: trouble)
    simulation.run(for: .seconds(20_000))
    let (sent, delivered, lost) = simulation.observer.counts
    #expect(sent == 40_000)
    #expect(abs(Double(lost) - 4_000) < 300)
    // Of those that are not lost, a fifth comes twice.
    #expect(abs(Double(delivered) - 36_000 * 1.2) < 600)
    let late = simulation.observer.delays.count { $0 > 0.2501 }
    #expect(abs(Double(late) / Double(delivered) - 0.3) < 0.02)
    #expect(simulation.observer.delays.allSatisfy { $0 < 0.7501 })
  }

  @Test func usualTroubleIsOnUnlessTurnedOff() {
    var simulation = Simulation(seed: 1, latency: .constant(.zero), observer: Recorder<Ticker>()) {
      Ticker(neighbour: Address($0.index ^ 1))
    }
    simulation.add(2)
    simulation.run(for: .seconds(5_000))
    #expect(simulation.observer.counts.lost > 50)
  }

  @Test(
    "sessions end and begin again",
    arguments: [
      SessionTime.exponential(mean: .seconds(30)), .pareto(shape: 2.5, mean: .seconds(30)),
      .weibull(shape: 0.7, scale: .seconds(24)), .fixed(.seconds(30)),
    ])
  func churn(session: SessionTime) {
    var simulation = Simulation(
      of: Ticker.self, seed: 5, latency: .constant(.milliseconds(5)), trouble: .none,
      churn: Churn(session: session, absence: .exponential(mean: .seconds(10))), observer: Recorder()
    ) { Ticker(period: 10_000_000_000, neighbour: $0) }
    simulation.add(400)
    simulation.run(for: .seconds(2_000))
    let lines = simulation.observer.lines
    let crashes = lines.count { $0.hasSuffix("crashes") }
    // Rounds take 40 s on average: 30 up (the Weibull mean is 24 x 1.266), 10 away.
    #expect(abs(Double(crashes) / (400 * 2_000 / 40.3) - 1) < 0.06, "\(crashes)")
    let up = (0..<400).count { simulation.status(of: Address($0)) == .up }
    #expect(abs(up - 300) < 45, "\(up)")
  }

  @Test func churnForgetsWhatItIsToldTo() {
    var simulation = Self.pair(
      churn: Churn(session: .fixed(.milliseconds(2_500)), absence: .fixed(.seconds(1)), keepsState: false))
    simulation.run(for: .seconds(4))
    #expect(simulation.observer.lines.last == "3.5 s: 1 restarted with nothing")
    var staying = Self.pair(churn: Churn(session: .fixed(.seconds(2)), absence: nil))
    staying.run(for: .seconds(50))
    #expect(staying.status(of: 0) == .down && staying.events == 2 + 2 + 2 + 2)
  }

  @Test func restartsOfTheChurnAreOfOneSession() {
    var simulation = Self.pair(churn: Churn(session: .fixed(.seconds(10)), absence: .fixed(.seconds(100))))
    simulation.restart(0, after: .seconds(20))
    simulation.run(for: .seconds(135))
    // Up at 20 by hand, down at 30, and not up again at 110, when the first absence would have ended.
    let ofFirst = simulation.observer.lines.filter { $0.contains(": 0 ") && !$0.contains("restarted") }
    #expect(
      ofFirst == ["0.0 s: 0 starts", "10.0 s: 0 crashes", "20.0 s: 0 starts", "30.0 s: 0 crashes", "130.0 s: 0 starts"])
  }

  @Test func messagesThatTakeForEverDoNotArrive() {
    var simulation = Simulation(
      of: Ticker.self, seed: 3, latency: .constant(.seconds(Int64.max)), observer: Recorder()
    ) { Ticker(neighbour: Address($0.index ^ 1)) }
    simulation.add(2)
    simulation.run(for: .seconds(1_000))
    #expect(simulation.observer.counts.delivered == 0 && simulation.observer.counts.sent == 2_000)
  }

  @Test func sameSeedSameRun() throws {
    func run(_ seed: Seed) -> (log: SimulationLog<Gossip>?, seen: [Int]) {
      var simulation = Simulation(
        of: Gossip.self, seed: seed, latency: .uniform(.milliseconds(1)...(.milliseconds(90))),
        churn: Churn(session: .exponential(mean: .seconds(5)), absence: .fixed(.seconds(1))), keepsLog: true
      ) { _ in Gossip(peers: 20) }
      simulation.add(20)
      for round in 0..<50 { simulation.request(30, at: Address(round % 20), after: .milliseconds(97 * round)) }
      simulation.run(for: .seconds(30))
      return (simulation.log, (0..<20).map { simulation[Address($0)].seen })
    }
    let (first, seen) = run(1)
    let (second, again) = run(1)
    let (other, _) = run(2)
    let bytes = [first, second, other].map { log -> [UInt8] in
      var writer = ByteWriter()
      log?.encode(into: &writer)
      return Array(writer.bytes)
    }
    #expect(bytes[0] == bytes[1] && bytes[0] != bytes[2] && seen == again)
    // The same on every run and every machine: nothing depends on the order of a set, or on a hash.
    #expect(bytes[0].withUnsafeBytes { Fingerprint.of($0) } == 5_255_184_986_969_435_599)

    // The log is read as it was written, and runs again without a network.
    let read = try bytes[0].withUnsafeBytes { raw in
      var reader = ByteReader(raw)
      return try SimulationLog<Gossip>(from: &reader)
    }
    let actors = try read.replay { _ in Gossip(peers: 20) }
    #expect((0..<20).map { actors[Address($0)]?.seen } == seen)
    #expect(throws: SimulationLog<Gossip>.Divergence.self) { try read.replay { _ in Gossip(peers: 21) } }
    for length in [0, 1, 7, bytes[0].count - 1] {
      #expect(throws: MalformedBytes.self) {
        try bytes[0].prefix(length).withUnsafeBytes { raw in
          var reader = ByteReader(raw)
          _ = try SimulationLog<Gossip>(from: &reader)
        }
      }
    }
  }

  @Test func copiesAreForks() {
    var simulation = Simulation(of: Gossip.self, seed: 2, latency: .constant(.milliseconds(3)), trouble: .none) { _ in
      Gossip(peers: 9)
    }
    simulation.add(9)
    simulation.request(1_000_000, at: 4)
    simulation.run(for: .seconds(1))
    func seen(_ simulation: Simulation<Gossip, NobodyWatching<Gossip>>) -> [Int] {
      (0..<9).map { simulation[Address($0)].seen }
    }
    var fork = simulation
    let before = seen(simulation)
    simulation.run(for: .milliseconds(500))
    #expect(seen(fork) == before && seen(simulation) != before)
    fork.run(for: .milliseconds(500))
    #expect(seen(fork) == seen(simulation))
    fork.crash(0)
    fork.run(for: .seconds(1))
    #expect(fork.status(of: 0) == .down && simulation.status(of: 0) == .up)
  }

  @Test func watchingAndTroubleChangeNoChoices() {
    func choices<Observer: SimulationObserver<Gossip>>(
      _ trouble: NetworkTrouble, _ observer: Observer = NobodyWatching<Gossip>()
    ) -> [Int]? {
      var simulation = Simulation(
        of: Gossip.self, seed: 9, latency: .constant(.milliseconds(1)), trouble: trouble, keepsLog: true,
        observer: observer
      ) { _ in Gossip(peers: 7) }
      simulation.add(7)
      simulation.request(40, at: 0)
      simulation.run(for: .seconds(100))
      return simulation.log?.entries.flatMap(\.choices)
    }
    let quiet = choices(.none)
    #expect(quiet?.count == 40)
    #expect(quiet == choices(.none, Recorder<Gossip>()))
    #expect(quiet == choices(NetworkTrouble(loss: 0, duplication: 0, reordering: 0.9, delay: .seconds(1))))
  }

  @Test func timesBeyondTheEndStayThere() {
    var simulation = Self.pair()
    simulation.add(after: .seconds(Int64.max))
    simulation.request(1, at: 0, after: .seconds(-5))
    simulation.run(for: .seconds(2))
    #expect(simulation.observer.lines.contains("0.0 s: 0 answers 1"))
    #expect(simulation.status(of: 2) == .waiting)
    #expect(VirtualTime.end.advanced(by: .seconds(1)) == .end)
  }

  @Test func runsAreInterruptedInBetween() {
    var simulation = Self.pair()
    var asked = 0
    let isDone = simulation.run(for: .seconds(1_000_000)) {
      asked += 1
      return asked == 3
    }
    #expect(!isDone && asked == 3 && simulation.events <= 3 * 4_096)
    let goesOn = simulation.run(for: .seconds(1))
    #expect(goesOn)
  }

  @Test func whatIsOnItsWayComesToAnEnd() {
    var simulation = Simulation(
      of: Gossip.self, seed: 1, latency: .constant(.seconds(30_000)), trouble: .none, observer: Recorder()
    ) { _ in Gossip(peers: 5) }
    simulation.add(5)
    for round in 0..<20 { simulation.request(round * 2 + 1, at: Address(round % 5), after: .seconds(1_000 * round)) }
    let isQuiet = simulation.runUntilQuiet()
    let goesOn = simulation.step()
    #expect(isQuiet && !goesOn && simulation.now > VirtualTime(nanoseconds: 30_000_000_000_000))

    // Those who set their timers again and again never come to rest.
    var tickers = Self.pair()
    var asked = 0
    let areQuiet = tickers.runUntilQuiet {
      asked += 1
      return asked == 3
    }
    #expect(!areQuiet && asked == 3)
  }

  @Test func eventsOfTheSameMomentHappenInTheOrderOfScheduling() {
    var simulation = Self.pair()
    for number in 0..<1_000 { simulation.request(number, at: Address(number % 2), after: .milliseconds(500)) }
    simulation.run(for: .milliseconds(600))
    let answers = simulation.observer.lines.filter { $0.contains("answers") }
    #expect(answers == (0..<1_000).map { "0.5 s: \($0 % 2) answers \($0)" })
  }
}
