import ExactNumbers
import Foundation
import Overlays
import Randomness
import Testing

@Suite("FissionE in motion")
struct FissionENetworkTests {
  @Test("20,000 mixed joins and leaves", arguments: [64, 256, 1024, 4096])
  func churn(size: Int) throws {
    var generator = Seed(41).stream("churn", UInt64(size))
    var network = FissionENetwork()
    let objects = (0..<500).map { KautzHash.object("object \($0)".utf8) }
    for object in objects { network.store(object) }
    var peers = network.peers
    while network.count < size { peers.append(network.join(using: &generator).peer) }

    var joinWalk = (steps: 0, joins: 0)
    var leaveWalk = (steps: 0, leaves: 0, takeOvers: 0)
    for event in 1...20_000 {
      // Keeps the size near where it started.
      if generator.below(2 * size) >= network.count {
        let (peer, change) = network.join(using: &generator)
        peers.append(peer)
        joinWalk = (joinWalk.steps + change.walk, joinWalk.joins + 1)
      } else {
        let index = generator.below(peers.count)
        let left = network.leave(peers[index])
        let change = try #require(left)
        peers.swapAt(index, peers.count - 1)
        peers.removeLast()
        leaveWalk = (
          leaveWalk.steps + change.walk, leaveWalk.leaves + 1, leaveWalk.takeOvers + (change.tookOver ? 1 : 0)
        )
      }
      if event % 500 == 0 { try check(network, peers: peers, objects: objects) }
    }
    let walk = Double(joinWalk.steps) / Double(joinWalk.joins)
    #expect((0.2...0.6).contains(walk), "join walk of \(walk) steps")
    #expect((0.3...0.9).contains(Double(leaveWalk.steps) / Double(leaveWalk.leaves)))
    #expect((0.3...0.8).contains(Double(leaveWalk.takeOvers) / Double(leaveWalk.leaves)))
  }

  private func check(_ network: FissionENetwork, peers: [PeerID], objects: [KautzString]) throws {
    #expect(network.peers == peers.sorted())
    #expect(network.code.isBalanced)
    let identifiers = peers.compactMap(network.identifier)
    #expect(Set(identifiers) == Set(network.code.leaves.map(\.word.kautzString)))
    let shares = KeyShares(lengths: identifiers.map { (length: $0.length, words: 1) }, over: FissionE.graph)
    #expect(shares.total == Rational(1, 1))
    let longest = identifiers.map(\.length).max() ?? 0
    #expect(Double(longest) < 2 * log2(Double(network.count)))
    for object in objects { #expect(network.objects(at: network.owner(of: object)).contains(object)) }
    #expect(peers.reduce(0) { $0 + network.objects(at: $1).count } == objects.count)

    let overlay = try FissionE(network.code)
    var generator = Seed(42).stream("lookups")
    overlay.lookUp(overlay.randomLookups(50, using: &generator)) { _, _ in }
    let batch = overlay.randomLookups(200, using: &generator)
    overlay.lookUp(batch) { number, route in
      #expect(route.node == overlay.owner(of: batch.keys[number]))
    }
  }

  @Test("joins alone walk 0.38 steps")
  func joinWalk() {
    var generator = Seed(43).stream("joins")
    var network = FissionENetwork()
    var steps = 0
    for _ in 0..<8_192 { steps += network.join(using: &generator).change.walk }
    let mean = Double(steps) / 8_192
    #expect((0.34...0.42).contains(mean), "\(mean) steps a join")
  }

  @Test("three peers cannot become two")
  func minimum() {
    var network = FissionENetwork()
    func leave(_ number: Int) -> Bool { network.leave(PeerID(number)) != nil }
    #expect(!leave(0) && !leave(99))
    var generator = Seed(44).stream("joins")
    let newcomer = network.join(using: &generator).peer
    #expect(newcomer == PeerID(3) && network.count == 4)
    #expect(leave(1))
    #expect(!leave(1))
    #expect(network.peers == [PeerID(0), PeerID(2), PeerID(3)])
    #expect(!leave(0))
  }

  @Test("without the walk, six of nine codes of five peers are illegal")
  func withoutWalk() {
    let complete = CodeEnumeration.complete(over: .kautz(2), upTo: 5)
    #expect(complete.last?.codes.count == 9)
    #expect(complete.last?.codes.count { !$0.isBalanced } == 6)
  }
}
