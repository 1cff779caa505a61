import CanonicalEncoding
import Participants

/// A node of a living Kademlia (Maymounkov, Mazières 2002) with k = 20 and alpha = 3.
///
/// Every message from a member makes its sender a contact, or moves it to the end of its bucket, whose first has been
/// silent longest. A question is asked again after half of the patience, and a node that does not answer the third time
/// is dropped.
///
/// - Join: the newcomer looks its own identifier up, is a member when the k closest nodes have answered, makes itself
///   known to these, and refreshes the buckets farther away that are not full.
/// - Check: every so often the contacts that have been silent longest are asked who is close to the peer: one of the k
///   closest, which must be known for lookups to end at the right node, and one of all. Whom they name, and there is
///   room for, is asked in turn.
/// - Refresh: less often, a random identifier of a random bucket, or the peer's own, is looked up.
/// - Where one contact is dead, others may be: whenever one is dropped, those that have been silent longest are asked
///   at once. Who passes on a lookup that is tried again asks the next node, too.
public struct KademliaPeer: Participant {
  /// What peers send each other.
  public typealias Message = KademliaMessage
  /// Their alarms.
  public typealias Timer = KademliaTimer
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
    /// Nanoseconds between two checks of silent contacts; from 1 to those of nine hours.
    public var check: Int64 = 5_000_000_000
    /// Nanoseconds between two refreshes of a bucket, up to those of a year, each of which asks the k closest nodes to a random identifier and
    /// some on the way: about as many messages in all as checks take.
    public var refresh: Int64 = 60_000_000_000
    /// Nanoseconds after which a question is taken for unanswered, up to those of a year: longer than round trips, but for those that are much
    /// delayed.
    public var patience: Int64 = 2_000_000_000

    /// Five seconds, a minute, two seconds.
    public init() {}

    /// Appends all.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(check)
      bytes.write(refresh)
      bytes.write(patience)
    }

    /// Reads a schedule.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      check = try bytes.read()
      refresh = try bytes.read()
      patience = try bytes.read()
      guard isPossible else {
        throw MalformedBytes(offset: offset, expected: "a schedule: checks within nine hours, durations up to a year")
      }
    }

    /// Whether time passes between what is done.
    var isPossible: Bool { (1...Self.longestCheck).contains(check) && [refresh, patience].areDurations }

    /// Nanoseconds of nine hours: peers count the seconds of silence up to eighteen, and it lasts for two checks.
    private static let longestCheck: Int64 = 9 * 3_600 * 1_000_000_000
  }

  /// The peer's place among the keys.
  public let identifier: UInt64

  /// How often it does what.
  public let schedule: Schedule

  /// Whom it asks to be let in.
  public var introducers: [Address]

  /// Whether others know it.
  public internal(set) var isMember = false

  /// Contacts of all buckets by the number of leading bits that they share with the peer, those that have been silent
  /// longest first but for spares that have just come in.
  public var contacts: [[NodeContact]] { buckets.buckets.map { $0.contacts.map(\.contact) } }

  var buckets: KademliaBuckets

  /// Some contacts of all buckets, which are asked to let the peer in when it comes back.
  var remembered: [NodeContact] = []

  var questions = TokenTable<KademliaQuestion>()

  var searches = TokenTable<KademliaSearch>()

  /// The buckets below this one are still to be refreshed by a newcomer.
  var farther: UInt8 = 0

  /// Hops after which a message is given up: twice what any two of 64-bit identifiers are apart.
  static let mostHops: UInt16 = 128

  /// Ways that are tried of lookups that nodes pass on.
  static let mostAttempts = 4

  /// Times that a node is asked before it is taken for dead: two messages in a row are lost too often for the rest of
  /// the network to take notice.
  static let mostQuestions: UInt8 = 3

  /// Contacts that are checked at a time.
  static let mostChecks = 64

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, a member.
  public init(identifier: UInt64, schedule: Schedule = Schedule(), introducers: [Address]) {
    precondition(schedule.isPossible, "silent contacts are checked within nine hours")
    self.identifier = identifier
    self.schedule = schedule
    self.introducers = introducers
    buckets = KademliaBuckets(of: identifier)
  }

  /// The first input, an answer, a question, an alarm or a client.
  public mutating func handle(_ input: Input<KademliaPeer>, effects: inout Effects<KademliaPeer>) {
    switch input {
    case .start:
      guard isMember else { return join(&effects) }
      remember(&effects)
      keepUp(&effects)
    case .restart(let known):
      // Who comes back is as new: its contacts are of another time.
      isMember = false
      buckets = KademliaBuckets(of: identifier)
      remembered = known ?? []
      join(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .timer(.check):
      effects.set(timer: .check, after: .nanoseconds(schedule.check))
      if isMember { check(&effects) }
    case .timer(.refresh):
      effects.set(timer: .refresh, after: .nanoseconds(schedule.refresh))
      if isMember {
        remember(&effects)
        refresh(&effects)
      }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): lookUp(request, &effects)
    }
  }

  private mutating func take(_ message: KademliaMessage, from sender: Address, _ effects: inout Effects<KademliaPeer>) {
    if let identifier = message.member, sender != effects.me {
      buckets.note(NodeContact(identifier: identifier, address: sender), at: effects.second)
    }
    switch message {
    case .found(let contacts, let identifier, let token, _):
      goOn(token, contacts, from: NodeContact(identifier: identifier, address: sender), &effects)
    case .owner(let key, _, let token, let hops): answer(token, owner: sender, of: key, hops: hops, &effects)
    // Who is no member has nothing to tell, and is taken for dead.
    case _ where !isMember: break
    case .find(let key, _, let token, let purpose):
      effects.send(.found(buckets.closest(to: key), from: identifier, token: token, for: purpose), to: sender)
    case .lookup(let key, _, let asker, let token, let hops, let isRepeated):
      passOn(key, for: asker, token: token, hops: hops, isRepeated: isRepeated, &effects)
    }
  }

  /// A question was not answered in time: it is asked again, or whoever was asked is taken for dead.
  private mutating func giveUp(_ token: UInt32, _ effects: inout Effects<KademliaPeer>) {
    switch questions[token] {
    case .introduction:
      questions[token] = nil
      if !isMember { join(&effects) }
    case .contact(let contact, let search, let purpose, let attempt) where attempt < Self.mostQuestions:
      questions[token] = .contact(contact, search: search, purpose: purpose, attempt: attempt + 1)
      send(token, to: contact, search: search, purpose, &effects)
      if let search { mark(contact, .late, in: search, &effects) }
    case .contact(let contact, let search, _, _):
      questions[token] = nil
      drop(contact, &effects)
      if let search { mark(contact, .failed, in: search, &effects) }
    case .owner(let key, let tried):
      questions[token] = nil
      if let last = tried.last { check(last, &effects) }
      tryAnother(key, tried: tried, &effects)
    case nil: break
    }
  }

  /// Asks a node for its contacts, for a search or to check whether it is there.
  mutating func ask(
    _ contact: NodeContact, search: UInt32?, for purpose: KademliaPurpose, _ effects: inout Effects<KademliaPeer>
  ) {
    let token = questions.insert(.contact(contact, search: search, purpose: purpose, attempt: 1))
    send(token, to: contact, search: search, purpose, &effects)
  }

  private func send(
    _ token: UInt32, to contact: NodeContact, search: UInt32?, _ purpose: KademliaPurpose,
    _ effects: inout Effects<KademliaPeer>
  ) {
    let key = search.flatMap { searches[$0]?.key } ?? identifier
    effects.set(timer: .unanswered(token), after: .nanoseconds((schedule.patience + 1) / 2))
    effects.send(.find(key, from: identifier, token: token, for: purpose), to: contact.address)
  }

  /// Takes the answer to a question; nil if it comes too late, or is one to a question of another kind.
  mutating func answered(
    _ token: UInt32, _ effects: inout Effects<KademliaPeer>, isRight: (KademliaQuestion) -> Bool
  ) -> KademliaQuestion? {
    guard let question = questions.remove(token, ifRight: isRight) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return question
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(schedule)
    bytes.write(introducers)
    bytes.write(isMember)
    bytes.write(buckets)
    bytes.write(remembered)
    bytes.write(questions)
    bytes.write(searches)
    bytes.write(farther)
  }

  /// Reads a peer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    schedule = try bytes.read()
    introducers = try bytes.read()
    isMember = try bytes.read()
    buckets = try bytes.read()
    identifier = buckets.identifier
    remembered = try bytes.read()
    questions = try bytes.read()
    searches = try bytes.read()
    let offset = bytes.offset
    farther = try bytes.read()
    guard farther < 64 else { throw MalformedBytes(offset: offset, expected: "a bucket") }
  }
}
