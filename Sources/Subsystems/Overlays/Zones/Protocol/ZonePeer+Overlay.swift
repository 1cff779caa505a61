import Participants
import Randomness

/// FissionE's peers.
public typealias FissionEPeer = ZonePeer<FissionEZones>
/// The peers of DLG over K(2,1).
public typealias DLGPeer = ZonePeer<DLGZones>
/// D2B's peers.
public typealias D2BPeer = ZonePeer<D2BZones>
/// The peers of CAN on a torus of two dimensions.
public typealias CANPeer = ZonePeer<CANZones>

extension ZonePeer: ObjectPeer {
  /// A network that has grown from the smallest one by the overlay's rule, and newcomers.
  public static func peers(of beginning: NetworkBeginning) -> [ZonePeer] {
    let introducers = beginning.introducers()
    var peers = zip(beginning.identifiers("living.zones.identifiers"), introducers).map {
      ZonePeer(identifier: $0, introducers: $1)
    }
    let zones = GrownZones<Geometry>(count: beginning.settled, seed: beginning.seed)
    settle(&peers, in: zones, holders: Array(zones.zones.indices))
    return peers
  }

  /// Has peers hold these zones, in ascending order, each the peer of its number, and know their neighbours.
  static func settle(_ peers: inout [ZonePeer], in zones: GrownZones<Geometry>, holders: [Int]) {
    for (zone, holder) in zip(zones.zones, holders) {
      peers[holder].held.append(HeldZone(zone, version: 8))
      for other in zones.neighbours(of: zone) where holders[other] != holder {
        let claim = ZoneClaim(zones.zones[other], version: 8, address: Address(holders[other]))
        if !peers[holder].claims.contains(claim) { peers[holder].claims.append(claim) }
      }
    }
    for index in peers.indices {
      for address in heirs(of: peers[index].claims).sorted() {
        var neighbour = ZoneNeighbour(address, serial: 0)
        neighbour.kin = peers[address.index].claims
        peers[index].neighbours.append(neighbour)
      }
    }
  }

  /// The peers of a small network for a model: these zones in ascending order, each held by the peer of its number, and then newcomers,
  /// whose first places are these paths.
  package static func small(_ zones: [Zone], holders: [Int], newcomers paths: [UInt64], fault: Fault?) -> [ZonePeer] {
    var schedule = ZoneSchedule()
    schedule.moments = 1
    let settled = (holders.max() ?? 0) + 1
    var peers = (0..<settled + paths.count).map { index in
      let path = index < settled ? 0 : paths[index - settled]
      var peer = ZonePeer(
        identifier: Geometry.keys(of: Zone(around: path, width: 64)).first, schedule: schedule,
        introducers: [Address((index + 1) % settled)])
      peer.fault = fault
      return peer
    }
    settle(&peers, in: GrownZones<Geometry>(zones), holders: holders)
    return peers
  }

  /// The keys of its zones.
  public var places: [KeyPlace] { held.map { Geometry.keys(of: $0.zone) } }

  /// The member in whose zone the path of the key lies.
  public static func owner(of key: UInt64, among members: MemberMap) -> Address? { members.holder(of: key) }

  /// The answer of a lookup.
  public static func answer(in response: PeerResponse<Address>) -> LookupAnswer? { response.answer { $0 } }

  /// The neighbour with the narrowest zone.
  public var heir: Address? { Self.heirs(of: claims).first }

  /// Zones that are offered to members, and walks to halves, are maintenance.
  public static func purpose(of message: ZoneMessage) -> MessagePurpose {
    switch message {
    case .routed(let routed):
      routed.errand.purpose
    case .askNext, .next: .lookup
    case .answer(_, _, _, _, let purpose): purpose
    case .beat(let beat): beat.isForJoin ? .join : .maintenance
    case .join: .join
    case .offer(let offer): offer.token == 0 ? .maintenance : .join
    case .agree, .seek, .exchange, .want: .maintenance
    case .copies, .objects, .kept: .objects
    }
  }
}

/// The zones of a network that newcomers have joined one after another, in ascending order.
struct GrownZones<Geometry: ZoneGeometry> {
  private(set) var zones: [Zone]
  private var firsts: [UInt64]

  /// So many zones, at least as many as there are roots.
  init(count: Int, seed: Seed) {
    zones = Geometry.roots
    firsts = zones.map(\.first)
    zones.reserveCapacity(count)
    firsts.reserveCapacity(count)
    var generator = seed.stream("living.zones.growth")
    while zones.count < count {
      var place = place(of: Geometry.path(of: generator.next()))
      if Geometry.isBalanced {
        while true {
          let wider = neighbours(of: zones[place]).filter { zones[$0].width < zones[place].width }
          guard !wider.isEmpty else { break }
          place = wider[generator.below(wider.count)]
        }
      }
      guard let halves = zones[place].halves else { continue }
      zones[place] = halves.lower
      zones.insert(halves.upper, at: place + 1)
      firsts.insert(halves.upper.first, at: place + 1)
    }
  }

  /// These zones, which ascend and leave nothing out.
  init(_ zones: [Zone]) {
    self.zones = zones
    firsts = zones.map(\.first)
  }

  /// The place of the zone in which a path lies.
  private func place(of path: UInt64) -> Int {
    let next = firsts.firstIndex(from: path)
    return next < firsts.count && firsts[next] == path ? next : next - 1
  }

  /// The places of the zones next to one, in ascending order.
  func neighbours(of zone: Zone) -> [Int] {
    var found: [Int] = []
    _ = Geometry.walkBorder(of: zone, holder: { zones[place(of: $0)] }) { other in
      if other != zone { found.append(place(of: other.first)) }
    }
    return Set(found).sorted()
  }
}
