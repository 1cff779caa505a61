import CanonicalEncoding
import Participants

/// A node of a living Pastry (Rowstron, Druschel 2001) with digits of b = 4 bits and a leaf set of L = 16.
///
/// Every message from a member brings its sender into the leaf set or the table, if it belongs there. Whom others only
/// speak of is asked first, so that the dead do not come back. A question is asked again after half of the patience,
/// and a node that does not answer the third time is dropped.
///
/// - Join: the newcomer's question goes to the member that is nearest to its identifier. Each on the way tells a row of
///   its table, the last one its leaf set, and the newcomer is a member and makes itself known to all that it has been
///   told of.
/// - Leaves: every so often a peer asks the next node after it, the one before it unless that has asked itself, and of
///   all leaves the one that has been silent longest. Both tell their leaf sets. A leaf that another should know and
///   does not may be gone, and is asked.
/// - Who finds the node next to it gone tells all its leaves, which check themselves; a side that is too short is
///   filled up from the set of its last node.
/// - Table: as often, the entry that has been silent longest is asked for its row; where an entry is gone, another of
///   the same row is asked.
/// - Where one node is dead, others may be: whenever one is dropped, those that have been silent longest are asked at
///   once. Who passes on a lookup that is tried again asks the next node, too.
public struct PastryPeer: Participant {
  /// What peers send each other.
  public typealias Message = PastryMessage
  /// Their alarms.
  public typealias Timer = PastryTimer
  /// Nodes that were known before a crash.
  public typealias Stable = [NodeContact]
  /// Lookups.
  public typealias Request = KeyLookup
  /// Their results.
  public typealias Response = LookupAnswer
  /// What happens to a peer.
  public typealias Observation = PeerEvent

  /// How often things are done.
  public struct Schedule: Hashable, Canonical {
    /// Nanoseconds between two checks of neighbours and others; from 1 to those of nine hours.
    public var check: Int64 = 5_000_000_000
    /// Nanoseconds after which a question is taken for unanswered, up to those of a year: longer than round trips, but for those that are much
    /// delayed.
    public var patience: Int64 = 2_000_000_000

    /// Five seconds, two seconds.
    public init() {}

    /// Appends both.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(check)
      bytes.write(patience)
    }

    /// Reads a schedule.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      check = try bytes.read()
      patience = try bytes.read()
      guard isPossible else {
        throw MalformedBytes(offset: offset, expected: "a schedule: checks within nine hours, durations up to a year")
      }
    }

    /// Whether time passes between what is done.
    var isPossible: Bool { (1...Self.longestCheck).contains(check) && [patience].areDurations }

    /// Nanoseconds of nine hours: peers count the seconds of silence up to eighteen, and it lasts for two checks.
    private static let longestCheck: Int64 = 9 * 3_600 * 1_000_000_000
  }

  /// The peer's place on the ring.
  public let identifier: UInt64

  /// How often it does what.
  public let schedule: Schedule

  /// Whom it asks to be let in.
  public var introducers: [Address]

  /// Whether it is on the ring.
  public internal(set) var isMember = false

  /// The nodes on either side of it, as far as it knows.
  public var neighbours: PastryNeighbours { leaves.neighbours }

  /// Nodes of its table by the number of digits that they share with it.
  public var rows: [[NodeContact]] { (0..<table.count).map(table.row) }

  var leaves: PastryLeaves

  var table: PastryTable

  /// Leaves that were persisted last, which are asked to let the peer in when it comes back.
  var remembered: [NodeContact] = []

  var dropped = DroppedNodes()

  var questions = TokenTable<PastryQuestion>()

  /// Hops after which a message is given up: many times what tables need.
  static let mostHops: UInt16 = 128

  /// Ways that are tried of lookups that nodes pass on.
  static let mostAttempts = 4

  /// Times that a node is asked before it is taken for dead: two messages in a row are lost too often for the rest of
  /// the network to take notice.
  static let mostQuestions: UInt8 = 3

  /// Nodes that are checked at a time.
  static let mostChecks = 64

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, on the ring.
  public init(identifier: UInt64, schedule: Schedule = Schedule(), introducers: [Address]) {
    precondition(schedule.isPossible, "silent contacts are checked within nine hours")
    self.identifier = identifier
    self.schedule = schedule
    self.introducers = introducers
    leaves = PastryLeaves(of: identifier)
    table = PastryTable(of: identifier)
  }

  /// The first input, an answer, a question, an alarm or a client.
  public mutating func handle(_ input: Input<PastryPeer>, effects: inout Effects<PastryPeer>) {
    switch input {
    case .start:
      guard isMember else { return join(&effects) }
      remember(&effects)
      keepUp(&effects)
    case .restart(let known):
      // Who comes back is as new: its links are of another time.
      isMember = false
      leaves = PastryLeaves(of: identifier)
      table = PastryTable(of: identifier)
      remembered = known ?? []
      join(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .timer(.check):
      effects.set(timer: .check, after: .nanoseconds(schedule.check))
      if isMember { check(&effects) }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): lookUp(request, &effects)
    }
  }

  private mutating func take(_ message: PastryMessage, from address: Address, _ effects: inout Effects<PastryPeer>) {
    // A newcomer's question tells no sender, for nobody should know it yet; the peer's own identifier is never noted.
    let sender = NodeContact(identifier: message.member ?? identifier, address: address)
    note(sender, message.neighbours, &effects)
    switch message {
    case .place(let neighbours, _, let token): settle(beside: sender, neighbours, token: token, &effects)
    case .row(let contacts, _, let token, let isForJoin):
      takeRow(contacts, token: token, from: sender, isForJoin: isForJoin, &effects)
    case .next(let contacts, _, let token): goOn(token, contacts, from: sender, &effects)
    case .owner(let key, _, let token, let hops): answer(token, owner: address, of: key, hops: hops, &effects)
    // Who is not on the ring has nothing to tell, and is taken for dead.
    case _ where !isMember: break
    case .leaves(let neighbours, _, let token, let isForJoin):
      if confirm(token, by: sender, &effects) { takeLeaves(neighbours, of: sender, isForJoin: isForJoin, &effects) }
    case .join(let newcomer, let asker, let token, let hops):
      tellPlace(of: newcomer, to: asker, token: token, hops: hops, &effects)
    case .askLeaves(let neighbours, _, let token, let isForJoin):
      effects.send(.leaves(leaves.neighbours, from: identifier, token: token, isForJoin: isForJoin), to: address)
      takeLeaves(neighbours, of: sender, isForJoin: isForJoin, &effects)
    case .askRow(let row, _, let token, let isForJoin):
      effects.send(.row(table.row(Int(row)), from: identifier, token: token, isForJoin: isForJoin), to: address)
    case .askNext(let key, _, let token):
      effects.send(.next(nextOnes(to: key, effects), from: identifier, token: token), to: address)
    case .lookup(let key, _, let asker, let token, let hops, let isRepeated):
      passOn(key, for: asker, token: token, hops: hops, isRepeated: isRepeated, &effects)
    }
  }

  /// A question was not answered in time: it is asked again, or whoever was asked is taken for dead.
  private mutating func giveUp(_ token: UInt32, _ effects: inout Effects<PastryPeer>) {
    switch questions[token] {
    case .place:
      questions[token] = nil
      if !isMember { join(&effects) }
    case .check(let contact, let row, let isForJoin, let attempt):
      guard attempt < Self.mostQuestions else {
        questions[token] = nil
        return drop(contact, &effects)
      }
      questions[token] = .check(contact, row: row, isForJoin: isForJoin, attempt: attempt + 1)
      send(token, to: contact, row: row, isForJoin: isForJoin, &effects)
    case .next(var search):
      guard let last = search.last, search.attempt < Self.mostQuestions else {
        questions[token] = nil
        search.last.map { check($0, &effects) }
        search.fail()
        return tryAnother(search, &effects)
      }
      search.attempt += 1
      questions[token] = .next(search)
      send(token, to: last, of: search.key, &effects)
    case .owner(let key, let tried):
      questions[token] = nil
      if let last = tried.last { check(last, &effects) }
      tryAnother(key, tried: tried, &effects)
    case nil: break
    }
  }

  /// Takes in that a member was heard from.
  private mutating func note(
    _ contact: NodeContact, _ neighbours: PastryNeighbours?, _ effects: inout Effects<PastryPeer>
  ) {
    guard isOther(contact, effects) else { return }
    dropped.remove(contact.identifier)
    let entry = HeardContact(contact, at: effects.second)
    table.note(entry)
    // A newcomer has no leaves before it is told its place.
    guard isMember else { return }
    let extending = neighbours.map(leaves.extensions(by:)) ?? (before: false, after: false)
    if leaves.note(entry, extending: extending) { remember(&effects) }
  }

  /// Takes the answer to a question; nil if it comes too late, or is one to a question of another kind.
  mutating func answered(
    _ token: UInt32, _ effects: inout Effects<PastryPeer>, isRight: (PastryQuestion) -> Bool
  ) -> PastryQuestion? {
    guard let question = questions.remove(token, ifRight: isRight) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return question
  }

  /// The peer itself as others speak of it.
  func contact(_ effects: borrowing Effects<PastryPeer>) -> NodeContact {
    NodeContact(identifier: identifier, address: effects.me)
  }

  /// Whether it is not the peer itself.
  func isOther(_ contact: NodeContact, _ effects: borrowing Effects<PastryPeer>) -> Bool {
    contact.identifier != identifier && contact.address != effects.me
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(schedule)
    bytes.write(introducers)
    bytes.write(isMember)
    bytes.write(leaves)
    bytes.write(table)
    bytes.write(remembered)
    bytes.write(dropped)
    bytes.write(questions)
  }

  /// Reads a peer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    schedule = try bytes.read()
    introducers = try bytes.read()
    isMember = try bytes.read()
    let offset = bytes.offset
    leaves = try bytes.read()
    table = try bytes.read()
    identifier = leaves.identifier
    guard table.identifier == identifier else {
      throw MalformedBytes(offset: offset, expected: "leaves and a table of the same peer")
    }
    remembered = try bytes.read()
    dropped = try bytes.read()
    questions = try bytes.read()
  }
}
