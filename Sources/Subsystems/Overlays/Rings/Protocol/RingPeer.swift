import CanonicalEncoding
import Participants

/// A node of a living ring: joins, stabilises, rectifies and fails as in Zave's corrected version of Chord (2017), with
/// successor lists of any length, and looks keys up along the long links of the overlay that stands on the ring.
///
/// What is atomic in the model that is checked takes a question and an answer here, and may take for ever: a question
/// that is not answered in time says that the node asked is dead.
///
/// - Join: the member right before the newcomer's point tells its list, which becomes the newcomer's; that member
///   becomes its predecessor.
/// - Stabilise: the successor tells its list and predecessor. If the predecessor stands between, it is asked in turn
///   and becomes the successor if it answers, and so on. A successor that does not answer is dropped, and the list
///   filled up at its end. A peer that has lost all of its successors, which the proof excludes, looks for another one
///   farther on.
/// - Rectify: whoever takes a peer for its successor says so, and becomes its predecessor if it is nearer, or the old
///   one does not answer.
public struct RingPeer<Links: RingLinks>: Participant {
  /// What peers send each other.
  public typealias Message = RingMessage<Links.Route>
  /// Their alarms.
  public typealias Timer = RingTimer
  /// Nodes that were known before a crash.
  public typealias Stable = [RingContact]
  /// Lookups.
  public typealias Request = RingRequest
  /// Their results.
  public typealias Response = RingResponse
  /// What happens to a peer.
  public typealias Observation = PeerEvent
  /// How often it does what.
  public typealias Schedule = RingSchedule

  /// The peer's point on the ring.
  public let identifier: UInt64

  /// How often it does what.
  public let schedule: RingSchedule

  /// Whom it asks to be let in.
  public var introducers: [Address]

  /// Whether it is on the ring.
  public internal(set) var isMember = false

  /// The node before it, as far as it knows.
  public internal(set) var predecessor: RingContact?

  /// The nodes after it, as far as it knows.
  public internal(set) var successors: [RingContact] = []

  /// What the overlay adds to the ring.
  public internal(set) var links = Links()

  var questions = TokenTable<RingQuestion<Links>>()

  /// Ways that are tried of lookups that nodes pass on.
  static var mostAttempts: Int { 8 }

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, on the ring.
  public init(identifier: UInt64, schedule: RingSchedule = RingSchedule(), introducers: [Address]) {
    precondition(schedule.isPossible, "lists have 1 to 1024 entries, and things are done at intervals of up to a year")
    self.identifier = identifier
    self.schedule = schedule
    self.introducers = introducers
  }

  /// The first input, an answer, a question, an alarm or a client.
  #if compiler(>=6.3)
  @specialized(where Links == ChordFingers)
  @specialized(where Links == KoordePointer)
  @specialized(where Links == ViceroyLinks)
  #endif
  public mutating func handle(_ input: Input<RingPeer>, effects: inout Effects<RingPeer>) {
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
      links = Links()
      join(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .timer(.stabilise):
      effects.set(timer: .stabilise, after: .nanoseconds(schedule.stabilisation))
      if isMember { stabilise(&effects) }
    case .timer(.repairLink):
      effects.set(timer: .repairLink, after: .nanoseconds(schedule.linkRepair))
      if isMember { repairLink(&effects) }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): lookUp(request, &effects)
    }
  }

  private mutating func take(_ message: Message, from sender: Address, _ effects: inout Effects<RingPeer>) {
    switch message {
    case .place(let point, let member, let list, let token, _):
      takePlace(of: point, after: member, list, token: token, &effects)
    case .next(let steps, let areOwners, let token):
      goOn(token, steps, areOwners: areOwners, from: sender, &effects)
    case .owner(let owner, let key, let token, let hops): answer(token, owner: owner, of: key, hops: hops, &effects)
    case .links(let predecessor, let list, let token):
      takeLinks(predecessor: predecessor, list, token: token, from: sender, &effects)
    // Who is not on the ring has nothing to tell, and is taken for dead.
    case _ where !isMember: break
    case .findPlace(let point, let route, let asker, let token, let hops, let isForJoin):
      tellPlace(of: point, on: route, to: asker, token: token, hops: hops, isForJoin: isForJoin, &effects)
    case .askNext(let key, let route, let token):
      let next = nextSteps(to: key, on: route, effects)
      effects.send(.next(next.steps, areOwners: next.areOwners, token: token), to: sender)
    case .lookup(let key, let route, let asker, let token, let hops, let isAtOwner):
      passOn(key, on: route, for: asker, token: token, hops: hops, isAtOwner: isAtOwner, &effects)
    case .askLinks(let token):
      effects.send(.links(predecessor: predecessor, successors: successors, token: token), to: sender)
    case .notify(let candidate): rectify(candidate, &effects)
    case .tell(let contact, let link): links.isLinked(link, of: contact, from: vicinity(effects))
    }
  }

  /// The question is given up: whoever was asked is taken for dead.
  private mutating func giveUp(_ token: UInt32, _ effects: inout Effects<RingPeer>) {
    switch questions.remove(token) {
    case .place: join(&effects)
    case .link(let link, _, _, isSecond: false): lookUpLink(link, isSecond: true, &effects)
    case .link(let link, _, let asked, isSecond: true):
      if let contact = links.giveUp(link, asked: asked) { checkLink(contact, isSecond: false, &effects) }
    case .end(let contact, isSecond: false): checkLink(contact, isSecond: true, &effects)
    case .end(let contact, isSecond: true): links.forget(contact)
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
    case .lookup(var search):
      if search.bridge != nil, let last = search.last { search.silent = search.silent.suffix(31) + [last] }
      tryAnother(search, &effects)
    case nil: break
    }
  }

  /// Asks a question that is to be answered in time.
  mutating func ask(
    _ question: RingQuestion<Links>, patience: Int64 = 1, _ effects: inout Effects<RingPeer>
  ) -> UInt32 {
    let token = questions.insert(question)
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* patience))
    return token
  }

  /// Takes the answer to a question; nil if it comes too late, or is one to a question of another kind.
  mutating func answered(
    _ token: UInt32, _ effects: inout Effects<RingPeer>, isRight: (RingQuestion<Links>) -> Bool
  ) -> RingQuestion<Links>? {
    guard let question = questions[token], isRight(question) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return questions.remove(token)
  }

  /// The peer as others speak of it.
  func contact(_ effects: borrowing Effects<RingPeer>) -> RingContact {
    RingContact(identifier: identifier, address: effects.me)
  }

  /// The peer and those around it.
  func vicinity(_ effects: borrowing Effects<RingPeer>) -> RingVicinity {
    RingVicinity(me: contact(effects), predecessor: predecessor, successors: successors)
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(schedule)
    bytes.write(introducers)
    bytes.write(isMember)
    bytes.write(predecessor)
    bytes.write(successors)
    bytes.write(links)
    bytes.write(questions)
  }

  /// Reads a peer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    schedule = try bytes.read()
    introducers = try bytes.read()
    isMember = try bytes.read()
    predecessor = try bytes.read()
    successors = try bytes.read()
    links = try bytes.read()
    questions = try bytes.read()
  }
}
