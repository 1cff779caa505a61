import Overlays
import Randomness

/// What it costs to join a FissionE network, in messages: the route to the owner of the newcomer's point, the walk to shorter neighbours, and
/// one notification for each neighbour of the peer that is split.
enum JoinCost {
  /// The messages of a join to so many peers.
  struct Entry: Sendable {
    let peers: Int
    let messages: Int
  }

  /// The most that a join costs in any network that joins lead to, whoever is asked first and whatever the point, for each size.
  static func worst(upTo peers: Int) -> [Entry] {
    CodeEnumeration.reachable(over: FissionE.graph, upTo: peers).map { size, codes in
      Entry(peers: size, messages: codes.map(worst).max() ?? 0)
    }
  }

  /// The costs of joins at random points, each asked of the owner of another random point, until there are so many peers.
  static func random(peers: Int, seed: Seed) -> [Entry] {
    var code = PathCode(over: FissionE.graph)
    var generator = seed.stream("overlay.fissione.join-cost")
    var entries: [Entry] = []
    while code.count < peers {
      let start = code.randomLeaf(using: &generator)
      let point = FissionE.graph.randomWord(length: 62, using: &generator)
      guard let owner = code.leaf(prefixing: point) else { preconditionFailure("the point is longer than identifiers") }
      let (end, walk) = code.splittableLeaf(from: owner, using: &generator)
      let messages = route(from: start, to: point, owner: owner) + walk + notified(by: end, in: code)
      entries.append(Entry(peers: code.count, messages: messages))
      code.split(end)
    }
    return entries
  }

  private static func worst(in code: PathCode) -> Int {
    let leaves = code.leaves
    return leaves.map { owner in
      // One symbol more than any identifier has, so that some point begins with no more of the start's end than it must.
      let points = FissionE.graph.extensions(of: owner.word, to: (leaves.map(\.length).max() ?? 1) + 1)
      let routes = leaves.map { start in points.map { route(from: start, to: $0, owner: owner) }.max() ?? 0 }
      return (routes.max() ?? 0) + worstWalk(from: owner, in: code)
    }.max() ?? 0
  }

  /// The most steps and notifications of a walk, whichever shorter neighbours are met.
  private static func worstWalk(from leaf: PathCode.Leaf, in code: PathCode) -> Int {
    let shorter = (code.inNeighbours(of: leaf) + code.outNeighbours(of: leaf)).filter { $0.length < leaf.length }
    return shorter.map { 1 + worstWalk(from: $0, in: code) }.max() ?? notified(by: leaf, in: code)
  }

  private static func route(from start: PathCode.Leaf, to point: PathWord, owner: PathCode.Leaf) -> Int {
    start == owner ? 0 : start.length - FissionE.graph.overlap(suffixOf: start.word, prefixOf: point)
  }

  private static func notified(by leaf: PathCode.Leaf, in code: PathCode) -> Int {
    Set((code.inNeighbours(of: leaf) + code.outNeighbours(of: leaf)).map(\.word)).subtracting([leaf.word]).count
  }
}

extension RegularDigraph {
  /// The paths of a length that begin with a word.
  fileprivate func extensions(of word: PathWord, to length: Int) -> [PathWord] {
    word.length >= length ? [word] : (0..<degree).flatMap { extensions(of: child(of: word, by: $0), to: length) }
  }
}
