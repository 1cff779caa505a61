import CanonicalEncoding

/// A node of a living Chord ring (Stoica et al., SIGCOMM 2001).
public typealias ChordPeer = RingPeer<ChordFingers>

/// What Chord's messages carry besides their key: nothing.
public struct ChordRoute: Hashable, Canonical {
  /// Nothing.
  public init() {}

  /// Appends nothing.
  public func encode(into bytes: inout ByteWriter) {}

  /// Reads nothing.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {}
}

/// Chord's long links: the first nodes after points 2ⁱ further on.
public struct ChordFingers: RingLinks {
  /// The first nodes after the points 2⁶³, 2⁶² ... further on, as far as they are known and beyond the successor.
  public private(set) var fingers: [RingContact?] = []

  /// The exponent of the finger that was looked up last.
  private var last: UInt8 = 0

  /// No fingers.
  public init() {}

  /// Nothing.
  public static var start: ChordRoute { ChordRoute() }

  /// Twice what complete fingers need on any ring of 64-bit identifiers.
  public static var mostHops: UInt16 { 128 }

  /// Random identifiers.
  public static func identifiers(of beginning: NetworkBeginning) -> [UInt64] {
    beginning.identifiers("living.chord.identifiers")
  }

  /// All fingers that lead beyond the successor.
  public static func settled(
    on ring: IdentifierRing, listLength: Int, contact: (NodeIndex) -> RingContact
  ) -> [ChordFingers] {
    let network = Chord(ring)
    return ring.identifiers.indices.map { node in
      var links = ChordFingers()
      let fingers = network.fingers(of: node)
      let lowest = Chord.lowestExponent(gap: ring.gap(after: node))
      for exponent in stride(from: 63, through: lowest, by: -1) where fingers[exponent] != node {
        links.set(UInt8(exponent), contact(fingers[exponent]))
      }
      return links
    }
  }

  /// The nodes that are known to stand between this one and the key, the nearest to the key first; the successor if
  /// there is none.
  public func steps(to key: UInt64, on route: ChordRoute, from here: RingVicinity) -> [RingStep<ChordRoute>] {
    var preceding: [RingContact] = []
    forEachPreceding(key, here) { contact in
      if !preceding.contains(contact) { preceding.append(contact) }
    }
    preceding.sort { $0.identifier &- here.identifier > $1.identifier &- here.identifier }
    return (preceding.isEmpty ? here.successors.prefix(1) : preceding.prefix(4)).map { RingStep($0, route) }
  }

  /// The nearest of them, found without sorting.
  public func step(to key: UInt64, on route: ChordRoute, from here: RingVicinity) -> RingStep<ChordRoute>? {
    var best = here.successors.first
    var reach: UInt64 = 0
    forEachPreceding(key, here) { contact in
      let ahead = contact.identifier &- here.identifier
      if ahead > reach { (best, reach) = (contact, ahead) }
    }
    return best.map { RingStep($0, route) }
  }

  /// Calls `body` for each node that is known to stand strictly between this peer and a point, some of them twice.
  private func forEachPreceding(_ point: UInt64, _ here: RingVicinity, _ body: (RingContact) -> Void) {
    func visit(_ contact: RingContact) {
      if contact.address != nil, RingOrder.isBetween(here.identifier, contact.identifier, point) { body(contact) }
    }
    for finger in fingers { finger.map(visit) }
    for successor in here.successors { visit(successor) }
  }

  /// From the farthest finger down to the first that the successor covers.
  public mutating func nextLink(from here: RingVicinity) -> UInt8? {
    guard let first = here.successors.first else { return nil }
    let gap = first.identifier &- here.identifier
    let lowest = Chord.lowestExponent(gap: gap) - 1
    last = last <= lowest || last > 63 ? 63 : last - 1
    return last
  }

  /// The point of the finger, unless the successor covers it.
  public mutating func inquire(_ link: UInt8, from here: RingVicinity) -> RingInquiry<ChordRoute>? {
    let point = here.identifier &+ 1 << UInt64(link)
    guard !here.successorOwns(point), let step = step(to: point, on: ChordRoute(), from: here) else {
      set(link, nil)
      return nil
    }
    return RingInquiry(point, .beyond(step), patience: 4)
  }

  /// The first node after the point, which need not know.
  public mutating func take(
    _ link: UInt8, at member: RingContact, _ successors: [RingContact], from here: RingVicinity
  ) -> RingContact? {
    set(link, successors.first?.address == here.me.address ? nil : successors.first)
    return nil
  }

  /// There is no such finger for now.
  public mutating func giveUp(_ link: UInt8, asked: RingContact) -> RingContact? {
    set(link, nil)
    return nil
  }

  /// No finger leads there any more.
  public mutating func forget(_ contact: RingContact) {
    for place in fingers.indices where fingers[place] == contact { fingers[place] = nil }
  }

  private mutating func set(_ exponent: UInt8, _ contact: RingContact?) {
    let place = 63 - Int(min(exponent, 63))
    while fingers.count <= place { fingers.append(nil) }
    fingers[place] = contact?.address == nil ? nil : contact
    while fingers.last == .some(nil) { fingers.removeLast() }
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(fingers)
    bytes.write(last)
  }

  /// Reads fingers.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    fingers = try bytes.read()
    last = try bytes.read()
  }
}
