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
///
/// An object is its key. The first member at or after it is its owner, and the first r - 1 successors of the owner keep copies:
///
/// - The owner sees to it in every round that its successors have copies. Whoever keeps some learns who stands before it, offers them to an
///   owner that is new, and hands over to the owner those of others farther back.
/// - A nearer predecessor is adopted once it has what becomes its own; and whoever leaves is gone once its successor owns what it had.
///
/// Objects, leaving in order, and the search beyond dead successors are in neither the model nor its proof: they are ours.
public struct RingPeer<Links: RingLinks>: Participant {
  /// What peers send each other.
  public typealias Message = RingMessage<Links.Route>
  /// Their alarms.
  public typealias Timer = RingTimer
  /// Nodes that were known before a crash.
  public typealias Stable = [RingContact]
  /// Lookups, objects, and leaving.
  public typealias Request = PeerRequest
  /// Their results.
  public typealias Response = RingResponse
  /// What happens to a peer.
  public typealias Observation = PeerEvent
  /// How often it does what.
  public typealias Schedule = RingSchedule

  /// The peer's point on the ring.
  public let identifier: UInt64

  /// How often it does what.
  public package(set) var schedule: RingSchedule

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
  var stock = RingObjects()

  /// What it does wrong, kept so that models can be shown to notice it.
  package var fault: Fault?

  /// Known faults.
  package enum Fault: UInt8, Hashable, Canonical {
    /// Copies of others' objects are acknowledged and forgotten.
    case keepsNoCopies
    /// What becomes a nearer predecessor's own is dropped.
    case forgetsOnAdoption
    /// Nothing is handed over by those who leave.
    case leavesAtOnce
    /// Newcomers do not know whom they follow.
    case knowsNoPredecessor
    /// Nobody offers what is kept for others to owners that are new.
    case offersNothing
  }

  /// Questions that it has ever asked.
  package var questionsAsked: UInt32 { questions.given }

  /// Ways that are tried of lookups that nodes pass on.
  static var mostAttempts: Int { 8 }

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, on the ring.
  public init(identifier: UInt64, schedule: RingSchedule = RingSchedule(), introducers: [Address]) {
    precondition(schedule.isPossible, RingSchedule.demand)
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
    // Whoever has left does nothing any more.
    case .timer where stock.stay == .hasLeft: break
    case .timer(.stabilise):
      effects.set(timer: .stabilise, after: .nanoseconds(schedule.stabilisation))
      if isMember {
        stabilise(&effects)
        tendObjects(&effects)
      }
    case .timer(.repairLink):
      effects.set(timer: .repairLink, after: .nanoseconds(schedule.linkRepair))
      if isMember { repairLink(&effects) }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): take(request, &effects)
    }
  }

  private mutating func take(_ message: Message, from sender: Address, _ effects: inout Effects<RingPeer>) {
    switch message {
    case .place(let point, let member, let list, let token, _):
      takePlace(of: point, after: member, list, token: token, &effects)
    case .next(let steps, let areOwners, let token):
      goOn(token, steps, areOwners: areOwners, from: sender, &effects)
    case .owner(let owner, let key, let token, let hops): answer(token, owner: owner, of: key, hops: hops, &effects)
    case .done(let owner, let key, let token, let hops, let isKnown):
      answer(token, owner: owner, of: key, hops: hops, isKnown: isKnown, &effects)
    case .kept(let token, let isYes): takeKept(token, isYes: isYes, from: sender, &effects)
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
      passOn(to: key, on: route, for: asker, token: token, hops: hops, isAtOwner: isAtOwner, &effects)
    case .askLinks(let token):
      effects.send(.links(predecessor: predecessor, successors: successors, token: token), to: sender)
    case .notify(let candidate): if candidate.address == sender { rectify(candidate, &effects) }
    case .errand(let key, let route, let asker, let token, let hops, let isAtOwner, let errand):
      passOn(errand, to: key, on: route, for: asker, token: token, hops: hops, isAtOwner: isAtOwner, &effects)
    case .copies(let keys, let token): takeObjects(keys, areCopies: true, token: token, from: sender, &effects)
    case .objects(let keys, let token): takeObjects(keys, areCopies: false, token: token, from: sender, &effects)
    case .askBefore(let list, let count, let asker): tellBefore(list, count: count, for: asker, &effects)
    case .before(let list): takeBefore(list, &effects)
    case .farewell(let leaver, let predecessor, let token):
      takeFarewell(of: leaver, predecessor: predecessor, token: token, from: sender, &effects)
    case .closeUp(let leaver, let list, let token):
      effects.send(.kept(token: token, isYes: true), to: sender)
      closeUp(after: leaver, list, from: sender, &effects)
    case .tell(let contact, let link):
      if contact.address == sender { links.isLinked(link, of: contact, from: vicinity(effects)) }
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
        adopt(candidate)
      } else {
        check(against: candidate, isSecond: true, &effects)
      }
    case .lookup(var search):
      if search.bridge != nil, let last = search.last { search.silent = search.silent.suffix(31) + [last] }
      tryAnother(search, &effects)
    case .transfer(let transfer): miss(transfer, &effects)
    case .copy(let holder, let store): missCopy(at: holder, of: store)
    case .farewell(let heir, let sent, let isSecond):
      missFarewell(to: heir, after: sent, isSecond: isSecond, &effects)
    case .closeUp(let contact, let isSecond): missClosing(contact, isSecond: isSecond, &effects)
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
    guard let question = questions.remove(token, ifRight: isRight) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return question
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
    bytes.write(stock)
    bytes.write(fault)
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
    stock = try bytes.read()
    fault = try bytes.read()
  }
}
