import CanonicalEncoding

/// What an overlay adds to the ring that it stands on: the long links of a peer, and the way that messages take.
///
/// The ring sees to its successors and predecessor, to questions and their answers, and to the last hop of a lookup. It
/// tells the links where the peer stands, has them say what is to be asked so that they stay right, and lets them have
/// the answers. Links are named by small numbers of their own.
public protocol RingLinks: Hashable, Canonical {
  /// What a message to a point of the ring carries with it on its way.
  associatedtype Route: Hashable, Canonical

  /// What it carries before the first step.
  static var start: Route { get }

  /// Hops after which a message is given up: more than complete tables need on any ring that can be thought of.
  static var mostHops: UInt16 { get }

  /// Different identifiers of a network's peers.
  static func identifiers(of beginning: NetworkBeginning) -> [UInt64]

  /// The links of all nodes of a ring that has settled, with successor lists of `listLength` entries.
  static func settled(on ring: IdentifierRing, listLength: Int, contact: (NodeIndex) -> RingContact) -> [Self]

  /// The links of a newcomer, who has none.
  init()

  /// Where a message to a key goes next, the best step first; the ring has seen to it that nobody here owns the key.
  func steps(to key: UInt64, on route: Route, from here: RingVicinity) -> [RingStep<Route>]

  /// The best step alone.
  func step(to key: UInt64, on route: Route, from here: RingVicinity) -> RingStep<Route>?

  /// What is known here of whoever stands at a point; nil if nothing is.
  func find(_ point: UInt64, on route: Route, from here: RingVicinity) -> RingFinding<Route>?

  /// The next link that is to be looked up again; nil if none is for now.
  mutating func nextLink(from here: RingVicinity) -> UInt8?

  /// What is to be asked for a link; nil if it is not needed, and forgotten.
  mutating func inquire(_ link: UInt8, from here: RingVicinity) -> RingInquiry<Route>?

  /// The inquiry for a link has found this member, and the nodes after it.
  ///
  /// - Returns: Whom to tell that this link leads to it.
  mutating func take(
    _ link: UInt8, at member: RingContact, _ successors: [RingContact], from here: RingVicinity
  ) -> RingContact?

  /// Nothing was heard of the inquiry for a link, which went to this node.
  ///
  /// - Returns: Whom to ask whether it is alive.
  mutating func giveUp(_ link: UInt8, asked: RingContact) -> RingContact?

  /// The link of this number of another node leads here.
  mutating func isLinked(_ link: UInt8, of contact: RingContact, from here: RingVicinity)

  /// A node is dead.
  mutating func forget(_ contact: RingContact)
}

extension RingLinks {
  /// The first of all steps.
  public func step(to key: UInt64, on route: Route, from here: RingVicinity) -> RingStep<Route>? {
    steps(to: key, on: route, from: here).first
  }

  /// The successors if the point lies before them, else the next step on the way there.
  public func find(_ point: UInt64, on route: Route, from here: RingVicinity) -> RingFinding<Route>? {
    here.successorOwns(point)
      ? .here(successors: here.successors) : step(to: point, on: route, from: here).map { .beyond($0) }
  }

  /// Nobody needs to know.
  public mutating func isLinked(_ link: UInt8, of contact: RingContact, from here: RingVicinity) {}
}
