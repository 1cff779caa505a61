import CanonicalEncoding
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Living Chord rings")
struct ChordPeerTests {
  /// Who came, and who lost everybody.
  struct Watch: SimulationObserver {
    typealias Subject = ChordPeer
    var joined = 0
    var isolated = 0

    mutating func observed(_ event: PeerEvent, at address: Address, at time: VirtualTime) {
      switch event {
      case .joined: joined += 1
      case .isolated: isolated += 1
      case .left: break
      }
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

  @Test("a ring closes over a gap that is wider than lists are long", arguments: [8, 12, 40])
  func gap(width: Int) {
    var ring = Self.ring(settled: 300, seed: 17)
    ring.run(for: .seconds(20))
    for member in Self.members(ring)[100..<100 + width] { ring.crash(member.address) }
    let seconds = Self.secondsUntilRight(&ring, atMost: 300)
    #expect(seconds != nil && ring.observer.isolated == 0, "\(Self.faults(ring))")
  }

  @Test func logsReplay() throws {
    var ring = Self.ring(
      settled: 20, newcomers: 10, seed: 11,
      churn: Churn(session: .exponential(mean: .seconds(120)), absence: .fixed(.seconds(20))), keepsLog: true)
    ring.add(10, after: .seconds(5))
    for key in 0..<50 {
      ring.request(
        .lookUp(UInt64(key) << 58, isIterative: key % 2 == 0), at: Address(key % 30), after: .seconds(key * 2)
      )
    }
    ring.run(for: .seconds(110))
    let log = try #require(ring.log)
    #expect(log.entries.count > 3_000)
    var writer = ByteWriter()
    log.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let read = try SimulationLog<ChordPeer>(from: &reader)
    let replayed = try read.replay(make: Self.peers(settled: 20, newcomers: 10, seed: 11).make)
    for index in 0..<30 { #expect(replayed[Address(index)] == ring[Address(index)]) }
  }

  @Test func whoComesBackAsksThoseItKnew() {
    var ring = Self.ring(settled: 100, seed: 14)
    ring.run(for: .seconds(1))
    // A peer and both its neighbours, who would introduce it.
    let members = Self.members(ring)
    for place in 4...6 { ring.crash(members[place].address) }
    ring.restart(members[5].address, after: .seconds(60))
    ring.run(for: .seconds(80))
    #expect(ring[members[5].address].isMember)
    #expect(Self.secondsUntilRight(&ring, atMost: 120) != nil, "\(Self.faults(ring))")
  }

  @Test("whatever arrives, a peer goes on")
  func nonsense() {
    var generator = Seed(13).stream("nonsense")
    var effects = Effects<ChordPeer> { _ in 0 }
    var schedule = ChordPeer.Schedule()
    schedule.listLength = 3
    let made = ChordPeer.settled((0..<6).map { $0 << 60 }, schedule: schedule)
    var peers = made
    // Questions that were asked lately, so that some answers are taken.
    var asked: [(peer: Int, token: UInt32, whom: Address)] = [(0, 1, 1)]
    var taken = 0
    func handle(_ input: Input<ChordPeer>, at place: Int) {
      effects.begin(at: Address(place))
      peers[place].handle(input, effects: &effects)
      var token: UInt32?
      for effect in effects.all {
        switch effect {
        case .set(.unanswered(let own), _): token = own
        case .send(_, let whom): if let token { asked = asked.suffix(5) + [(place, token, whom)] }
        case .cancel(.unanswered): taken += 1
        default: break
        }
      }
    }
    func some(_ bound: Int) -> UInt64 { generator.below(2) == 0 ? UInt64(generator.below(bound)) : generator.next() }
    func contact() -> RingContact {
      RingContact(identifier: UInt64(generator.below(16)) << 60 &+ some(2), address: Address(generator.below(6)))
    }
    func contacts() -> [RingContact] { (0..<generator.below(12)).map { _ in contact() } }
    for _ in 0..<100_000 {
      let (peer, token, whom) = asked[generator.below(asked.count)]
      let (key, hops, address) = (some(16) << 60, UInt16(truncatingIfNeeded: some(200)), Address(generator.below(8)))
      let message: ChordPeer.Message =
        switch generator.below(10) {
        case 0:
          .findPlace(
            key, route: ChordRoute(), for: address, token: token, hops: hops, isForJoin: generator.below(2) == 0)
        case 1: .place(of: key, contact(), successors: contacts(), token: token, isForJoin: false)
        case 2: .askNext(key, route: ChordRoute(), token: token)
        case 3: .next(contacts().map { RingStep($0, ChordRoute()) }, areOwners: generator.below(2) == 0, token: token)
        case 4:
          .lookup(key, route: ChordRoute(), for: address, token: token, hops: hops, isAtOwner: generator.below(2) == 0)
        case 5: .owner(contact(), of: key, token: token, hops: hops)
        case 6: .askLinks(token: token)
        case 7: .links(predecessor: generator.below(2) == 0 ? nil : contact(), successors: contacts(), token: token)
        case 8: .notify(contact())
        default: .tell(contact(), link: UInt8(generator.below(8)))
        }
      let isAnswer = generator.below(4) > 0
      let place = isAnswer ? peer : generator.below(6)
      handle(.message(message, from: isAnswer ? whom : Address(generator.below(6))), at: place)
      switch generator.below(8) {
      case 0: handle(.timer(.stabilise), at: place)
      case 1: handle(.timer(.repairLink), at: place)
      case 2, 3: handle(.timer(.unanswered(token)), at: place)
      case 4: handle(.request(.lookUp(key, isIterative: generator.below(2) == 0)), at: place)
      case 5 where generator.below(500) == 0:
        peers[place] = made[place]
        handle(.restart([contact()]), at: place)
      default: break
      }
    }
    #expect(taken > 1_000, "\(taken) answers were taken")
    #expect(peers.allSatisfy { $0.successors.count <= 3 && $0.links.fingers.count <= 64 })
  }
}
