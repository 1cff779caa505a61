import CanonicalEncoding
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Living Chord rings")
struct ChordPeerTests {
  /// What clients are answered, by their keys; and who came.
  struct Watch: SimulationObserver {
    typealias Subject = ChordPeer
    var asked = 0
    var answers: [ChordResponse] = []
    var joined = 0
    var isolated = 0

    mutating func requested(_ request: ChordRequest, at address: Address, at time: VirtualTime) { asked += 1 }
    mutating func responded(_ response: ChordResponse, at address: Address, at time: VirtualTime) {
      answers.append(response)
    }
    mutating func observed(_ observation: ChordObservation, at address: Address, at time: VirtualTime) {
      if observation == .joined { joined += 1 } else { isolated += 1 }
    }
  }

  typealias Ring = Simulation<ChordPeer, Watch>

  /// So many peers of a ring that has settled, with newcomers who know some of them, on synthetic latencies and with the usual trouble.
  private static func ring(
    settled count: Int, newcomers: Int = 0, seed: Seed, churn: Churn? = nil, keepsLog: Bool = false
  ) -> Ring {
    let (settled, make) = peers(settled: count, newcomers: newcomers, seed: seed)
    var ring = Ring(
      seed: seed, latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1), churn: churn, keepsLog: keepsLog,
      observer: Watch(), make: make)
    ring.add(settled)
    return ring
  }

  private static func peers(
    settled count: Int, newcomers: Int, seed: Seed
  ) -> (settled: Int, make: @Sendable (Address) -> ChordPeer) {
    var generator = seed.stream("identifiers")
    let identifiers = (0..<count + newcomers).map { _ in generator.next() }
    let settled = ChordPeer.settled(Array(identifiers.prefix(count)))
    return (
      count,
      { address in
        address.index < count
          ? settled[address.index]
          : ChordPeer(
            identifier: identifiers[address.index],
            introducers: [Address(address.index % count), Address((address.index + 1) % count)])
      }
    )
  }

  /// The members by their places on the ring.
  private static func members(_ ring: Ring) -> [(address: Address, peer: ChordPeer)] {
    var members: [(address: Address, peer: ChordPeer)] = []
    for index in 0..<ring.count where ring.status(of: Address(index)) == .up {
      let peer = ring[Address(index)]
      if peer.isMember { members.append((Address(index), peer)) }
    }
    return members.sorted { $0.peer.identifier < $1.peer.identifier }
  }

  /// What is not as it should be in a ring that has settled: lists and predecessors.
  private static func faults(_ ring: Ring) -> [String] {
    let members = members(ring)
    return members.indices.flatMap { place -> [String] in
      let (address, peer) = members[place]
      let after = (1..<min(members.count, peer.schedule.listLength + 1)).map {
        members[(place + $0) % members.count].address
      }
      let before = members[(place + members.count - 1) % members.count].address
      return (peer.successors.map(\.address) == after ? [] : ["\(address) has the list \(peer.successors)"])
        + (peer.predecessor?.address == before
          ? [] : ["\(address) comes after \(peer.predecessor.map { "\($0)" } ?? "nobody")"])
    }
  }

  /// Lets time pass until the ring is right, and returns how long that took; nil if it took too long.
  private static func secondsUntilRight(_ ring: inout Ring, atMost limit: Int) -> Int? {
    for seconds in stride(from: 0, through: limit, by: 5) {
      if faults(ring).isEmpty { return seconds }
      ring.run(for: .seconds(5))
    }
    return nil
  }

  @Test("newcomers find their places, all at once or one after another", arguments: [0, 7])
  func joins(pause: Int) {
    var ring = Self.ring(settled: 12, newcomers: 60, seed: 2)
    for newcomer in 0..<60 { ring.add(after: .seconds(newcomer * pause)) }
    ring.run(for: .seconds(60 * pause + 30))
    let seconds = Self.secondsUntilRight(&ring, atMost: 400)
    #expect(seconds != nil, "\(Self.faults(ring))")
    #expect(Self.members(ring).count == 72 && ring.observer.joined >= 60 && ring.observer.isolated == 0)
  }

  @Test("a ring heals when many fail at once", arguments: [10, 30, 50])
  func massFailure(percent: Int) {
    var ring = Self.ring(settled: 300, seed: 3)
    ring.run(for: .seconds(20))
    for index in 0..<300 where index * 7 % 100 < percent { ring.crash(Address(index)) }
    ring.run(for: .seconds(1))
    #expect(Self.members(ring).count == 300 - 3 * percent)
    let seconds = Self.secondsUntilRight(&ring, atMost: 300)
    #expect(seconds != nil && ring.observer.isolated == 0, "\(Self.faults(ring))")
  }

  @Test("lookups in a ring that has settled end at the owner", arguments: [true, false])
  func lookups(areIterative: Bool) {
    var ring = Self.ring(settled: 400, seed: 5)
    ring.run(for: .seconds(10))
    var keys = Seed(6).stream("keys")
    for _ in 0..<1_000 {
      ring.request(
        ChordRequest(key: keys.next(), isIterative: areIterative), at: Address(keys.below(400)),
        after: .milliseconds(keys.below(60_000)))
    }
    ring.run(for: .seconds(120))
    let identifiers = IdentifierRing(Self.members(ring).map(\.peer.identifier))
    let answers = ring.observer.answers
    #expect(answers.count == 1_000)
    for answer in answers {
      #expect(answer.owner?.identifier == identifiers.identifiers[identifiers.successor(of: answer.key)])
    }
    // Half of log2 N, and a hop to the owner.
    let mean = Double(answers.reduce(0) { $0 + $1.hops }) / 1_000
    #expect(abs(mean - 4.9) < 0.6, "\(mean)")
  }

  @Test("whoever stays is answered while others come and go, and mostly rightly")
  func churn() {
    var ring = Self.ring(
      settled: 200, seed: 8,
      churn: Churn(session: .exponential(mean: .seconds(1_800)), absence: .exponential(mean: .seconds(300))))
    ring.run(for: .seconds(300))
    var keys = Seed(9).stream("keys")
    var right = 0
    for _ in 0..<60 {
      let before = ring.observer.answers.count
      for _ in 0..<20 {
        ring.request(ChordRequest(key: keys.next(), isIterative: keys.below(2) == 0), at: Address(keys.below(200)))
      }
      ring.run(for: .seconds(10))
      let identifiers = IdentifierRing(Self.members(ring).map(\.peer.identifier))
      for answer in ring.observer.answers[before...] {
        if answer.owner?.identifier == identifiers.identifiers[identifiers.successor(of: answer.key)] { right += 1 }
      }
    }
    ring.run(for: .seconds(600))
    // Clients of peers that crash in between are not answered.
    let answers = ring.observer.answers
    #expect(ring.observer.asked - answers.count < 12, "\(answers.count) of \(ring.observer.asked) are answered")
    #expect(Double(right) / Double(answers.count) > 0.9, "\(right) of \(answers.count)")
    #expect(ring.observer.joined > 100 && Self.members(ring).count > 140)
  }

  @Test func peersAndLogsAreOneEncoding() throws {
    var ring = Self.ring(
      settled: 20, newcomers: 10, seed: 11,
      churn: Churn(session: .exponential(mean: .seconds(120)), absence: .fixed(.seconds(20))), keepsLog: true)
    ring.add(10, after: .seconds(5))
    for key in 0..<50 {
      ring.request(
        ChordRequest(key: UInt64(key) << 58, isIterative: key % 2 == 0), at: Address(key % 30), after: .seconds(key * 2)
      )
    }
    ring.run(for: .seconds(110))
    for index in 0..<30 {
      let peer = ring[Address(index)]
      var writer = ByteWriter()
      peer.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try ChordPeer(from: &reader) == peer && reader.isAtEnd)
    }
    let log = try #require(ring.log)
    #expect(log.entries.count > 3_000)
    var writer = ByteWriter()
    log.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let read = try SimulationLog<ChordPeer>(from: &reader)
    let replayed = try read.replay(make: Self.peers(settled: 20, newcomers: 10, seed: 11).make)
    for index in 0..<30 { #expect(replayed[Address(index)] == ring[Address(index)]) }
  }

  @Test("whatever arrives, a peer goes on")
  func nonsense() {
    var generator = Seed(13).stream("nonsense")
    var effects = Effects<ChordPeer> { _ in 0 }
    var peers = ChordPeer.settled((0..<6).map { $0 << 60 })
    for _ in 0..<200_000 {
      let bytes = (0..<40).map { _ in UInt8(truncatingIfNeeded: generator.next() & (generator.below(2) == 0 ? 3 : 255))
      }
      bytes.withUnsafeBytes { raw in
        var reader = ByteReader(raw)
        guard let message = try? ChordMessage(from: &reader) else { return }
        let place = generator.below(6)
        effects.begin(at: Address(place))
        peers[place].handle(.message(message, from: Address(generator.below(6))), effects: &effects)
        effects.begin(at: Address(place))
        peers[place].handle(.timer(generator.below(3) == 0 ? .repairFinger : .stabilise), effects: &effects)
        effects.begin(at: Address(place))
        peers[place].handle(.timer(.unanswered(UInt32(generator.below(200)))), effects: &effects)
      }
    }
    #expect(peers.allSatisfy { $0.successors.count <= 8 && $0.fingers.count <= 64 })
  }
}
