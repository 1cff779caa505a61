import CanonicalEncoding
import Participants

/// A zone that a peer holds.
struct HeldZone: Hashable, Canonical {
  var zone: Zone
  var version: UInt32
  /// The keys of its objects.
  var objects = KeySet()
  /// Neighbours that have copies of all objects.
  var guardians: [Address] = []

  init(_ zone: Zone, version: UInt32, objects: KeySet = KeySet()) {
    self.zone = zone
    self.version = version
    self.objects = objects
  }

  func claim(of address: Address) -> ZoneClaim { ZoneClaim(zone, version: version, address: address) }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(zone)
    bytes.write(version)
    bytes.write(objects)
    bytes.write(guardians)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    zone = try bytes.read()
    version = try bytes.read()
    objects = try bytes.read()
    guardians = try bytes.read()
  }
}

/// A neighbour as its last beat said.
struct ZoneNeighbour: Hashable, Canonical {
  let address: Address
  var serial: UInt32
  /// Rounds since it was heard of.
  var silence: UInt8 = 0
  /// Whether it wants to make one zone of two.
  var isMerging = false
  /// Whether it takes nothing more.
  var isLeaving = false
  /// The claims of its neighbours, who share its zones among them when it is gone.
  var kin: [ZoneClaim] = []

  init(_ address: Address, serial: UInt32, silence: UInt8 = 0) {
    self.address = address
    self.serial = serial
    self.silence = silence
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(address)
    bytes.write(serial)
    bytes.write(silence)
    bytes.write(isMerging)
    bytes.write(isLeaving)
    bytes.write(kin)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    address = try bytes.read()
    serial = try bytes.read()
    silence = try bytes.read()
    isMerging = try bytes.read()
    isLeaving = try bytes.read()
    kin = try bytes.read()
  }
}

/// A zone next to a peer's that nobody seems to hold.
struct LostZone: Hashable, Canonical {
  /// Whose it was.
  let claim: ZoneClaim
  /// The claims next to it, when it was last heard of.
  let kin: [ZoneClaim]
  /// Rounds since it was missed.
  var rounds: UInt8 = 0

  init(_ claim: ZoneClaim, kin: [ZoneClaim]) {
    self.claim = claim
    self.kin = kin
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(claim)
    bytes.write(kin)
    bytes.write(rounds)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    claim = try bytes.read()
    kin = try bytes.read()
    rounds = try bytes.read()
  }
}

/// Two halves that a peer holds and would make one zone of.
struct ZoneMerge: Hashable, Canonical {
  let parent: Zone
  /// The beat in which neighbours were asked.
  let serial: UInt32
  /// Those who have not agreed.
  var waiting: [Address]

  init(parent: Zone, serial: UInt32, waiting: [Address]) {
    self.parent = parent
    self.serial = serial
    self.waiting = waiting
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(parent)
    bytes.write(serial)
    bytes.write(waiting)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    parent = try bytes.read()
    serial = try bytes.read()
    waiting = try bytes.read()
  }
}

/// A zone that a peer gives away as soon as it has another.
struct ZoneExchange: Hashable, Canonical {
  let given: Zone
  let taker: Address
  var rounds: UInt8

  init(given: Zone, taker: Address, rounds: UInt8) {
    self.given = given
    self.taker = taker
    self.rounds = rounds
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(given)
    bytes.write(taker)
    bytes.write(rounds)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    given = try bytes.read()
    taker = try bytes.read()
    rounds = try bytes.read()
  }
}

/// A path next to a peer's zones that nobody is known to hold.
struct ZoneGap: Hashable, Canonical {
  let path: UInt64
  /// Rounds since it was found.
  var rounds: UInt8 = 0

  init(_ path: UInt64) { self.path = path }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(path)
    bytes.write(rounds)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    path = try bytes.read()
    rounds = try bytes.read()
  }
}
