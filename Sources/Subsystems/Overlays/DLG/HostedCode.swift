import Randomness

/// A path code whose words are hosted by peers.
///
/// A split makes d words where one was, but only one peer arrives. So a peer may host several words, a newcomer takes
/// the upper half of them, and a word is split only when its host has no other. The words of a peer are then always a
/// run of siblings, and one bit a word, "a run begins here", says who hosts what. With d = 2 every peer hosts exactly
/// one word.
struct HostedCode {
  private(set) var code: PathCode
  private(set) var peers: Int
  private var beginsRun: [Bool]

  /// The words of length 1, dealt evenly to as many peers as there are, `peers` at most.
  init(over graph: RegularDigraph, peers: Int, reservingLeaves leaves: Int) {
    let roots = graph.vertexCount
    code = PathCode(over: graph, reservingLeaves: leaves)
    self.peers = min(peers, roots)
    beginsRun = [Bool](repeating: false, count: roots)
    for peer in 0..<self.peers { beginsRun[peer * roots / self.peers] = true }
  }

  /// Lets newcomers join at random words until there are `count` peers.
  mutating func grow(toPeers count: Int, using generator: inout some RandomNumberGenerator) {
    while peers < count {
      var leaf = code.randomLeaf(using: &generator)
      if run(of: leaf.slot).count == 1 {
        leaf = code.splittableLeaf(from: leaf, using: &generator).leaf
      }
      var run = run(of: leaf.slot)
      if run.count == 1 {
        let children = code.split(leaf)
        if beginsRun.count < Int(children[0].slot) + children.count {
          beginsRun.append(contentsOf: repeatElement(false, count: children.count))
        }
        beginsRun[Int(children[0].slot)] = true
        run = Int(children[0].slot)..<Int(children[0].slot) + children.count
      }
      beginsRun[run.lowerBound + (run.count + 1) / 2] = true
      peers += 1
    }
  }

  /// The peer of each word in lexicographic order; peers are numbered in that order, too.
  var hosts: [UInt32] {
    var hosts: [UInt32] = []
    hosts.reserveCapacity(code.count)
    var peer: UInt32 = 0
    code.forEachLeaf { leaf in
      if beginsRun[Int(leaf.slot)] && !hosts.isEmpty { peer += 1 }
      hosts.append(peer)
      return true
    }
    return hosts
  }

  /// The slots of the words that the host of `slot` holds: siblings from one run's beginning to the next.
  private func run(of slot: UInt32) -> Range<Int> {
    let roots = code.graph.vertexCount
    let family =
      Int(slot) < roots
      ? 0..<roots
      : {
        let first = roots + (Int(slot) - roots) / code.graph.degree * code.graph.degree
        return first..<first + code.graph.degree
      }()
    var low = Int(slot)
    while !beginsRun[low] { low -= 1 }
    var high = Int(slot) + 1
    while high < family.upperBound && !beginsRun[high] { high += 1 }
    return low..<high
  }
}
