import CanonicalEncoding

/// How far brokers tell each other what their clients want.
public enum SubscriptionRouting: UInt8, Hashable, Canonical, CaseIterable {
  /// They do not: every event goes to every broker.
  case flooding
  /// Every different filter is told.
  case identity
  /// Filters are told that no other one covers.
  case covering
  /// As with covering, and filters are merged that are one filter together.
  case perfectMerging
  /// As with perfect merging, and filters are merged that overlap, whatever else the merge lets through.
  case imperfectMerging

  /// A name for tables and commands.
  public var name: String {
    switch self {
    case .flooding: "flooding"
    case .identity: "identity"
    case .covering: "covering"
    case .perfectMerging: "perfect-merging"
    case .imperfectMerging: "imperfect-merging"
    }
  }
}

/// How a subtree that moves from one broker to another takes its subscriptions along. A client that moves is a subtree of one.
///
/// The first three names are those of the literature, of which only abstracts and summaries were at hand; the last is our own. All messages,
/// and what is done when moves follow one another, are a reconstruction. A subtree that never comes back is waited for without end.
public enum HandOff: UInt8, Hashable, Canonical, CaseIterable {
  /// Whoever loses a link takes it for the end of all subscriptions behind it, and whoever gets one for new ones.
  case strawman
  /// The subscriptions are made over the new link first, and ended behind the old one after. A subtree that
  /// changes over without being away listens to both until then.
  case deferredUnsubscription
  /// The old broker keeps the events for those who are away. The new one has it replay those after the last one received from each
  /// publisher, one by one, and holds new ones until then (after REBECA: Zeidler and Fiege 2003).
  case relocation
  /// The old broker keeps the events until a marker comes that follows the new subscriptions along the path from the new broker,
  /// and hands them over as a whole. Events that come twice are told by publisher and number.
  case marker

  /// A name for tables and commands.
  public var name: String {
    switch self {
    case .strawman: "strawman"
    case .deferredUnsubscription: "deferred"
    case .relocation: "relocation"
    case .marker: "marker"
    }
  }

  /// Whether a broker keeps what it has sent over a moving link until it is acknowledged, and what comes for those who are away.
  var keepsEvents: Bool { self == .relocation || self == .marker }

  /// Whether those who move notice events that come twice.
  var discardsDuplicates: Bool { self == .relocation || self == .marker }

  /// Whether the old broker is told by the new one.
  var followsOldPath: Bool { self != .strawman }
}

/// What all brokers of a tree agree on.
public struct BrokerSettings: Hashable, Canonical {
  /// How far subscriptions are told.
  public var routing = SubscriptionRouting.covering

  /// Whether they are told only where publishers have advertised events that may meet them.
  public var usesAdvertisements = false

  /// How moving subtrees are handed over.
  public var handOff = HandOff.marker

  /// Those who move acknowledge every so many events, so that brokers need not keep all; 0 for never. Only where brokers keep any.
  public var acknowledgesEvery: UInt16 = 0

  /// Covering, no advertisements, hand-off by markers, no acknowledgements.
  public init() {}

  /// Settings with a certain hand-off.
  public init(handOff: HandOff) { self.handOff = handOff }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(routing)
    bytes.write(usesAdvertisements)
    bytes.write(handOff)
    bytes.write(acknowledgesEvery)
  }

  /// Reads settings.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    routing = try bytes.read()
    usesAdvertisements = try bytes.read()
    handOff = try bytes.read()
    acknowledgesEvery = try bytes.read()
  }
}
