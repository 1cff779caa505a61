import CanonicalEncoding

/// An iterative lookup under way: the closest nodes heard of so far, and what has become of them.
struct KademliaSearch: Hashable {
  enum State: UInt8, Canonical {
    /// To be asked.
    case known
    /// Asked, and counted among those under way.
    case asked
    /// Asked, and so late that another is asked meanwhile.
    case late
    case answered
    case failed
  }

  struct Candidate: Hashable {
    let contact: NodeContact
    /// Referrals on the way from the peer that searches.
    let referrals: UInt16
    var state: State
  }

  /// Candidates that are kept: enough for k that answer while twice as many have failed.
  static let mostCandidates = 64

  /// Nodes that are asked at most.
  static let mostAsked = 128

  /// What is looked for.
  let key: UInt64
  /// What for.
  let purpose: KademliaPurpose
  /// Nearest first.
  private(set) var candidates: [Candidate] = []
  private var asked = 0

  init(_ key: UInt64, for purpose: KademliaPurpose) {
    self.key = key
    self.purpose = purpose
  }

  /// Whether a client only wants to know the closest node; otherwise the k closest are looked for.
  var isForOwner: Bool { purpose == .lookup }

  /// The closest node that has answered.
  var best: Candidate? { candidates.first { $0.state == .answered } }

  /// The k closest nodes that have answered.
  var closest: [NodeContact] {
    Array(candidates.lazy.filter { $0.state == .answered }.map(\.contact).prefix(Kademlia.bucketSize))
  }

  /// Whether nothing more is to be waited for: the closest node has answered, or the k closest; or too many were asked, and none is under way.
  var isOver: Bool {
    guard asked < Self.mostAsked else { return !candidates.contains { $0.state == .asked } }
    return candidates.lazy.filter { $0.state != .failed }.prefix(isForOwner ? 1 : Kademlia.bucketSize)
      .allSatisfy { $0.state == .answered }
  }

  /// The candidate that is to be asked now, if there is one and no more than alpha are under way.
  mutating func takeNext() -> NodeContact? {
    guard asked < Self.mostAsked,
      candidates.count(where: { $0.state == .asked }) < Kademlia.parallelism
    else { return nil }
    var considered = 0
    for index in candidates.indices where candidates[index].state != .failed {
      if candidates[index].state == .known {
        candidates[index].state = .asked
        asked += 1
        return candidates[index].contact
      }
      considered += 1
      if considered == Kademlia.bucketSize || isForOwner && candidates[index].state == .answered { return nil }
    }
    return nil
  }

  /// Takes in what has become of a candidate.
  mutating func mark(_ contact: NodeContact, _ state: State) {
    guard let place = candidates.firstIndex(where: { $0.contact == contact }) else { return }
    candidates[place].state = state
  }

  /// Referrals on the way to a candidate.
  func referrals(to contact: NodeContact) -> UInt16 {
    candidates.first { $0.contact == contact }?.referrals ?? 0
  }

  /// Takes a node in at its place, unless it is there or enough are closer.
  mutating func consider(_ contact: NodeContact, referrals: UInt16, _ state: State = .known) {
    let distance = contact.identifier ^ key
    var place = candidates.count
    while place > 0, candidates[place - 1].contact.identifier ^ key >= distance {
      place -= 1
      if candidates[place].contact.identifier == contact.identifier { return }
    }
    guard place < Self.mostCandidates else { return }
    if candidates.count == Self.mostCandidates { candidates.removeLast() }
    candidates.insert(Candidate(contact: contact, referrals: referrals, state: state), at: place)
  }
}

extension KademliaSearch.Candidate: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(contact)
    bytes.write(referrals)
    bytes.write(state)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    contact = try bytes.read()
    referrals = try bytes.read()
    state = try bytes.read()
  }
}

extension KademliaSearch: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(purpose)
    bytes.write(candidates)
    bytes.write(asked)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    purpose = try bytes.read()
    let offset = bytes.offset
    candidates = try bytes.read()
    asked = try bytes.read()
    guard candidates.count <= Self.mostCandidates, (0...Self.mostAsked).contains(asked) else {
      throw MalformedBytes(offset: offset, expected: "few candidates, and numbers of nodes asked")
    }
  }
}
