import CanonicalEncoding

/// A node of a living Koorde network of degree 2 (Kaashoek, Karger, IPTPS 2003).
public typealias KoordePeer = RingPeer<KoordePointer>

/// Koorde's long link: the node right before twice a peer's identifier, and those after it, which step in for it when
/// it is dead.
///
/// The node at the end of the pointer is asked itself who stands there now, and passes the question along the ring to
/// whoever came between. Only when all that are known have died, the point is looked up as keys are.
public struct KoordePointer: RingLinks {
  /// The last node before twice the identifier, and the nodes after it.
  public private(set) var contacts: [RingContact] = []

  /// How many are kept: as many as successor lists have unless said otherwise.
  private static let mostContacts = 8

  /// Nobody.
  public init() {}

  /// Nowhere.
  public static var start: KoordeRoute { .start }

  /// Among a million nodes with complete tables, two lookups in a million take 130 hops, and of those who take so many,
  /// one in seven takes ten more.
  public static var mostHops: UInt16 { 256 }

  /// Random identifiers.
  public static func identifiers(of beginning: NetworkBeginning) -> [UInt64] {
    beginning.identifiers("living.koorde.identifiers")
  }

  /// The pointers of the static network.
  public static func settled(
    on ring: IdentifierRing, listLength: Int, contact: (NodeIndex) -> RingContact
  ) -> [KoordePointer] {
    let network = Koorde(ring)
    return ring.identifiers.indices.map { node in
      var links = KoordePointer()
      let pointer = network.pointer(of: node)
      links.contacts = (0..<min(listLength + 1, mostContacts)).map { contact((pointer + $0) % ring.count) }
      return links
    }
  }

  /// Along the pointer if this node stands in for the imaginary identifier, else to the neighbour that is nearer to it.
  /// If whoever is next does not answer, those after it may.
  public func steps(to key: UInt64, on route: KoordeRoute, from here: RingVicinity) -> [RingStep<KoordeRoute>] {
    guard let first = here.successors.first else { return [] }
    var (imaginary, remaining, isShifting) = Self.position(of: key, on: route, from: here, to: first)
    while remaining > 0, isShifting || here.successorOwns(imaginary) {
      let before = KoordeRoute.handedOver(imaginary: imaginary, remaining: remaining)
      remaining -= 1
      imaginary = imaginary &<< 1 | key >> UInt64(remaining) & 1
      isShifting = false
      // A pointer may lead back to the node itself, which takes the next step as well.
      if contacts.first == here.me { continue }
      let next = KoordeRoute.walking(imaginary: imaginary, remaining: remaining)
      return others(than: here.me).prefix(2).map { RingStep($0, next) }
        + here.reachable.prefix(2).map { RingStep($0, before) }
    }
    let isBehind = here.identifier &- imaginary <= imaginary &- here.identifier
    let neighbour = isBehind ? here.predecessor ?? first : first
    return [RingStep(neighbour, .walking(imaginary: imaginary, remaining: remaining))]
      + here.reachable.filter { $0 != neighbour }.prefix(2).map {
        RingStep($0, .handedOver(imaginary: imaginary, remaining: remaining))
      }
  }

  /// Where a message stands, and whether it leaves on the pointer whatever stands before it. Whoever has shifted all
  /// bits in stands at the key.
  private static func position(
    of key: UInt64, on route: KoordeRoute, from here: RingVicinity, to first: RingContact
  ) -> (imaginary: UInt64, remaining: UInt8, isShifting: Bool) {
    switch route {
    case .start:
      let (imaginary, missing) = Koorde.imaginaryIdentifier(
        for: key, after: here.identifier, gap: first.identifier &- here.identifier)
      return (imaginary, UInt8(missing), false)
    case .walking(_, 0), .handedOver(_, 0): return (key, 0, false)
    case .walking(let imaginary, let remaining): return (imaginary, min(remaining, 64), false)
    case .handedOver(let imaginary, let remaining): return (imaginary, min(remaining, 64), true)
    }
  }

  private func others(than me: RingContact) -> some Sequence<RingContact> { contacts.lazy.filter { $0 != me } }

  /// There is but one link.
  public mutating func nextLink(from here: RingVicinity) -> UInt8? { 0 }

  /// Twice the identifier, of whoever is known to be near it.
  public mutating func inquire(_ link: UInt8, from here: RingVicinity) -> RingInquiry<KoordeRoute>? {
    let point = here.identifier &* 2
    if !here.successorOwns(point), let contact = others(than: here.me).first(where: { _ in true }) {
      return RingInquiry(point, .beyond(RingStep(contact, .walking(imaginary: point, remaining: 0))), patience: 1)
    }
    return find(point, on: .start, from: here).map { RingInquiry(point, $0, patience: 4) }
  }

  /// The node and those after it.
  public mutating func take(
    _ link: UInt8, at member: RingContact, _ successors: [RingContact], from here: RingVicinity
  ) -> RingContact? {
    contacts = ([member] + successors).lazy.filter { $0.address != nil }.prefix(Self.mostContacts).map(\.self)
    return nil
  }

  /// The node that was asked is taken for dead, and the next one steps in.
  public mutating func giveUp(_ link: UInt8, asked: RingContact) -> RingContact? {
    forget(asked)
    return nil
  }

  /// The pointer leads to the next node, if it led there.
  public mutating func forget(_ contact: RingContact) { contacts.removeAll { $0 == contact } }

  /// Appends all contacts.
  public func encode(into bytes: inout ByteWriter) { bytes.write(contacts) }

  /// Reads a pointer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) { contacts = try bytes.read() }
}
