extension DLG {
  /// A long path of the base graph, read forwards for routing and backwards for ownership.
  public struct Key: Hashable, Sendable {
    /// The path.
    public let forwards: PathWord

    /// The same path from its last symbol to its first, in the reversed graph.
    public let backwards: PathWord

    /// Makes a key of a path of `base`.
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
    @usableFromInline var position: UInt32
    @usableFromInline var peer: UInt32
    @usableFromInline var remaining: UInt8
    @usableFromInline var crossings: UInt8

    @inlinable init(position: UInt32, peer: UInt32, digits: UInt128, remaining: Int) {
      self.position = position
      self.peer = peer
      self.digits = digits
      self.remaining = UInt8(truncatingIfNeeded: remaining)
      self.crossings = 0
    }

    /// The peer that holds the message.
    @inlinable public var node: NodeIndex { Int(peer) }

    /// Steps between nodes of different peers so far.
    @inlinable public var hops: Int { Int(crossings) }

    /// The graph node at which the message stands.
    public var graphNode: Int { Int(position) }
  }

  /// A lookup that feeds the last L symbols of the key, L being the length of the longest label, less those that the
  /// start's label already ends with. Whatever node it reaches by them has a label that the key ends with.
  ///
  /// A peer that hosts several nodes starts at the first of them.
  @inlinable
  public func begin(from node: NodeIndex, to key: Key) -> Route {
    let start = firstNode.isEmpty ? node : Int(firstNode[node])
    let label = labels.word(at: start)
    let reversed = labels.graph
    let peer = UInt32(truncatingIfNeeded: node)
    if host(of: key, is: node) { return Route(position: UInt32(start), peer: peer, digits: 0, remaining: 0) }

    let tail = reversed.prefix(of: key.backwards, longestLabel)
    let overlap = reversed.overlap(suffixOf: tail, prefixOf: label)
    let width = base.digitBits
    var count = longestLabel - max(overlap, 1)
    var digits = key.forwards.bits & (UInt128(1) &<< UInt128(truncatingIfNeeded: width * count) &- 1)
    if overlap == 0 {
      // Go from the label's last symbol to the first of the tail along the base graph: one step where there is an edge.
      let from = reversed.first(of: label)
      let to = reversed.last(of: tail)
      if let digit = base.digit(from: from, to: to) {
        digits |= UInt128(truncatingIfNeeded: digit) &<< UInt128(truncatingIfNeeded: width * count)
        count += 1
      } else {
        (digits, count) = connecting(from, to, before: digits, count: count)
      }
    }
    return Route(
      position: UInt32(truncatingIfNeeded: start), peer: peer,
      digits: count == 0 ? 0 : digits &<< UInt128(truncatingIfNeeded: 128 - width * count), remaining: count)
  }

  /// One step: the out-edge for the next symbol of the key.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    guard route.remaining > 0 else { return false }
    let digit = Int(truncatingIfNeeded: route.digits &>> UInt128(truncatingIfNeeded: 128 - base.digitBits))
    route.position = next[Int(route.position) &* base.degree &+ digit]
    route.digits = route.digits &<< UInt128(truncatingIfNeeded: base.digitBits)
    route.remaining &-= 1
    if hosts.isEmpty {
      route.crossings &+= route.position == route.peer ? 0 : 1
      route.peer = route.position
    } else {
      let peer = hosts[Int(route.position)]
      route.crossings &+= peer == route.peer ? 0 : 1
      route.peer = peer
    }
    return true
  }

  /// Whether a peer owns the key by one of its own labels: a purely local question.
  @inlinable
  func host(of key: Key, is node: NodeIndex) -> Bool {
    let nodes = firstNode.isEmpty ? node..<node + 1 : Int(firstNode[node])..<Int(firstNode[node + 1])
    for graphNode in nodes where labels.graph.isPrefix(labels.word(at: graphNode), of: key.backwards) { return true }
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
