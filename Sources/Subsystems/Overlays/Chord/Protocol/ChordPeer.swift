import CanonicalEncoding
import Participants

/// A node of a living Chord ring: joins, stabilises, rectifies and fails as in Zave's corrected protocol (2017), with successor lists of any
/// length, and looks keys up through fingers.
///
/// What is atomic in the model that is checked takes a question and an answer here, and may take for ever: a question that is not
/// answered in time says that the node asked is dead.
///
/// - Join: the member right before the newcomer's point tells its list, which becomes the newcomer's; that member becomes its predecessor.
/// - Stabilise: the successor tells its list and predecessor. If the predecessor stands between, it is asked in turn and becomes the
///   successor if it answers. A successor that does not answer is dropped, and the list filled up at its end.
/// - Rectify: whoever takes a peer for its successor says so, and becomes its predecessor if it is nearer, or the old one does not answer.
public struct ChordPeer: Participant {
  /// What peers send each other.
  public typealias Message = ChordMessage
  /// Their alarms.
  public typealias Timer = ChordTimer
  /// Nodes that were known before a crash.
  public typealias Stable = [ChordContact]
  /// Lookups.
  public typealias Request = ChordRequest
  /// Their results.
  public typealias Response = ChordResponse
  /// What happens to a peer.
  public typealias Observation = PeerEvent

  /// How often things are done.
  public struct Schedule: Hashable, Canonical {
    /// Entries of a successor list: r, 1...1024.
    public var listLength = 8
    /// Nanoseconds between two questions to the successor; this and the others from 1 to those of a year.
    public var stabilisation: Int64 = 5_000_000_000
    /// Nanoseconds between two fingers that are looked up again.
    public var fingerRepair: Int64 = 5_000_000_000
    /// Nanoseconds after which a question is taken for unanswered: longer than round trips, but for those that are much delayed.
    public var patience: Int64 = 2_000_000_000

    /// Lists of 8, five seconds, two seconds.
    public init() {}

    /// Appends all.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(listLength)
      bytes.write(stabilisation)
      bytes.write(fingerRepair)
      bytes.write(patience)
    }

    /// Reads a schedule.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      listLength = try bytes.read()
      stabilisation = try bytes.read()
      fingerRepair = try bytes.read()
      patience = try bytes.read()
      guard isPossible else {
        throw MalformedBytes(
          offset: offset, expected: "a schedule: a list of 1 to 1024 entries, durations up to a year")
      }
    }

    /// Whether time passes between what is done, and lists have a length that messages can carry.
    var isPossible: Bool {
      (1...1_024).contains(listLength)
        && [stabilisation, fingerRepair, patience].allSatisfy { (1...Self.longest).contains($0) }
    }

    /// Nanoseconds of a year.
    private static let longest: Int64 = 365 * 86_400 * 1_000_000_000
  }

  /// The peer's place on the ring.
  public let identifier: UInt64

  /// How often it does what.
  public let schedule: Schedule

  /// Whom it asks to be let in.
  public internal(set) var introducers: [Address]

  /// Whether it is on the ring.
  public internal(set) var isMember = false

  /// The node before it, as far as it knows.
  public internal(set) var predecessor: ChordContact?

  /// The nodes after it, as far as it knows.
  public internal(set) var successors: [ChordContact] = []

  /// The first nodes after the points 2⁶³, 2⁶² ... further on, as far as they are known and beyond the successor.
  public internal(set) var fingers: [ChordContact?] = []

  var questions = ChordQuestions()

  /// The exponent of the finger that was looked up last.
  var lastFinger: UInt8 = 0

  /// Hops after which a message is given up: twice what complete fingers need on any ring of 64-bit identifiers.
  static let mostHops: UInt16 = 128

  /// Ways that are tried of lookups that nodes pass on.
  static let mostAttempts = 4

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, on the ring.
  public init(identifier: UInt64, schedule: Schedule = Schedule(), introducers: [Address]) {
    precondition(schedule.isPossible, "lists have 1 to 1024 entries, and things are done at intervals of up to a year")
    self.identifier = identifier
    self.schedule = schedule
    self.introducers = introducers
  }

  /// The first input, an answer, a question, an alarm or a client.
  public mutating func handle(_ input: Input<ChordPeer>, effects: inout Effects<ChordPeer>) {
    switch input {
    case .start:
      guard isMember else { return join(&effects) }
      effects.persist(successors)
      keepUp(&effects)
    case .restart(let known):
      // Who comes back is as new: its links are of another time.
      isMember = false
      predecessor = nil
      successors = known ?? []
      fingers = []
      join(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .timer(.stabilise):
      effects.set(timer: .stabilise, after: .nanoseconds(schedule.stabilisation))
      if isMember { stabilise(&effects) }
    case .timer(.repairFinger):
      effects.set(timer: .repairFinger, after: .nanoseconds(schedule.fingerRepair))
      if isMember { repairFinger(&effects) }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): lookUp(request, &effects)
    }
  }

  private mutating func take(_ message: ChordMessage, from sender: Address, _ effects: inout Effects<ChordPeer>) {
    switch message {
    case .place(let point, let member, let list, let token, _):
      takePlace(of: point, after: member, list, token: token, &effects)
    case .next(let contacts, let areOwners, let token):
      goOn(token, contacts, areOwners: areOwners, from: sender, &effects)
    case .owner(let owner, let key, let token, let hops): answer(token, owner: owner, of: key, hops: hops, &effects)
    case .links(let predecessor, let list, let token):
      takeLinks(predecessor: predecessor, list, token: token, from: sender, &effects)
    // Who is not on the ring has nothing to tell, and is taken for dead.
    case _ where !isMember: break
    case .findPlace(let point, let asker, let token, let hops, let isForJoin):
      tellPlace(of: point, to: asker, token: token, hops: hops, isForJoin: isForJoin, &effects)
    case .askNext(let key, let token):
      let next = owns(key) ? ([contact(effects)], true) : nearer(to: key)
      effects.send(.next(next.0, areOwners: next.1, token: token), to: sender)
    case .lookup(let key, let asker, let token, let hops, let isAtOwner):
      passOn(key, for: asker, token: token, hops: hops, isAtOwner: isAtOwner, &effects)
    case .askLinks(let token):
      effects.send(.links(predecessor: predecessor, successors: successors, token: token), to: sender)
    case .notify(let candidate): rectify(candidate, &effects)
    }
  }

  /// The question is given up: whoever was asked is taken for dead.
  private mutating func giveUp(_ token: UInt32, _ effects: inout Effects<ChordPeer>) {
    switch questions.remove(token) {
    case .place: join(&effects)
    case .finger(let exponent, isSecond: false): askForFinger(exponent, isSecond: true, &effects)
    case .finger(let exponent, isSecond: true): setFinger(exponent, nil)
    case .successor(let contact, isSecond: false): askForList(contact, isSecond: true, &effects)
    case .successor(let contact, isSecond: true): drop(contact, &effects)
    case .adoption: notifySuccessor(&effects)
    case .predecessor(let contact, let candidate, let isSecond):
      if contact != predecessor {
        // Somebody nearer has come in between.
        rectify(candidate, &effects)
      } else if isSecond {
        predecessor = candidate
      } else {
        check(against: candidate, isSecond: true, &effects)
      }
    case .lookup(let search): tryAnother(search, &effects)
    case nil: break
    }
  }

  /// Asks a question that is to be answered in time.
  mutating func ask(
    _ question: ChordQuestion, patience: Int64 = 1, _ effects: inout Effects<ChordPeer>
  ) -> UInt32 {
    let token = questions.insert(question)
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* patience))
    return token
  }

  /// Takes the answer to a question; nil if it comes too late, or is one to a question of another kind.
  mutating func answered(
    _ token: UInt32, _ effects: inout Effects<ChordPeer>, isRight: (ChordQuestion) -> Bool
  ) -> ChordQuestion? {
    guard let question = questions[token], isRight(question) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return questions.remove(token)
  }

  /// The peer as others speak of it.
  func contact(_ effects: borrowing Effects<ChordPeer>) -> ChordContact {
    ChordContact(identifier: identifier, address: effects.me)
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(schedule)
    bytes.write(introducers)
    bytes.write(isMember)
    bytes.write(predecessor)
    bytes.write(successors)
    bytes.write(fingers)
    bytes.write(questions)
    bytes.write(lastFinger)
  }

  /// Reads a peer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    schedule = try bytes.read()
    introducers = try bytes.read()
    isMember = try bytes.read()
    predecessor = try bytes.read()
    successors = try bytes.read()
    fingers = try bytes.read()
    questions = try bytes.read()
    lastFinger = try bytes.read()
  }
}
