import CanonicalEncoding
import Randomness

/// A node of a living Viceroy network (Malkhi, Naor, Ratajczak, PODC 2002).
public typealias ViceroyPeer = RingPeer<ViceroyLinks>

/// Viceroy's long links: to the levels above and below, and along the ring of a peer's own level.
///
/// The lowest six bits of an identifier are the node's level, so that whoever knows a node knows its level. It is drawn
/// with the identifier, from 1 to log2 N of the network as it begins; in the paper, a node estimates N from the gap to
/// its successor, and draws again when the estimate changes.
///
/// A link is looked up as the first node of its level at or after a point: whoever stands before the point searches its
/// successor list, and passes the question on to the last of it. The link back along the level's ring is not looked up,
/// but told by whom it leads to.
public struct ViceroyLinks: RingLinks {
  /// The links that are looked up, by their numbers.
  enum Link: UInt8, CaseIterable { case up, left, right, next }

  /// The first node of the level above, at or after the peer.
  public private(set) var up: RingContact?
  /// The first node of the level below, at or after the peer.
  public private(set) var left: RingContact?
  /// The first node of the level below, at or after the point 2⁻ˡ of the ring further on.
  public private(set) var right: RingContact?
  /// The next node of the same level.
  public private(set) var next: RingContact?
  /// The one before.
  public private(set) var previous: RingContact?

  /// The links of which it was found that they lead to nobody, one bit each.
  private var absent: UInt8 = 0

  /// How often a link's turn has come, below ``turns``.
  private var turn: UInt8 = 0

  /// A link that leads to nobody is looked up in one of eight rounds.
  private static let turns: UInt8 = 32

  /// Nodes that search their lists before it is said that nobody has the level. Among a million nodes with lists of 8,
  /// the next node of a level is farther away once in a million times.
  private static let mostSearched: UInt8 = 32

  /// No links.
  public init() {}

  /// To be found by climbing.
  public static var start: ViceroyRoute { ViceroyRoute(.climbing) }

  /// Of three million lookups among a million nodes, the longest took 56 hops; missing links make longer ways.
  public static var mostHops: UInt16 { 256 }

  /// The level of a node.
  public static func level(of identifier: UInt64) -> Int { max(1, Int(identifier & 63)) }

  /// Random identifiers that end with random levels.
  public static func identifiers(of beginning: NetworkBeginning) -> [UInt64] {
    var levels = beginning.seed.stream("living.viceroy.levels")
    let highest = Viceroy.highestLevel(nodes: beginning.settled)
    var known: Set<UInt64> = []
    return beginning.identifiers("living.viceroy.identifiers").map { identifier in
      var point = identifier
      repeat {
        point = (point &+ 64) & ~63 | UInt64(1 + levels.below(highest))
      } while !known.insert(point).inserted
      return point
    }
  }

  /// The links of the static network.
  public static func settled(
    on ring: IdentifierRing, listLength: Int, contact: (NodeIndex) -> RingContact
  ) -> [ViceroyLinks] {
    let network = Viceroy(ring, levels: ring.identifiers.map { level(of: $0) })
    return ring.identifiers.indices.map { node in
      let links = network.links(of: node)
      var own = ViceroyLinks()
      own[.up] = links.up.map(contact)
      own[.left] = links.left.map(contact)
      own[.right] = links.right.map(contact)
      own[.next] = links.next == node ? nil : contact(links.next)
      own.previous = links.previous == node ? nil : contact(links.previous)
      for link in Link.allCases where own[link] == nil { own.absent |= 1 << link.rawValue }
      return own
    }
  }

  subscript(link: Link) -> RingContact? {
    get {
      switch link {
      case .up: up
      case .left: left
      case .right: right
      case .next: next
      }
    }
    set {
      absent &= ~(1 << link.rawValue)
      switch link {
      case .up: up = newValue
      case .left: left = newValue
      case .right: right = newValue
      case .next: next = newValue
      }
    }
  }

  /// Whether a link leads to nobody because there is nobody, as far as was found. If there is a level below, both links
  /// lead there.
  func isAbsent(_ link: Link) -> Bool { absent >> (link == .right ? Link.left : link).rawValue & 1 == 1 }

  /// The level that a link leads to; nil if there is no such level.
  private func level(at link: Link, from here: RingVicinity) -> UInt8? {
    let level = UInt8(truncatingIfNeeded: Self.level(of: here.identifier))
    switch link {
    case .up: return level > 1 ? level - 1 : nil
    case .left, .right: return level < 63 ? level + 1 : nil
    case .next: return level
    }
  }

  /// All in turn, but those that lead to nobody seldom.
  public mutating func nextLink(from here: RingVicinity) -> UInt8? {
    let links = UInt8(Link.allCases.count)
    for _ in 0..<links {
      turn = (turn &+ 1) % Self.turns
      guard let link = Link(rawValue: turn % links), level(at: link, from: here) != nil else { continue }
      // When the left one leads to nobody, so does the right one.
      if !isAbsent(link) || link != .right && turn < links { return link.rawValue }
    }
    return nil
  }

  /// The first node of a level at or after a point. The node at the end of the right link, which is far away, is asked
  /// itself, and passes the question back along the ring to whoever came between.
  public mutating func inquire(_ link: UInt8, from here: RingVicinity) -> RingInquiry<ViceroyRoute>? {
    guard let link = Link(rawValue: link), let level = level(at: link, from: here) else { return nil }
    let step = link == .right ? Viceroy.step(of: Self.level(of: here.identifier)) : 1
    let point = here.identifier &+ step
    let route = ViceroyRoute(.climbing, level: level)
    if link == .right, let right, search(after: point, route, from: here) == nil {
      return RingInquiry(point, .beyond(RingStep(right, route.changed(to: .circling))), patience: 2)
    }
    return find(point, on: route, from: here).map { RingInquiry(point, $0, patience: link == .right ? 4 : 2) }
  }

  /// The node, if it has the level; if there is none, nobody has.
  ///
  /// - Returns: The next node of the level, for which this one is the one before.
  public mutating func take(
    _ link: UInt8, at member: RingContact, _ successors: [RingContact], from here: RingVicinity
  ) -> RingContact? {
    guard let link = Link(rawValue: link) else { return nil }
    guard let contact = successors.first, contact.address != here.me.address else {
      self[link] = nil
      absent |= 1 << link.rawValue
      if link == .left { right = nil }
      if link == .next { previous = nil }
      return nil
    }
    guard contact.address != nil, level(at: link, from: here).map(Int.init) == Self.level(of: contact.identifier)
    else { return nil }
    self[link] = contact
    return link == .next ? contact : nil
  }

  /// The link stays as it was if it leads to anybody who is alive: inquiries go a long way, and get lost.
  public mutating func giveUp(_ link: UInt8, asked: RingContact) -> RingContact? {
    Link(rawValue: link).flatMap { self[$0] }
  }

  /// The last to say that this peer is the next of its level is the one before: all others find out that they are
  /// wrong.
  public mutating func isLinked(_ link: UInt8, of contact: RingContact, from here: RingVicinity) {
    let isAlike = Self.level(of: contact.identifier) == Self.level(of: here.identifier)
    if link == Link.next.rawValue, isAlike, contact.address != nil, contact != here.me { previous = contact }
  }

  /// No link leads there any more.
  public mutating func forget(_ contact: RingContact) {
    for link in Link.allCases where self[link] == contact { self[link] = nil }
    if previous == contact { previous = nil }
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(up)
    bytes.write(left)
    bytes.write(right)
    bytes.write(next)
    bytes.write(previous)
    bytes.write(absent)
    bytes.write(turn)
  }

  /// Reads links.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    up = try bytes.read()
    left = try bytes.read()
    right = try bytes.read()
    next = try bytes.read()
    previous = try bytes.read()
    absent = try bytes.read()
    turn = try bytes.read()
  }
}

extension ViceroyLinks {
  /// The first node of a level at or after a point, for a link; or the successors, for a newcomer.
  public func find(
    _ point: UInt64, on route: ViceroyRoute, from here: RingVicinity
  ) -> RingFinding<ViceroyRoute>? {
    if route.level > 0, let finding = search(after: point, route, from: here) { return finding }
    if route.level == 0, here.successorOwns(point) { return .here(successors: here.successors) }
    // A link may lead right to whoever comes after the point.
    if here.owns(point), let predecessor = here.predecessor { return .beyond(RingStep(predecessor, route)) }
    return step(to: point, on: route, from: here).map { .beyond($0) }
  }

  /// The first node of the level that is sought among those that are known to follow the point, or whom to ask further
  /// on; nil if this peer is not near the point.
  private func search(
    after point: UInt64, _ route: ViceroyRoute, from here: RingVicinity
  ) -> RingFinding<ViceroyRoute>? {
    var isOn = route.phase == .searching
    // How far behind the point the last of those that were looked at is: whoever is nearer has come round.
    var reach = isOn ? here.identifier &- point : 0
    if !isOn, here.owns(point) {
      if Self.level(of: here.identifier) == Int(route.level) { return .here(successors: [here.me]) }
      (isOn, reach) = (true, here.identifier &- point)
    }
    for successor in here.reachable {
      let behind = successor.identifier &- point
      // Those up to the point come first.
      if !isOn, successor.identifier &- here.identifier < point &- here.identifier { continue }
      isOn = true
      if behind < reach { return .here(successors: []) }
      if Self.level(of: successor.identifier) == Int(route.level) { return .here(successors: [successor]) }
      reach = behind
    }
    guard isOn else { return nil }
    var onward = route.changed(to: .searching)
    onward.searched = route.phase == .searching ? route.searched &+ 1 : 1
    guard onward.searched < Self.mostSearched, let last = here.successors.last(where: { $0.address != nil }) else {
      return .here(successors: [])
    }
    return .beyond(RingStep(last, onward))
  }
}
