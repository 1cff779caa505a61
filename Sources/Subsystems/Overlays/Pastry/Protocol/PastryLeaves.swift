import CanonicalEncoding

/// The leaf set of a Pastry peer: the L / 2 nodes on either side of it that are known, nearest first.
///
/// In a network of L nodes or fewer some stand on both sides, and the set reaches round the whole ring.
struct PastryLeaves: Hashable {
  /// The peer's own identifier.
  let identifier: UInt64
  private(set) var before: [HeardContact] = []
  private(set) var after: [HeardContact] = []

  init(of identifier: UInt64) { self.identifier = identifier }

  /// Whether nobody is known.
  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// Both sides as others are told.
  var neighbours: PastryNeighbours {
    PastryNeighbours(before: before.map(\.contact), after: after.map(\.contact))
  }

  /// All nodes, each once, those after the peer first.
  var contacts: [NodeContact] {
    var contacts = after.map(\.contact)
    for entry in before where !contacts.contains(entry.contact) { contacts.append(entry.contact) }
    return contacts
  }

  /// Points from the peer to the farthest node before it, and after it.
  private var reach: (before: UInt64, after: UInt64) {
    (
      before.last.map { identifier &- $0.contact.identifier } ?? 0,
      after.last.map { $0.contact.identifier &- identifier } ?? 0
    )
  }

  /// Whether the sides meet, so that all nodes are known.
  var isWhole: Bool {
    let reach = reach
    return reach.before.addingReportingOverflow(reach.after).overflow
  }

  /// Whether a key lies between the farthest nodes.
  func covers(_ key: UInt64) -> Bool {
    let reach = reach
    return isWhole || key &- identifier <= reach.after || identifier &- key <= reach.before
  }

  /// Takes in that a node was heard from; returns whether it has come in. Who is farther than all others of a side does
  /// only if the side may be extended: the place of a leaf that is gone is for the next on the ring, not for whoever
  /// speaks first.
  mutating func note(_ entry: HeardContact, extending: (before: Bool, after: Bool)) -> Bool {
    let other = entry.contact.identifier
    guard other != identifier else { return false }
    let isAfter = Self.note(entry, in: &after, extending.after, at: other &- identifier) { [identifier] in
      $0 &- identifier
    }
    let isBefore = Self.note(entry, in: &before, extending.before, at: identifier &- other) { [identifier] in
      identifier &- $0
    }
    return isAfter || isBefore
  }

  private static func note(
    _ entry: HeardContact, in side: inout [HeardContact], _ mayExtend: Bool, at distance: UInt64,
    _ measure: (UInt64) -> UInt64
  ) -> Bool {
    var place = side.count
    while place > 0, measure(side[place - 1].contact.identifier) >= distance { place -= 1 }
    if place < side.count, side[place].contact.identifier == entry.contact.identifier {
      side[place] = entry
      return false
    }
    // Whoever comes first on an empty side knows others that are nearer.
    let mayExtend = mayExtend || side.isEmpty && distance < 1 << 63
    guard place < (mayExtend ? Pastry.leavesOnEitherSide : side.count) else { return false }
    side.insert(entry, at: place)
    if side.count > Pastry.leavesOnEitherSide { side.removeLast() }
    return true
  }

  /// Which sides somebody with these neighbours may extend: where it knows the peer, or a leaf of that side, on its own
  /// way back.
  func extensions(by neighbours: PastryNeighbours) -> (before: Bool, after: Bool) {
    func meets(_ side: [HeardContact], _ others: [NodeContact]) -> Bool {
      side.count < Pastry.leavesOnEitherSide
        && others.contains { other in
          other.identifier == identifier || side.contains { $0.contact.identifier == other.identifier }
        }
    }
    return (meets(before, neighbours.after), meets(after, neighbours.before))
  }

  /// Which sides may be extended by those whom somebody knows on its side: where it is a leaf, or knows the peer on the
  /// way.
  func extensions(of other: UInt64, _ neighbours: PastryNeighbours) -> (before: Bool, after: Bool) {
    func leads(_ side: [HeardContact], _ others: [NodeContact]) -> Bool {
      side.count < Pastry.leavesOnEitherSide
        && (side.contains { $0.contact.identifier == other } || others.contains { $0.identifier == identifier })
    }
    return (leads(before, neighbours.before), leads(after, neighbours.after))
  }

  /// Takes a node out; says whether it was there, and whether it was the first on a side.
  mutating func remove(_ contact: NodeContact) -> (wasLeaf: Bool, wasFirst: Bool) {
    let wasFirst = before.first?.contact == contact || after.first?.contact == contact
    let count = before.count + after.count
    before.removeAll { $0.contact == contact }
    after.removeAll { $0.contact == contact }
    return (before.count + after.count < count, wasFirst)
  }

  /// Whether a node is known.
  func contains(_ other: UInt64) -> Bool {
    after.contains { $0.contact.identifier == other } || before.contains { $0.contact.identifier == other }
  }

  /// Whether somebody that others speak of would come in, or one who would come in if a side may be extended.
  func wants(_ other: UInt64, mayExtend: Bool) -> Bool {
    guard other != identifier, !contains(other) else { return false }
    let (reachBefore, reachAfter) = reach
    return mayExtend || other &- identifier < reachAfter || identifier &- other < reachBefore
  }

  /// Whom to ask for more nodes: the farthest on each side that is too short, or the nearest on the other if there is
  /// none.
  var helpers: [NodeContact] {
    if isWhole { return [] }
    return [(before, after), (after, before)].compactMap { side, other in
      side.count < Pastry.leavesOnEitherSide ? (side.last ?? other.first)?.contact : nil
    }
  }

  /// Leaves that somebody else should know as well, for they stand between those it knows, and does not, and that have
  /// been silent for so many seconds.
  func missing(
    in neighbours: PastryNeighbours, of other: UInt64, at now: UInt16, silentFor seconds: UInt16
  ) -> [NodeContact] {
    let reachBefore = neighbours.before.last.map { other &- $0.identifier } ?? 0
    let reachAfter = neighbours.after.last.map { $0.identifier &- other } ?? 0
    var missing: [NodeContact] = []
    for entry in after + before {
      let contact = entry.contact
      guard contact.identifier != other, entry.silence(at: now) >= seconds,
        contact.identifier &- other < reachAfter || other &- contact.identifier < reachBefore,
        !neighbours.before.contains(contact), !neighbours.after.contains(contact), !missing.contains(contact)
      else { continue }
      missing.append(contact)
    }
    return missing
  }

  /// Who has been silent longest, at least so many seconds, but for those `excluded`.
  func longestSilent(at now: UInt16, atLeast seconds: UInt16 = 0, except excluded: [UInt64]) -> NodeContact? {
    (after + before).longestSilent(at: now, atLeast: seconds, except: excluded)?.contact
  }
}

extension PastryLeaves: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(before)
    bytes.write(after)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    let offset = bytes.offset
    before = try bytes.read()
    after = try bytes.read()
    guard max(before.count, after.count) <= Pastry.leavesOnEitherSide else {
      throw MalformedBytes(offset: offset, expected: "at most \(Pastry.leavesOnEitherSide) leaves on either side")
    }
  }
}
