import Conformance
import Overlays
import PropertyTesting
import Randomness
import Testing

@Suite("FissionE under churn")
struct ChurnTests {
  @Test("every law holds during 20,000 mixed joins and leaves", arguments: [64, 256, 1024])
  func laws(size: Int) throws {
    var generator = Seed(81).stream("churn", UInt64(size))
    var network = FissionENetwork()
    for object in FissionEMembershipLaws.objects { network.store(object) }
    var peers = network.peers
    while peers.count < size { peers.append(network.join(using: &generator).peer) }
    for event in 1...20_000 {
      if generator.below(2 * size) >= peers.count {
        peers.append(network.join(using: &generator).peer)
      } else {
        let index = generator.below(peers.count)
        let change = network.leave(peers[index])
        #expect(change != nil)
        peers.swapAt(index, peers.count - 1)
        peers.removeLast()
      }
      guard event % 1_000 == 0 else { continue }
      for law in FissionEMembershipLaws.suite.laws { try law.check(network, Trial(seed: Seed(UInt64(event)))) }
      let laidOut = try FissionESubject(network.code)
      for law in FissionERoutingLaws.suite.laws { try law.check(laidOut, Trial(seed: Seed(UInt64(event)))) }
      let overlay = OverlaySubject(try FissionE(network.code))
      for law in OverlayLaws.all { try law.check(overlay, Trial(seed: Seed(UInt64(event)))) }
    }
    #expect(network.peers == peers.sorted())
  }

  /// The prototype's forwarding load, largest over mean. It depends on the network's longest zones, and so on the seed.
  @Test(
    "forwarding load as the prototype measured it", arguments: [(256, 1.77), (1024, 3.11), (2048, 2.90), (4096, 3.08)])
  func load(nodes: Int, expected: Double) throws {
    var ratios: [Double] = []
    for seed in 0..<5 {
      let overlay = try FissionE(nodes: nodes, seed: Seed(UInt64(seed)))
      var generator = Seed(82).stream("lookups", UInt64(seed))
      var load = [Int](repeating: 0, count: nodes)
      for _ in 0..<nodes * 40 {
        let path = overlay.path(from: generator.below(nodes), to: overlay.randomKey(using: &generator))
        for node in path.dropFirst().dropLast() { load[node] += 1 }
      }
      ratios.append(Double(load.max() ?? 0) * Double(nodes) / Double(load.reduce(0, +)))
    }
    let low = try #require(ratios.min())
    let high = try #require(ratios.max())
    #expect(low * 0.85 < expected && expected < high * 1.15, "\(ratios) against \(expected)")
  }
}
