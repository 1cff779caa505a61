import CanonicalEncoding
import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Objects of living rings")
struct RingObjectTests {
  private typealias Fault = ChordPeer.Fault

  private static func network<Links: RingLinks>(
    of _: Links.Type, settled: Int, newcomers: Int = 0, seed: Seed, replicas: UInt8 = 3,
    fault: RingPeer<Links>.Fault? = nil, trouble: NetworkTrouble = .usual
  ) -> LivingNetwork<RingPeer<Links>> {
    LivingNetwork(
      NetworkBeginning(settled: settled, newcomers: newcomers, seed: seed),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1), trouble: trouble
    ) { peer in
      peer.schedule.replicas = replicas
      // Of those that newcomers know, some stay.
      peer.introducers += (40..<56).map { Address($0) }
      peer.fault = fault
    }
  }

  /// The members by their places on the ring.
  private static func ring<Links: RingLinks>(
    _ network: LivingNetwork<RingPeer<Links>>
  ) -> [(address: Address, peer: RingPeer<Links>)] {
    network.members.sorted { $0.peer.identifier < $1.peer.identifier }
  }

  /// Stores so many objects, a fiftieth of a second apart, and waits.
  private static func store<Links: RingLinks>(
    _ count: Int, in network: inout LivingNetwork<RingPeer<Links>>, settled: Int
  ) -> [UInt64] {
    var generator = Seed(13).stream("objects")
    let keys = (0..<count).map { _ in generator.next() }
    for (index, key) in keys.enumerated() {
      network.simulation.request(.store(key), at: Address(generator.below(settled)), after: .milliseconds(index * 20))
    }
    network.run(seconds: count / 50 + 60)
    return keys.sorted()
  }

  /// What was seen of objects.
  private struct Outcome {
    /// Whether each was somebody's whenever that was looked at.
    var wereAlwaysThere = true
    /// Whether each is held once as an owner's in the end.
    var areRight = true
    /// Whether as many peers have each as there are to be replicas, and nobody else.
    var haveAllReplicas = true
  }

  private static func end<Links: RingLinks>(
    _ outcome: inout Outcome, of keys: [UInt64], in network: inout LivingNetwork<RingPeer<Links>>, replicas: Int
  ) {
    network.run(seconds: 120)
    outcome.areRight = network.objects == keys
    let kept = network.members.flatMap(\.peer.keptObjects).sorted()
    outcome.haveAllReplicas = kept == keys.flatMap { Array(repeating: $0, count: replicas) }
  }

  /// Forty peers leave while sixty come, in order.
  private static func move<Links: RingLinks>(
    _ links: Links.Type, replicas: UInt8, seed: Seed = 12, fault: RingPeer<Links>.Fault? = nil
  ) -> Outcome {
    var network = network(of: links, settled: 60, newcomers: 60, seed: seed, replicas: replicas, fault: fault)
    let keys = store(500, in: &network, settled: 60)
    var outcome = Outcome()
    for newcomer in 0..<60 { network.simulation.add(after: .seconds(newcomer)) }
    for leaver in 0..<40 {
      network.simulation.request(.leave, at: Address(leaver), after: .milliseconds(500 + leaver * 1_500))
    }
    for _ in 0..<90 {
      network.run(seconds: 1)
      if !Set(keys).isSubset(of: network.objects) { outcome.wereAlwaysThere = false }
    }
    end(&outcome, of: keys, in: &network, replicas: Int(replicas))
    if network.members.count != 80 || network.simulation.observer.left != 40 { outcome.areRight = false }
    return outcome
  }

  /// An owner and its successor crash fifteen times.
  private static func crashTwo<Links: RingLinks>(
    _ links: Links.Type, seed: Seed = 14, fault: RingPeer<Links>.Fault? = nil
  ) -> Outcome {
    var network = network(of: links, settled: 80, seed: seed, fault: fault)
    let keys = store(400, in: &network, settled: 80)
    var outcome = Outcome()
    var generator = Seed(15).stream("crashes")
    for _ in 0..<15 {
      let members = ring(network)
      let place = generator.below(members.count)
      network.simulation.crash(members[place].address)
      network.simulation.crash(members[(place + 1) % members.count].address)
      network.run(seconds: 60)
    }
    end(&outcome, of: keys, in: &network, replicas: 3)
    if network.members.count != 50 { outcome.areRight = false }
    return outcome
  }

  /// Newcomers whose predecessors crash as soon as they have come.
  private static func crashBeforeNewcomers<Links: RingLinks>(
    _ links: Links.Type, seed: Seed = 14, fault: RingPeer<Links>.Fault? = nil
  ) -> Outcome {
    var network = network(of: links, settled: 40, newcomers: 20, seed: seed, fault: fault)
    let keys = store(400, in: &network, settled: 40)
    for newcomer in 40..<60 {
      network.simulation.add()
      for _ in 0..<100 where !ring(network).contains(where: { $0.peer.predecessor?.address == Address(newcomer) }) {
        network.simulation.run(for: .milliseconds(100))
      }
      if let before = network.simulation[Address(newcomer)].predecessor?.address {
        network.simulation.crash(before)
      }
      network.run(seconds: 60)
    }
    var outcome = Outcome()
    end(&outcome, of: keys, in: &network, replicas: 3)
    return outcome
  }

  @Test(
    "objects move with ownership: none is lost, doubled or nobody's while peers come and go in order",
    arguments: [1, 3])
  func objectsMove(replicas: UInt8) {
    func check<Links: RingLinks>(_ links: Links.Type) {
      let outcome = Self.move(links, replicas: replicas)
      #expect(outcome.wereAlwaysThere && outcome.areRight && outcome.haveAllReplicas, "\(links): \(outcome)")
    }
    check(ChordFingers.self)
    check(KoordePointer.self)
    check(ViceroyLinks.self)
  }

  @Test("of three replicas, two may crash between repairs")
  func objectsSurvive() {
    func check<Links: RingLinks>(_ links: Links.Type) {
      let outcome = Self.crashTwo(links)
      #expect(outcome.areRight && outcome.haveAllReplicas, "\(links): \(outcome)")
    }
    check(ChordFingers.self)
    check(KoordePointer.self)
    check(ViceroyLinks.self)
  }

  @Test("a newcomer gets what becomes its own because its predecessor crashes before copies are made")
  func newcomersInherit() {
    let outcome = Self.crashBeforeNewcomers(ChordFingers.self)
    #expect(outcome.areRight && outcome.haveAllReplicas, "\(outcome)")
  }

  @Test("every fault is noticed")
  func faults() {
    #expect(!Self.crashTwo(ChordFingers.self, fault: .keepsNoCopies).areRight)
    #expect(!Self.move(ChordFingers.self, replicas: 1, fault: .forgetsOnAdoption).areRight)
    #expect(!Self.move(ChordFingers.self, replicas: 1, fault: .leavesAtOnce).areRight)
    #expect(!Self.move(ChordFingers.self, replicas: 3, fault: .leavesAtOnce).wereAlwaysThere)
    #expect(!Self.crashBeforeNewcomers(ChordFingers.self, fault: .offersNothing).areRight)
  }

  @Test("many may leave at once, also those next to each other", arguments: [30, 70])
  func manyLeave(count: Int) {
    var network = Self.network(of: ChordFingers.self, settled: 100, seed: 17)
    let keys = Self.store(300, in: &network, settled: 100)
    let leavers = Self.ring(network)[10..<10 + count]
    for leaver in leavers { network.simulation.request(.leave, at: leaver.address) }
    for _ in 0..<30 {
      network.run(seconds: 2)
      #expect(Set(keys).subtracting(network.objects).isEmpty)
    }
    network.run(seconds: 120)
    #expect(network.members.count == 100 - count && network.simulation.observer.left == count)
    #expect(network.simulation.observer.isolated == 0)
    #expect(network.objects == keys)
    #expect(network.answers(to: 100).right == 100)
  }

  /// What clients are answered.
  private struct Answers: SimulationObserver {
    typealias Subject = ChordPeer
    var all: [RingResponse] = []

    mutating func responded(_ response: RingResponse, at address: Address, at time: VirtualTime) {
      all.append(response)
    }
  }

  @Test("clients are told what is stored and found, and who has left tells nothing any more")
  func answers() throws {
    var generator = Seed(18).stream("identifiers")
    let settled = ChordPeer.settled((0..<50).map { _ in generator.next() })
    var ring = Simulation(
      of: ChordPeer.self, seed: 18, latency: .constant(.milliseconds(50)), trouble: .usual, observer: Answers()
    ) { settled[$0.index] }
    ring.add(50)
    let keys = (0..<200).map { _ in generator.next() }
    for key in keys.prefix(100) { ring.request(.store(key), at: Address(generator.below(50))) }
    ring.run(for: .seconds(60))
    #expect(ring.observer.all.count == 100)
    for answer in ring.observer.all {
      let owner = try #require(answer.owner?.address)
      let key = try #require(answer.request.key)
      #expect(answer.isKnown && ring[owner].objects.contains(key))
    }
    ring.observer.all = []
    for key in keys { ring.request(.fetch(key), at: Address(generator.below(50))) }
    ring.run(for: .seconds(60))
    #expect(ring.observer.all.count == 200)
    for answer in ring.observer.all {
      let isStored = keys.prefix(100).contains { $0 == answer.request.key }
      #expect(answer.owner != nil && answer.isKnown == isStored)
    }
    ring.observer.all = []
    ring.request(.leave, at: 7)
    ring.run(for: .seconds(60))
    #expect(ring.observer.all.map(\.request) == [.leave] && ring.observer.all.first?.owner?.address == 7)
    #expect(!ring[7].isMember && ring[7].objects.isEmpty)
    ring.request(.store(1), at: 7)
    ring.request(.leave, at: 7)
    ring.run(for: .seconds(60))
    #expect(ring.observer.all.map(\.request) == [.leave, .store(1), .leave])
    #expect(!ring.observer.all[1].isKnown && ring.observer.all[1].owner == nil && !ring[7].isMember)
  }

  @Test("peers with objects, some of which leave, are what their encodings say")
  func encoding() throws {
    var network = Self.network(of: KoordePointer.self, settled: 24, newcomers: 10, seed: 19)
    var generator = Seed(20).stream("objects")
    network.simulation.add(10, after: .seconds(5))
    for second in 0..<60 {
      for _ in 0..<10 {
        network.simulation.request(.store(generator.next()), at: Address(generator.below(24)))
      }
      if second % 6 == 0 { network.simulation.request(.leave, at: Address(second / 6), after: .milliseconds(990)) }
      network.run(seconds: 1)
      for index in 0..<network.simulation.count {
        let peer = network.simulation[Address(index)]
        var writer = ByteWriter()
        peer.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try KoordePeer(from: &reader) == peer && reader.isAtEnd)
      }
    }
  }

  @Test("whatever arrives at a peer with objects, it goes on")
  func nonsense() throws {
    let made = ChordPeer.peers(of: NetworkBeginning(settled: 16, newcomers: 2, seed: 6))
    var peers = made
    var effects = Effects<ChordPeer> { _ in 0 }
    var generator = Seed(21).stream("bytes")
    var messages: [[UInt8]] = []
    var kinds: Set<UInt8> = []
    var next: [(place: Int, input: Input<ChordPeer>)] = (0..<18).map { ($0, .start) }
    for round in 0..<100_000 {
      let place = generator.below(peers.count)
      if generator.below(3) == 0 {
        let key = generator.next()
        let requests: [PeerRequest] = [.store(key), .store(UInt64(generator.below(50))), .fetch(key)]
        let isLeaving = generator.below(400) == 0
        next.append((place, .request(isLeaving ? .leave : requests[generator.below(3)])))
        // Those who have left come back as others.
        if !peers[place].isMember, generator.below(4) == 0 { next.append((place, .restart(nil))) }
      } else if !messages.isEmpty {
        var bytes = messages[generator.below(messages.count)]
        for _ in 0..<generator.below(3) {
          bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
        }
        bytes.withUnsafeBytes { raw in
          var reader = ByteReader(raw)
          guard let message = try? ChordPeer.Message(from: &reader) else { return }
          next.append((place, .message(message, from: Address(generator.below(20)))))
        }
      }
      for _ in 0..<20 {
        guard let (place, input) = next.popLast() else { break }
        effects.begin(at: Address(place), now: .milliseconds(round))
        if case .restart = input { peers[place] = made[place] }
        peers[place].handle(input, effects: &effects)
        for effect in effects.all {
          switch effect {
          case .send(let message, let receiver):
            var writer = ByteWriter()
            message.encode(into: &writer)
            if let kind = writer.bytes.first { kinds.insert(kind) }
            if messages.count < 5_000 {
              messages.append(Array(writer.bytes))
            } else {
              messages[generator.below(5_000)] = Array(writer.bytes)
            }
            if receiver.index < peers.count { next.append((receiver.index, .message(message, from: Address(place)))) }
          case .set(let timer, _): if generator.below(4) == 0 { next.append((place, .timer(timer))) }
          default: break
          }
        }
      }
      next = next.suffix(100)
    }
    // Lookups that ask everyone, and links that lead here, are not among them.
    #expect(kinds.isSuperset(of: Array(10...18)) && kinds.count >= 16, "\(kinds.sorted())")
    for peer in peers {
      var writer = ByteWriter()
      peer.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try ChordPeer(from: &reader) == peer && reader.isAtEnd)
    }
  }
}
