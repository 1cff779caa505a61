extension DLG {
  /// A long path of the base graph, read forwards for routing and backwards for ownership.
  public struct Key: Hashable, Sendable {
    /// The path.
    public let forwards: PathWord

    /// The same path from its last symbol to its first, in the reversed graph.
    public let backwards: PathWord

    /// Makes a key of a path of `base`.
    ///
    /// - Precondition: the path is as long as the resolution of the labels it is looked up among.
    public init(path: PathWord, of base: RegularDigraph, reversed: RegularDigraph) {
      forwards = path
      backwards = base.reversal(of: path, in: reversed)
    }
  }

  /// A lookup on its way: where it stands, and the digits that are still to be followed.
  @frozen
  public struct Route: OverlayRoute {
    /// Digits that are left, the next in the highest bits.
    @usableFromInline var digits: UInt128
    /// The key read backwards, packed at the resolution of the labels: by it a peer knows that the key is its own.
    @usableFromInline let target: UInt64
    @usableFromInline var position: UInt32
    @usableFromInline var peer: UInt32
    @usableFromInline var remaining: UInt8
    @usableFromInline var crossings: UInt8
    /// Whether the owner may lie on the way, so that peers have to ask themselves.
    @usableFromInline package var mayPassOwner: Bool

    @inlinable init(position: UInt32, peer: UInt32, target: UInt64) {
      self.digits = 0
      self.target = target
      self.position = position
      self.peer = peer
      self.remaining = 0
      self.crossings = 0
      self.mayPassOwner = false
    }

    /// The peer that holds the message.
    @inlinable public var node: NodeIndex { Int(peer) }

    /// Steps between nodes of different peers so far.
    @inlinable public var hops: Int { Int(crossings) }
  }

  /// A lookup that feeds the last L symbols of the key, L being the length of the longest label, less those that the
  /// start's label already ends with. Whatever node it reaches by them has a label that the key ends with.
  ///
  /// A peer that hosts several nodes starts at the first of them.
  @inlinable
  public func begin(from node: NodeIndex, to key: Key) -> Route {
    let reversed = labels.graph
    let target = UInt64(truncatingIfNeeded: reversed.prefix(of: key.backwards, labels.resolution).bits)
    let start = firstNode.isEmpty ? node : Int(firstNode[node])
    var route = Route(
      position: UInt32(truncatingIfNeeded: start), peer: UInt32(truncatingIfNeeded: node), target: target)
    if owns(target, node) { return route }

    let label = labels.word(at: start)
    let tail = reversed.prefix(of: key.backwards, longestLabel)
    let overlap = reversed.overlap(suffixOf: tail, prefixOf: label)
    let width = base.digitBits
    var count = longestLabel - max(overlap, 1)
    var digits = key.forwards.bits & (UInt128(1) &<< UInt128(truncatingIfNeeded: width * count) &- 1)
    route.mayPassOwner = true
    if overlap > 0 {
      // The label's symbols beyond the overlap, behind the tail: the whole way read backwards.
      let rest = label.length - overlap
      let shift = UInt128(truncatingIfNeeded: width * rest)
      let way = tail.bits &<< shift | label.bits & (UInt128(1) &<< shift &- 1)
      route.mayPassOwner = meetsKey(on: way, digits: longestLabel - 1 + rest, steps: count)
    } else {
      // Go from the label's last symbol to the first of the tail along the base graph: one step where there is an edge.
      let from = reversed.first(of: label)
      let to = reversed.last(of: tail)
      if let digit = base.digit(from: from, to: to), let back = reversed.digit(from: to, to: from) {
        let shift = UInt128(truncatingIfNeeded: width * label.length)
        let body = label.bits & (UInt128(1) &<< UInt128(truncatingIfNeeded: width * (label.length - 1)) &- 1)
        let join = UInt128(truncatingIfNeeded: back) &<< UInt128(truncatingIfNeeded: width * (label.length - 1))
        digits |= UInt128(truncatingIfNeeded: digit) &<< UInt128(truncatingIfNeeded: width * count)
        count += 1
        route.mayPassOwner = meetsKey(
          on: tail.bits &<< shift | join | body, digits: longestLabel - 1 + label.length, steps: count)
      } else {
        (digits, count) = connecting(from, to, before: digits, count: count)
      }
    }
    route.digits = count == 0 ? 0 : digits &<< UInt128(truncatingIfNeeded: 128 - width * count)
    route.remaining = UInt8(truncatingIfNeeded: count)
    return route
  }

  /// One step: the out-edge for the next symbol of the key.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard route.remaining > 0 else { return false }
    let digit = Int(truncatingIfNeeded: route.digits &>> UInt128(truncatingIfNeeded: 128 - base.digitBits))
    route.position = next[Int(route.position) &* base.degree &+ digit]
    route.digits = route.digits &<< UInt128(truncatingIfNeeded: base.digitBits)
    route.remaining &-= 1
    let peer = hosts.isEmpty ? route.position : hosts[Int(route.position)]
    route.crossings &+= peer == route.peer ? 0 : 1
    route.peer = peer
    if route.mayPassOwner && owns(route.target, Int(peer)) { route.remaining = 0 }
    return true
  }

  /// Whether a peer has a label that the key ends with: a purely local question.
  @inlinable
  func owns(_ target: UInt64, _ peer: NodeIndex) -> Bool {
    let nodes = firstNode.isEmpty ? peer..<peer + 1 : Int(firstNode[peer])..<Int(firstNode[peer + 1])
    for node in nodes {
      let free = UInt64(truncatingIfNeeded: base.digitBits * (labels.resolution - labels.length(at: node)))
      if (labels.starts[node] ^ target) &>> free == 0 { return true }
    }
    return false
  }

  /// Whether a node on the way, before its end, could have a label that the key ends with.
  ///
  /// Labels on the way are windows of it, and the way read backwards begins with the key read backwards. So such a
  /// label needs a window, as long as the shortest label, that equals the beginning. That is rare but for small networks.
  @inlinable
  func meetsKey(on way: UInt128, digits: Int, steps: Int) -> Bool {
    let width = base.digitBits
    // A peer that hosts siblings owns what differs from its node's label in the farthest symbol.
    let length = hosts.isEmpty ? shortestLabel : shortestLabel - 1
    let window = max(length - 1, 0)
    let mask = UInt128(1) &<< UInt128(truncatingIfNeeded: width * window) &- 1
    let beginning = way &>> UInt128(truncatingIfNeeded: width * (digits - window))
    for offset in 1..<max(steps, 1) {
      let shift = UInt128(truncatingIfNeeded: width * (digits - offset - window))
      if (way &>> shift ^ beginning) & mask == 0 { return true }
    }
    return false
  }

  /// The digits of a shortest way through the base graph to the first symbol of the tail, put before the others.
  @usableFromInline
  func connecting(_ from: Int, _ to: Int, before digits: UInt128, count: Int) -> (digits: UInt128, count: Int) {
    var (digits, count) = (digits, count)
    let way = base.shortestPath(from: from, to: to)
    for (tail, head) in zip(way, way.dropFirst()).reversed() {
      guard let digit = base.digit(from: tail, to: head) else { preconditionFailure("a path follows edges") }
      digits |= UInt128(digit) << UInt128(base.digitBits * count)
      count += 1
    }
    return (digits, count)
  }
}

extension RegularDigraph {
  /// The last vertex. Linear in the length.
  @inlinable func last(of word: PathWord) -> Int {
    var vertex = first(of: word)
    for position in 1..<max(word.length, 1) { vertex = successor(of: vertex, by: digit(of: word, at: position)) }
    return vertex
  }
}
