import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

@Suite("Zones of living overlays")
struct ZonePeerTests {
  private static func network<Geometry: ZoneGeometry>(
    of _: Geometry.Type, settled: Int, newcomers: Int = 0, seed: Seed, trouble: NetworkTrouble = .usual
  ) -> LivingNetwork<ZonePeer<Geometry>> {
    LivingNetwork(
      NetworkBeginning(settled: settled, newcomers: newcomers, seed: seed),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1), trouble: trouble)
  }

  /// Lets time pass until nothing is wrong and nobody holds more than one zone; nil if it takes too long.
  private static func secondsUntilRight<Geometry: ZoneGeometry>(
    _ network: inout LivingNetwork<ZonePeer<Geometry>>, atMost limit: Int
  ) -> Int? {
    for seconds in stride(from: 0, through: limit, by: 5) {
      if network.zoneFaults().isEmpty, network.members.allSatisfy({ $0.peer.zones.count == 1 }) { return seconds }
      network.run(seconds: 5)
    }
    return nil
  }

  @Test("what a settled FissionE peer knows is what the static overlay's edges say")
  func settledTables() throws {
    let peers = FissionEPeer.peers(of: NetworkBeginning(settled: 500, seed: 3))
    var code = PathCode(over: FissionE.graph)
    func word(_ zone: Zone) -> PathWord {
      PathWord(bits: UInt128(zone.first >> UInt64(64 - zone.width)), length: Int(zone.width) - 1)
    }
    // The shorter words first, so that each is there when it is split.
    for zone in peers.compactMap(\.zones.first).sorted(by: { $0.width < $1.width }) {
      for length in 1..<word(zone).length {
        let prefix = FissionE.graph.prefix(of: word(zone), length)
        if let leaf = code.leaf(prefixing: prefix), leaf.word == prefix { code.split(leaf) }
      }
    }
    let overlay = try FissionE(code)
    #expect(overlay.nodeCount == 500)
    func node(_ peer: FissionEPeer) -> NodeIndex {
      overlay.owner(of: KautzString(rank: UInt128(peer.zones[0].first), length: 63))
    }
    for peer in peers {
      let zone = try #require(peer.zones.first)
      let node = node(peer)
      #expect(PathWord(overlay.identifier(of: node)) == word(zone))
      var edges = Set(overlay.neighbours(of: node))
      for other in 0..<500 where overlay.neighbours(of: other).contains(node) { edges.insert(other) }
      #expect(Set(peer.claims.map(\.address.index)) == edges)
    }
    // Lookups pass the same nodes.
    var network = LivingNetwork<FissionEPeer>(
      NetworkBeginning(settled: 500, seed: 3), latency: .constant(.milliseconds(10)), trouble: .none)
    var generator = Seed(4).stream("lookups")
    var hops = 0
    for number in 0..<500 {
      let (start, key) = (generator.below(500), generator.next())
      hops +=
        overlay.path(from: node(peers[start]), to: KautzString(rank: UInt128(FissionEZones.path(of: key)), length: 63))
        .count - 1
      network.simulation.request(.lookUp(key, isIterative: number % 2 == 0), at: Address(start))
    }
    network.run(seconds: 30)
    #expect(network.tally.right == 500 && network.tally.hops == hops, "\(network.tally.hops) hops, not \(hops)")
  }

  @Test("newcomers who come all at once have a zone each in the end")
  func joins() {
    func check<Geometry: ZoneGeometry>(_ geometry: Geometry.Type) {
      var network = Self.network(of: geometry, settled: 16, newcomers: 100, seed: 2)
      #expect(network.zoneFaults().isEmpty)
      network.simulation.add(100)
      network.run(seconds: 60)
      #expect(Self.secondsUntilRight(&network, atMost: 120) != nil, "\(network.zoneFaults())")
      #expect(network.members.count == 116 && network.simulation.observer.isolated == 0)
    }
    check(FissionEZones.self)
    check(DLGZones.self)
    check(D2BZones.self)
    check(CANZones.self)
  }

  @Test("who leaves hands over, also when many leave at once")
  func leaves() {
    func check<Geometry: ZoneGeometry>(_ geometry: Geometry.Type) {
      var network = Self.network(of: geometry, settled: 100, seed: 2)
      for index in 0..<60 { network.simulation.request(.leave, at: Address(index), after: .milliseconds(index * 50)) }
      network.run(seconds: 60)
      #expect(Self.secondsUntilRight(&network, atMost: 240) != nil, "\(network.zoneFaults())")
      #expect(network.members.count == 40 && network.simulation.observer.left == 60)
      #expect(network.simulation.observer.isolated == 0)
    }
    check(FissionEZones.self)
    check(DLGZones.self)
    check(D2BZones.self)
    check(CANZones.self)
  }

  @Test("zones of the dead are taken over, and everybody has one in the end", arguments: [0.3, 0.5])
  func crashes(share: Double) {
    func check<Geometry: ZoneGeometry>(_ geometry: Geometry.Type) {
      var network = Self.network(of: geometry, settled: 300, seed: 7)
      network.run(seconds: 10)
      var generator = Seed(5).stream("crashes")
      network.crash(share: share, using: &generator)
      network.run(seconds: 30)
      #expect(Self.secondsUntilRight(&network, atMost: 400) != nil, "\(geometry): \(network.zoneFaults())")
    }
    check(FissionEZones.self)
    check(DLGZones.self)
    check(D2BZones.self)
    check(CANZones.self)
  }

  @Test("tables that know nothing, or the wrong peers, come to follow the edge rule")
  func corruptedTables() {
    func check<Geometry: ZoneGeometry>(_ geometry: Geometry.Type) {
      let beginning = NetworkBeginning(settled: 120, seed: 9)
      var peers = ZonePeer<Geometry>.peers(of: beginning)
      var generator = Seed(10).stream("corruption")
      for index in peers.indices {
        // Some claims are missing, some are somebody else's.
        for place in peers[index].claims.indices.reversed() {
          let claim = peers[index].claims[place]
          switch generator.below(4) {
          case 0 where peers[index].claims.count > 1: peers[index].claims.remove(at: place)
          case 1:
            let other = peers[generator.below(peers.count)]
            peers[index].claims[place] = ZoneClaim(
              other.zones[0], version: claim.version, address: Address(generator.below(peers.count)))
          default: break
          }
        }
      }
      let corrupted = peers
      var simulation = Simulation(
        of: ZonePeer<Geometry>.self, seed: 9, latency: .constant(.milliseconds(50)), trouble: .none
      ) { corrupted[$0.index] }
      simulation.add(120)
      simulation.run(for: .seconds(60))
      let right = ZonePeer<Geometry>.peers(of: beginning)
      for index in peers.indices {
        let peer = simulation[Address(index)]
        #expect(peer.zones == right[index].zones)
        #expect(
          Set(peer.claims.map(\.address)) == Set(right[index].claims.map(\.address)), "\(geometry) \(index)")
      }
    }
    check(FissionEZones.self)
    check(DLGZones.self)
    check(D2BZones.self)
    check(CANZones.self)
  }

  @Test("objects move with their zones: none is lost or doubled while peers come and go in order")
  func objectsMove() {
    var network = Self.network(of: FissionEZones.self, settled: 60, newcomers: 60, seed: 12)
    var generator = Seed(13).stream("objects")
    let keys = (0..<500).map { _ in generator.next() }
    for (index, key) in keys.enumerated() {
      network.simulation.request(.store(key), at: Address(generator.below(60)), after: .milliseconds(index * 20))
    }
    network.run(seconds: 20)
    for newcomer in 0..<60 { network.simulation.add(after: .seconds(newcomer)) }
    for leaver in 0..<40 {
      network.simulation.request(.leave, at: Address(leaver), after: .milliseconds(500 + leaver * 1_500))
    }
    for _ in 0..<6 {
      network.run(seconds: 15)
      #expect(Set(keys).isSubset(of: network.objects), "every object is somebody's at any time")
    }
    #expect(Self.secondsUntilRight(&network, atMost: 240) != nil, "\(network.zoneFaults())")
    network.run(seconds: 30)
    #expect(network.objects == keys.sorted())
  }

  @Test("of three replicas, two may crash between repairs")
  func objectsSurvive() {
    var network = Self.network(of: FissionEZones.self, settled: 80, seed: 14)
    var generator = Seed(15).stream("objects")
    let keys = (0..<400).map { _ in generator.next() }
    for (index, key) in keys.enumerated() {
      network.simulation.request(.store(key), at: Address(generator.below(80)), after: .milliseconds(index * 20))
    }
    network.run(seconds: 30)
    for _ in 0..<15 {
      // An owner, and somebody next to it, who has its copies.
      let members = network.members
      let (address, peer) = members[generator.below(members.count)]
      network.simulation.crash(address)
      if let neighbour = peer.claims.max(by: { ($0.zone.width, $1.address) < ($1.zone.width, $0.address) }) {
        network.simulation.crash(neighbour.address)
      }
      network.run(seconds: 60)
    }
    #expect(Self.secondsUntilRight(&network, atMost: 300) != nil, "\(network.zoneFaults())")
    #expect(network.members.count == 50)
    #expect(network.objects == keys.sorted())
  }
}
