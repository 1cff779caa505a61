import CanonicalEncoding
import Participants

/// The objects that a ring's peer has, as their owner or for others, and what it knows of those who have them too.
struct RingObjects: Hashable, Canonical {
  /// The keys of all. Which of them are the peer's own is decided by its predecessor at any moment.
  var kept = KeySet()
  /// Successors that have acknowledged copies of all that is the peer's own.
  var holders: [RingContact] = []
  /// Counts the times at which holders had to begin again.
  var version: UInt32 = 0
  /// Those before the peer, the nearest first, as they were told in the last round.
  var preceding: [RingContact] = []
  /// What owners are known to have of what is kept for them.
  var settled: [RingSegment] = []
  /// Objects whose copies are on their way.
  var stores = TokenTable<PendingStore>()

  /// The successor that has been asked to let the peer leave, and what it has got.
  var heir: RingContact?
  var given = KeySet()

  /// Predecessors that have said farewell since the last round, and in the one before: what they sent earlier may still be on its way.
  var leavers: [RingContact] = []
  var formerLeavers: [RingContact] = []
  /// The newcomers that were let in last.
  var newcomers: [RingContact] = []
  /// Whether the peer has waited for them to find their successors.
  var hasWaited = false

  /// Whether the peer stays on the ring.
  var stay = Stay.stays

  enum Stay: UInt8, Hashable, Canonical {
    case stays
    case leaves
    case hasLeft
  }

  init() {}

  /// Whether somebody has said farewell lately.
  func isLeaver(_ contact: RingContact) -> Bool { leavers.contains(contact) || formerLeavers.contains(contact) }

  /// Forgets those who have said farewell before the last round: they may come back.
  mutating func forgetLeavers() {
    if !leavers.isEmpty || !formerLeavers.isEmpty { (leavers, formerLeavers) = ([], leavers) }
  }

  /// Nobody is known any more to have copies of all.
  mutating func forgetHolders() {
    guard !kept.isEmpty || !holders.isEmpty else { return }
    holders = []
    version &+= 1
  }

  /// The keys after a point and up to another, ascending.
  func keys(after first: UInt64, through last: UInt64) -> [UInt64] {
    if first < last { return Array(kept.keys(in: KeyPlace(first: first + 1, last: last))) }
    let head = kept.keys(in: KeyPlace(first: 0, last: last))
    return Array(first == .max ? head : head + kept.keys(in: KeyPlace(first: first + 1, last: .max)))
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(kept)
    bytes.write(holders)
    bytes.write(version)
    bytes.write(preceding)
    bytes.write(settled)
    bytes.write(stores)
    bytes.write(heir)
    bytes.write(given)
    bytes.write(leavers)
    bytes.write(formerLeavers)
    bytes.write(newcomers)
    bytes.write(hasWaited)
    bytes.write(stay)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    kept = try bytes.read()
    holders = try bytes.read()
    version = try bytes.read()
    preceding = try bytes.read()
    settled = try bytes.read()
    stores = try bytes.read()
    heir = try bytes.read()
    given = try bytes.read()
    leavers = try bytes.read()
    formerLeavers = try bytes.read()
    newcomers = try bytes.read()
    hasWaited = try bytes.read()
    stay = try bytes.read()
  }
}

/// The keys after a point that are somebody's.
struct RingSegment: Hashable, Canonical {
  let start: UInt64
  let owner: RingContact

  init(after start: UInt64, of owner: RingContact) {
    self.start = start
    self.owner = owner
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(start)
    bytes.write(owner)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    start = try bytes.read()
    owner = try bytes.read()
  }
}

/// Keys that somebody is to have, sent some at a time.
struct RingTransfer: Hashable, Canonical {
  /// Keys that one message carries.
  static let most = 256

  let reason: Reason
  let taker: RingContact
  /// What it has acknowledged.
  var sent: KeySet
  /// What it was sent last.
  var batch: [UInt64] = []
  /// Whether that was sent twice.
  var isSecond = false

  enum Reason: Hashable {
    /// A successor keeps copies of all that is this peer's own.
    case copies(version: UInt32)
    /// An owner may not have what is kept for it.
    case offer(RingSegment)
    /// A nearer predecessor becomes the owner.
    case adoption
    /// The peer leaves.
    case leave
    /// The peer need not keep this key, and others before the owner.
    case strays(UInt64)
  }

  init(_ reason: Reason, to taker: RingContact, after sent: KeySet) {
    self.reason = reason
    self.taker = taker
    self.sent = sent
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(reason)
    bytes.write(taker)
    bytes.write(sent)
    bytes.write(batch)
    bytes.write(isSecond)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    reason = try bytes.read()
    taker = try bytes.read()
    sent = try bytes.read()
    batch = try bytes.read()
    isSecond = try bytes.read()
  }
}

extension RingTransfer.Reason: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .copies(let version):
      bytes.write(byte: 0)
      bytes.write(version)
    case .offer(let segment):
      bytes.write(byte: 1)
      bytes.write(segment)
    case .adoption: bytes.write(byte: 2)
    case .leave: bytes.write(byte: 3)
    case .strays(let key):
      bytes.write(byte: 4)
      bytes.write(key)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .copies(version: try bytes.read())
    case 1: self = .offer(try bytes.read())
    case 2: self = .adoption
    case 3: self = .leave
    case 4: self = .strays(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the reason of a transfer, 0 to 4")
    }
  }
}
