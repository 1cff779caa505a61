extension Kademlia {
  /// An iterative lookup: the k closest nodes heard of so far, and which of them have been asked.
  @frozen
  public struct Route: OverlayRoute {
    @usableFromInline let key: UInt64
    @usableFromInline var shortlist: InlineArray<20, Candidate>
    @usableFromInline var count: Int
    @usableFromInline var asked: Int
    @usableFromInline var start: Candidate

    @inlinable init(key: UInt64, start: Candidate) {
      self.key = key
      self.shortlist = InlineArray(repeating: start)
      self.count = 0
      self.asked = 0
      self.start = start
    }

    /// The closest node that has answered, the start included.
    @inlinable public var node: NodeIndex { Int(best.node) }

    /// Referrals from the start to ``node``.
    @inlinable public var hops: Int { Int(best.referrals) }

    /// All nodes asked.
    @inlinable public var contacted: Int { asked }

    /// The closest nodes heard of, nearest first, at most k; the start is not among them.
    public var candidates: [NodeIndex] { (0..<count).map { Int(shortlist[$0].node) } }

    /// The closest nodes that have not been asked, alpha of them at most: whom the next step will ask.
    var nextRound: [NodeIndex] {
      (0..<count).lazy.filter { !shortlist[$0].isAsked }.prefix(parallelism).map { Int(shortlist[$0].node) }
    }

    @inlinable var best: Candidate {
      for index in 0..<count where shortlist[index].isAsked {
        return shortlist[index].distance < start.distance ? shortlist[index] : start
      }
      return start
    }

    /// Puts a node into the shortlist at its place unless it is there or all of k are closer; returns whether it did.
    @inlinable mutating func consider(_ candidate: Candidate) -> Bool {
      if count == bucketSize && candidate.distance >= shortlist[count &- 1].distance { return false }
      if candidate.node == start.node { return false }
      var place = count
      while place > 0 && shortlist[place &- 1].distance > candidate.distance { place &-= 1 }
      if place > 0 && shortlist[place &- 1].node == candidate.node { return false }
      if count < bucketSize { count &+= 1 }
      var index = count &- 1
      while index > place {
        shortlist[index] = shortlist[index &- 1]
        index &-= 1
      }
      shortlist[place] = candidate
      return true
    }
  }

  /// A node that a lookup has heard of.
  @frozen
  public struct Candidate: BitwiseCopyable, Sendable {
    @usableFromInline var distance: UInt64
    @usableFromInline var node: UInt32
    @usableFromInline var referrals: UInt16
    @usableFromInline var isAsked: Bool

    @inlinable init(distance: UInt64, node: UInt32, referrals: UInt16) {
      self.distance = distance
      self.node = node
      self.referrals = referrals
      self.isAsked = false
    }
  }

  /// A lookup that knows what the start's own buckets hold.
  @inlinable
  public func begin(from node: NodeIndex, to key: UInt64) -> Route {
    var route = Route(key: key, start: candidate(node, for: key, referrals: 0))
    answer(from: node, referrals: 0, to: &route) { _, _ in }
    return route
  }

  /// One round: asks the up to alpha closest nodes that have not been asked, and takes in their answers together.
  @inlinable
  public func advance(_ route: inout Route) -> Bool {
    advance(&route) { _, _ in }
  }

  /// The chain of referrals from the start to the owner, and everything that was asked, round by round.
  public func trace(from node: NodeIndex, to key: UInt64) -> LookupTrace {
    var referrer: [NodeIndex: NodeIndex] = [:]
    var rounds: [[NodeIndex]] = []
    var route = Route(key: key, start: candidate(node, for: key, referrals: 0))
    answer(from: node, referrals: 0, to: &route) { referrer[$0] = $1 }
    while true {
      let round = route.nextRound
      guard advance(&route, onReferral: { referrer[$0] = $1 }) else { break }
      rounds.append(round)
    }
    var chain = [route.node]
    while let last = chain.last, last != node, let previous = referrer[last] { chain.append(previous) }
    return LookupTrace(path: chain.reversed(), rounds: rounds)
  }

  @inlinable
  func advance(_ route: inout Route, onReferral: (NodeIndex, NodeIndex) -> Void) -> Bool {
    var round = InlineArray<3, Candidate>(repeating: route.start)
    var size = 0
    var index = 0
    while index < route.count && size < Self.parallelism {
      if !route.shortlist[index].isAsked {
        route.shortlist[index].isAsked = true
        round[size] = route.shortlist[index]
        size &+= 1
      }
      index &+= 1
    }
    guard size > 0 else { return false }
    route.asked &+= size
    for index in 0..<size {
      answer(
        from: Int(round[index].node), referrals: Int(round[index].referrals), to: &route, onReferral: onReferral)
    }
    return true
  }

  /// Adds the k contacts of `node` that are closest to the key to the lookup's shortlist.
  ///
  /// With p the bits that the node shares with the key, contacts in bucket p are closest, then those in all later
  /// buckets (which share exactly p bits with the key), then buckets p - 1, p - 2, ... one after another.
  @inlinable
  func answer(
    from node: NodeIndex, referrals: Int, to route: inout Route, onReferral: (NodeIndex, NodeIndex) -> Void
  ) {
    let row = rows[node]
    let last = rows[node &+ 1].firstBucket
    let shared = (identifiers[node] ^ route.key).leadingZeroBitCount
    var bucket = row.firstBucket
    while bucket < last && Int(buckets[bucket].sharedBits) < shared { bucket &+= 1 }

    var room = Self.bucketSize
    let own = bucket < last && Int(buckets[bucket].sharedBits) == shared ? bucket &+ 1 : bucket
    offer(bucket..<own, of: node, room: &room, referrals: referrals, to: &route, onReferral: onReferral)
    if room > 0 { offer(own..<last, of: node, room: &room, referrals: referrals, to: &route, onReferral: onReferral) }
    while room > 0 && bucket > row.firstBucket {
      bucket &-= 1
      offer(bucket..<bucket &+ 1, of: node, room: &room, referrals: referrals, to: &route, onReferral: onReferral)
    }
  }

  /// Offers the contacts of some buckets, the closest `room` of them when there are more.
  @inlinable
  func offer(
    _ range: Range<Int>, of node: NodeIndex, room: inout Int, referrals: Int, to route: inout Route,
    onReferral: (NodeIndex, NodeIndex) -> Void
  ) {
    guard !range.isEmpty else { return }
    let row = rows[node]
    let low = row.firstContact &+ (range.lowerBound == row.firstBucket ? 0 : Int(buckets[range.lowerBound &- 1].end))
    let high = row.firstContact &+ Int(buckets[range.upperBound &- 1].end)
    let limit = high &- low > room ? distanceLimit(low..<high, closest: room, to: route.key) : UInt64.max
    for index in low..<high {
      let contact = Int(contacts[index])
      let found = candidate(contact, for: route.key, referrals: UInt16(truncatingIfNeeded: referrals &+ 1))
      if found.distance <= limit, route.consider(found) { onReferral(contact, node) }
    }
    room &-= min(room, high &- low)
  }

  /// The distance of the contact that is number `closest` in the order of distance to the key. Only near the end of a
  /// lookup is an answer's last bucket cut, so this sorts without care for speed.
  @usableFromInline
  func distanceLimit(_ range: Range<Int>, closest: Int, to key: UInt64) -> UInt64 {
    range.map { identifiers[Int(contacts[$0])] ^ key }.sorted()[closest - 1]
  }

  @inlinable
  func candidate(_ node: NodeIndex, for key: UInt64, referrals: UInt16) -> Candidate {
    Candidate(
      distance: identifiers[node] ^ key, node: UInt32(truncatingIfNeeded: node), referrals: referrals)
  }
}
