import CanonicalEncoding

/// The contacts of a Kademlia peer: bucket p holds up to k nodes that share exactly p leading bits with it, whoever has
/// been silent longest first but for spares that have just come in, and a few spares.
///
/// A contact stays as long as it answers, for who has been up long is likely to stay (Maymounkov, Mazières 2002, 2.2).
/// Whoever comes to a full bucket is a spare until a contact drops out.
struct KademliaBuckets: Hashable {
  struct Bucket: Hashable {
    /// Silent longest first, but for spares that have come in.
    var contacts: [HeardContact] = []
    /// Heard from longest ago first.
    var spares: [HeardContact] = []
  }

  /// Spares of a bucket: enough for the contacts that drop out between two refreshes.
  static let mostSpares = 5

  /// The peer's own identifier.
  let identifier: UInt64

  /// By shared bits; the last is not empty.
  private(set) var buckets: [Bucket] = []

  private var dropped = DroppedNodes()

  init(of identifier: UInt64) { self.identifier = identifier }

  /// Whether nobody is known.
  var isEmpty: Bool { buckets.isEmpty }

  /// How many buckets there are.
  var count: Int { buckets.count }

  /// Whether a bucket needs nobody.
  func isFull(_ place: Int) -> Bool {
    place < buckets.count && buckets[place].contacts.count >= Kademlia.bucketSize
  }

  /// Takes in that a node was heard from.
  mutating func note(_ contact: NodeContact, at second: UInt16) {
    let place = (contact.identifier ^ identifier).leadingZeroBitCount
    guard place < 64 else { return }
    while buckets.count <= place { buckets.append(Bucket()) }
    buckets[place].note(HeardContact(contact, at: second))
    dropped.remove(contact.identifier)
  }

  /// Takes a node out that does not answer, and a spare into its place; returns whether it was a contact.
  mutating func drop(_ contact: NodeContact, at second: UInt16) -> Bool {
    dropped.insert(contact, at: second)
    let place = (contact.identifier ^ identifier).leadingZeroBitCount
    guard place < buckets.count, buckets[place].drop(contact) else { return false }
    while buckets.last?.contacts.isEmpty == true { buckets.removeLast() }
    return true
  }

  /// Whether somebody that others speak of should be met: there is room, and it is neither known nor dead.
  func wants(_ contact: NodeContact, at second: UInt16) -> Bool {
    let place = (contact.identifier ^ identifier).leadingZeroBitCount
    guard place < 64, !isFull(place), !dropped.contains(contact.identifier, at: second) else { return false }
    return place >= buckets.count
      || !buckets[place].contacts.contains { $0.contact.identifier == contact.identifier }
  }

  /// The contact that is closest to a key, if it is closer than the peer itself, but for those `excluded`.
  func next(to key: UInt64, except excluded: [NodeContact] = []) -> NodeContact? {
    var best: NodeContact?
    var nearest = identifier ^ key
    // Whoever shares fewer bits with the peer than the key does is farther from the key than the peer.
    for bucket in buckets.dropFirst(nearest.leadingZeroBitCount) {
      for entry in bucket.contacts {
        let distance = entry.contact.identifier ^ key
        if distance < nearest, !excluded.contains(entry.contact) { (best, nearest) = (entry.contact, distance) }
      }
    }
    return best
  }

  /// The contacts that are closest to a key, at most k, nearest first.
  func closest(to key: UInt64) -> [NodeContact] {
    let most = Kademlia.bucketSize
    var found: [NodeContact] = []
    let shared = min((identifier ^ key).leadingZeroBitCount, buckets.count)
    func take(_ places: Range<Int>) {
      guard found.count < most, !places.isEmpty else { return }
      let first = found.count
      for place in places { found.append(contentsOf: buckets[place].contacts.lazy.map(\.contact)) }
      found[first...].sort { $0.identifier ^ key < $1.identifier ^ key }
      if found.count > most { found.removeSubrange(most...) }
    }
    // The bucket of the key, then all later ones, which share as many bits with the key as the peer does, then the
    // earlier, one by one.
    take(shared..<min(shared + 1, buckets.count))
    take(min(shared + 1, buckets.count)..<buckets.count)
    for place in stride(from: shared - 1, through: 0, by: -1) { take(place..<place + 1) }
    return found
  }

  /// Who has been silent longest, at least so many seconds, of the last buckets that hold `nearest` contacts together,
  /// but for those `excluded`.
  func longestSilent(
    at now: UInt16, nearest: Int = .max, atLeast seconds: UInt16 = 0, except excluded: [UInt64]
  ) -> NodeContact? {
    var candidates: [HeardContact] = []
    var visited = 0
    for bucket in buckets.reversed() where visited < nearest {
      visited += bucket.contacts.count
      if let entry = bucket.contacts.longestSilent(at: now, atLeast: seconds, except: excluded) {
        candidates.append(entry)
      }
    }
    return candidates.longestSilent(at: now, except: [])?.contact
  }

  /// Contacts all over: of each bucket the one heard from last.
  func examples(_ most: Int) -> [NodeContact] {
    Array(buckets.lazy.compactMap { $0.contacts.last?.contact }.prefix(most))
  }
}

extension KademliaBuckets.Bucket {
  fileprivate mutating func note(_ entry: HeardContact) {
    if let place = contacts.firstIndex(where: { $0.contact.identifier == entry.contact.identifier }) {
      contacts.remove(at: place)
      contacts.append(entry)
    } else if contacts.count < Kademlia.bucketSize {
      contacts.append(entry)
      removeSpare(entry.contact.identifier)
    } else {
      removeSpare(entry.contact.identifier)
      if spares.count >= KademliaBuckets.mostSpares { spares.removeFirst() }
      spares.append(entry)
    }
  }

  fileprivate mutating func drop(_ contact: NodeContact) -> Bool {
    removeSpare(contact.identifier)
    guard let place = contacts.firstIndex(where: { $0.contact == contact }) else { return false }
    contacts.remove(at: place)
    // It has been silent for long, or will soon have been.
    if let spare = spares.popLast() { contacts.insert(spare, at: 0) }
    return true
  }

  private mutating func removeSpare(_ identifier: UInt64) {
    if let place = spares.firstIndex(where: { $0.contact.identifier == identifier }) { spares.remove(at: place) }
  }
}

extension KademliaBuckets.Bucket: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(contacts)
    bytes.write(spares)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    contacts = try bytes.read()
    spares = try bytes.read()
    guard contacts.count <= Kademlia.bucketSize, spares.count <= KademliaBuckets.mostSpares else {
      throw MalformedBytes(offset: offset, expected: "at most k contacts and few spares")
    }
  }
}

extension KademliaBuckets: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(buckets)
    bytes.write(dropped)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    let offset = bytes.offset
    buckets = try bytes.read()
    dropped = try bytes.read()
    guard buckets.count <= 64, buckets.last?.contacts.isEmpty != true else {
      throw MalformedBytes(offset: offset, expected: "at most 64 buckets, the last with a contact")
    }
    for (place, bucket) in buckets.enumerated() {
      for entry in bucket.contacts + bucket.spares
      where (entry.contact.identifier ^ identifier).leadingZeroBitCount != place {
        throw MalformedBytes(offset: offset, expected: "contacts in their buckets")
      }
    }
  }
}
