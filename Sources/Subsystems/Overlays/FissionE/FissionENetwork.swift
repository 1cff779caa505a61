import Randomness

/// FissionE in motion: peers that join, leave, and hand over objects.
///
/// Objects lie where peers put them and move only with the words that own them, so that "each object is at its owner"
/// is a statement about the protocol and not about this data structure.
public struct FissionENetwork: Sendable {
  /// The identifiers in use, a complete prefix code over K(2,1).
  public private(set) var code: PathCode

  /// The word of each peer that is in the network.
  private var words: [PeerID: PathWord] = [:]
  /// The peer at each word.
  private var holders: [PathWord: PeerID] = [:]
  private var stored: [PathWord: [KautzString]] = [:]
  private var joined = 0
  private let rule: BalanceRule
  private let faults: Set<Fault>

  /// Known faults of the hand-over, kept so that laws can be shown to notice them.
  package enum Fault: Sendable, Hashable {
    /// A peer whose zone is split keeps its identifier and its objects, the newcomer's among them.
    case keepsZoneOnSplit
    /// A peer that absorbs its sibling keeps the longer identifier.
    case keepsIdentifierOnMerge
    /// Objects stay with the peer whose zone was split.
    case keepsObjectsOnSplit
    /// Objects of merged zones are lost.
    case losesObjectsOnMerge
    /// Every newcomer draws the same object identifier.
    case constantHash
    /// A peer whose zone is split tells those only to whom it has edges.
    case tellsOutNeighboursOnly
  }

  /// The smallest network: the peers 0, 1 and 2.
  public static let minimumPeers = 3

  /// Three peers with single-symbol identifiers and no objects.
  public init() { self.init(rule: .balanced, faults: []) }

  package init(rule: BalanceRule, faults: Set<Fault> = []) {
    self.rule = rule
    self.faults = faults
    code = PathCode(over: FissionE.graph)
    for leaf in code.leaves { place(PeerID(leaf.word.kautzString.first), at: leaf.word) }
    joined = code.count
  }

  /// The peers in the network, in ascending order.
  public var peers: [PeerID] { words.keys.sorted() }

  /// The number of peers.
  public var count: Int { words.count }

  /// The identifier of a peer; nil when it is not in the network.
  public func identifier(of peer: PeerID) -> KautzString? { words[peer]?.kautzString }

  /// A newcomer takes a random object identifier, goes to its owner W, walks on to shorter neighbours while there are
  /// any, and gets the larger half of the zone at which the walk ends, with the objects in it.
  public mutating func join(using generator: inout Xoshiro256StarStar) -> (peer: PeerID, change: MembershipChange) {
    let start = faults.contains(.constantHash) ? code.leaves[0] : code.randomLeaf(using: &generator)
    let (leaf, walk) = code.splittableLeaf(from: start, rule: rule, using: &generator)
    let notified =
      faults.contains(.tellsOutNeighboursOnly)
      ? Set(code.outNeighbours(of: leaf).map(\.word)).subtracting([leaf.word]).count : neighbourhood(of: [leaf]).count
    let newcomer = PeerID(joined)
    joined += 1
    split(leaf, newcomer: newcomer)
    return (newcomer, MembershipChange(walk: walk, notified: notified, tookOver: false))
  }

  /// Splits the zone of a given peer, as ``join(using:)`` does where its walk ends; nil when a neighbour is shorter.
  public mutating func join(splitting peer: PeerID) -> PeerID? {
    guard let word = words[peer], let leaf = code.leaf(prefixing: word), code.mayBeSplit(leaf) else { return nil }
    let newcomer = PeerID(joined)
    joined += 1
    split(leaf, newcomer: newcomer)
    return newcomer
  }

  /// Walks from the leaving peer to longer neighbours until two sibling zones can merge; the peer that this frees takes
  /// over the identifier and the objects of the leaving one.
  public mutating func leave(_ peer: PeerID) -> MembershipChange? {
    guard let leaf = words[peer].flatMap({ code.leaf(prefixing: $0) }), count > Self.minimumPeers,
      let (parent, walk) = code.mergeableParent(from: leaf, rule: rule)
    else { return nil }
    let siblings = code.leaves(extending: parent)
    guard let kept = siblings.first.flatMap({ holders[$0.word] }),
      let freed = siblings.last.flatMap({ holders[$0.word] })
    else { preconditionFailure("every word has a peer") }
    let takesOver = kept != peer && freed != peer
    let notified = neighbourhood(of: takesOver ? siblings + [leaf] : siblings).count

    code.merge(into: parent)
    var objects = siblings.flatMap { stored.removeValue(forKey: $0.word) ?? [] }
    if faults.contains(.losesObjectsOnMerge) { objects = [] }
    for sibling in siblings { holders[sibling.word] = nil }
    place(kept, at: parent)
    if faults.contains(.keepsIdentifierOnMerge) { words[kept] = siblings[0].word }
    stored[parent] = objects
    // Of the two merged, the one that is not the leaving peer carries on; if neither is, the freed one moves.
    words[peer] = nil
    if kept == peer {
      place(freed, at: parent)
    } else if freed != peer {
      place(freed, at: leaf.word)
    }
    return MembershipChange(walk: walk, notified: notified, tookOver: takesOver)
  }

  /// Stores an object at its owner.
  public mutating func store(_ object: KautzString) {
    stored[word(owning: object), default: []].append(object)
  }

  /// The objects that a peer holds.
  public func objects(at peer: PeerID) -> [KautzString] { words[peer].flatMap { stored[$0] } ?? [] }

  /// The peer whose identifier begins the object's.
  public func owner(of object: KautzString) -> PeerID {
    guard let peer = holders[word(owning: object)] else { preconditionFailure("every word has a peer") }
    return peer
  }

  private mutating func split(_ leaf: PathCode.Leaf, newcomer: PeerID) {
    guard let holder = holders.removeValue(forKey: leaf.word) else { preconditionFailure("every word has a peer") }
    let objects = stored.removeValue(forKey: leaf.word) ?? []
    let halves = code.split(leaf).map(\.word)
    for half in halves {
      stored[half] = objects.filter { code.graph.isPrefix(half, of: PathWord($0)) }
    }
    if faults.contains(.keepsObjectsOnSplit) { (stored[halves[0]], stored[halves[1]]) = (objects, []) }
    place(holder, at: halves[0])
    if faults.contains(.keepsZoneOnSplit) { words[holder] = leaf.word }
    place(newcomer, at: halves[1])
  }

  private mutating func place(_ peer: PeerID, at word: PathWord) {
    words[peer] = word
    holders[word] = peer
  }

  private func word(owning object: KautzString) -> PathWord {
    guard let leaf = code.leaf(prefixing: PathWord(object)) else {
      preconditionFailure("an object's identifier is longer than any peer's")
    }
    return leaf.word
  }

  /// The words with an edge to or from one of `leaves`, themselves not included.
  private func neighbourhood(of leaves: [PathCode.Leaf]) -> Set<PathWord> {
    var words: Set<PathWord> = []
    for leaf in leaves {
      for other in code.outNeighbours(of: leaf) + code.inNeighbours(of: leaf) { words.insert(other.word) }
    }
    return words.subtracting(leaves.map(\.word))
  }
}
