import CanonicalEncoding
import Participants

/// A peer of FissionE, DLG, D2B or CAN: it holds a zone, and sees to it with its neighbours that every path is somebody's.
///
/// The zones of all peers divide the paths, and a peer knows those next to its own. The published descriptions leave the protocol open;
/// this one rests on four rules:
///
/// - Every round, peers tell their neighbours what they hold and whom they know. Hearsay is checked before it is believed.
/// - A zone is handed over by an offer. Whoever takes it claims it with a later version, and the giver lets it go when it hears of that, so
///   that it is never nobody's. A newcomer is offered half of a zone, and so is whoever comes to a peer that holds several.
/// - A peer that leaves offers its zones to a neighbour. One that is silent for some rounds is taken for dead, and its neighbours take
///   its zones over: the narrowest first, which also has the copies of its objects.
/// - A peer with more than one zone has two halves become one: its own, or, by way of an exchange, those of others farther off, which a
///   walk to ever narrower zones finds.
///
/// In FissionE and DLG a zone may be split only if no neighbour's is wider, and halves may become one only if no neighbour's zone is
/// narrower. Splitting needs no agreement: nothing but a merge can make a neighbour's zone wider, and for a merge all neighbours must have
/// promised to keep theirs as they are.
public struct ZonePeer<Geometry: ZoneGeometry>: Participant {
  /// What peers send each other.
  public typealias Message = ZoneMessage
  /// Their alarms.
  public typealias Timer = ZoneTimer
  /// Peers that were known before a crash.
  public typealias Stable = [Address]
  /// Lookups, objects, and leaving.
  public typealias Request = PeerRequest
  /// Their results.
  public typealias Response = PeerResponse<Address>
  /// What happens to a peer.
  public typealias Observation = PeerEvent

  /// A random number, whose path a newcomer takes for its first place.
  public let identifier: UInt64

  /// How often it does what.
  public let schedule: ZoneSchedule

  /// Whom it asks to be let in.
  public var introducers: [Address]

  var held: [HeldZone] = []
  /// What neighbours claim, as far as it knows.
  package var claims: [ZoneClaim] = []
  var neighbours: [ZoneNeighbour] = []
  var lost: [LostZone] = []
  /// The keys of objects that are kept for others.
  var copies = KeySet()
  var questions = TokenTable<ZoneQuestion>()
  var stores: [PendingStore] = []
  /// Beats so far.
  package var serial: UInt32 = 0
  var merge: ZoneMerge?
  var exchange: ZoneExchange?
  /// Who took zones over from this peer last: others may still look for them here.
  var handed: [ZoneClaim] = []
  /// Those who were told of this peer since the last round, though they may not be there.
  var introduced: [Address] = []
  var attempts: UInt32 = 0
  var gaps: [ZoneGap] = []
  /// Whether it hands everything over.
  var isLeaving = false

  /// What it does wrong, kept so that models can be shown to notice it.
  package var fault: Fault?

  /// Known faults.
  package enum Fault: UInt8, Hashable, Canonical {
    /// A zone that is offered is let go at once.
    case letsGoOfOffers
    /// Nobody gives way to a stronger claim.
    case yieldsNothing
    /// Halves become one without the neighbours' promise.
    case mergesUnasked
    /// Nobody takes the zones of the dead over.
    case inheritsNothing
    /// Halves never become one.
    case mergesNothing
    /// Nobody keeps copies of others' objects.
    case keepsNoCopies
    /// Clients are not told that nobody has answered.
    case neverGivesUp
  }

  /// Messages after which an errand is given up: more than any way that is known is long.
  static var mostHops: UInt8 { 128 }

  /// Ways that are tried of a client's request.
  static var mostAttempts: UInt8 { 4 }

  /// A newcomer.
  ///
  /// - Parameter introducers: somebody who is, or was, a member.
  public init(identifier: UInt64, schedule: ZoneSchedule = ZoneSchedule(), introducers: [Address]) {
    precondition(schedule.isPossible, "things are done at intervals of up to a year")
    self.identifier = identifier
    self.schedule = schedule
    self.introducers = introducers
  }

  /// The zones that it holds.
  public var zones: [Zone] { held.map(\.zone) }

  /// The keys of the objects that it holds as their owner, ascending in each zone.
  public var objects: [UInt64] { held.flatMap(\.objects.keys) }

  /// Questions that it has ever asked.
  package var questionsAsked: UInt32 { questions.given }

  /// Whether it holds a zone.
  public var isMember: Bool { !held.isEmpty }

  /// The first input, an answer, a question, an alarm or a client.
  public mutating func handle(_ input: Input<ZonePeer>, effects: inout Effects<ZonePeer>) {
    switch input {
    case .start:
      if isMember { persistNeighbours(&effects) } else { join(&effects) }
      startRounds(&effects)
    case .restart(let known):
      let fault = fault
      self = ZonePeer(identifier: identifier, schedule: schedule, introducers: introducers)
      self.fault = fault
      for address in known ?? [] where address != effects.me && !introducers.contains(address) {
        introducers.append(address)
      }
      join(&effects)
      startRounds(&effects)
    case .message(let message, let sender): take(message, from: sender, &effects)
    case .timer(.beat):
      effects.set(timer: .beat, after: .nanoseconds(schedule.round))
      if isMember { goRound(&effects) }
    case .timer(.unanswered(let token)): giveUp(token, &effects)
    case .request(let request): take(request, &effects)
    }
  }

  /// Sets the alarm of the rounds, each peer's at another moment.
  private func startRounds(_ effects: inout Effects<ZonePeer>) {
    effects.set(timer: .beat, after: effects.firstTime(of: schedule.round, moments: schedule.moments))
  }

  private mutating func take(_ message: ZoneMessage, from sender: Address, _ effects: inout Effects<ZonePeer>) {
    switch message {
    case .offer(let offer): takeZone(offer, from: sender, &effects)
    case .next(let address, let route, let token): goOn(token, address, route, from: sender, &effects)
    case .answer(let claim, let token, let hops, let isKnown, _):
      takeAnswer(token, claim, hops: hops, isKnown: isKnown, &effects)
    case .kept(let token): takeKept(token, from: sender, &effects)
    // Who holds nothing has nothing to tell, and is taken for dead.
    case _ where !isMember: break
    case .routed(let routed): passOn(routed, &effects)
    case .askNext(let target, let route, let token): tellNext(target, route, token, to: sender, &effects)
    case .beat(let beat): takeBeat(beat, from: sender, &effects)
    case .agree(let serial, let agrees): takeAgreement(serial, agrees, from: sender, &effects)
    case .join(let newcomer, let token, let steps):
      admit(newcomer, token, steps: steps, &effects)
    case .seek(let zone, let seek): walk(seek, from: zone, &effects)
    case .exchange(let zone, let other, let seek): startExchange(of: zone, with: other, seek, &effects)
    case .want(let zone): giveAway(zone, to: sender, &effects)
    case .copies(let objects, let token):
      if fault != .keepsNoCopies { copies.formUnion(objects) }
      effects.send(.kept(token: token), to: sender)
    case .objects(let objects, let token):
      takeObjects(objects, &effects)
      effects.send(.kept(token: token), to: sender)
    }
  }

  /// A question is given up.
  private mutating func giveUp(_ token: UInt32, _ effects: inout Effects<ZonePeer>) {
    switch questions.remove(token) {
    case .place: if !isMember { join(&effects) }
    case .offer(let zone, let taker, let token, let attempts):
      if attempts &+ 1 < Self.mostAttempts, let place = held.firstIndex(where: { $0.zone == zone }) {
        sendOffer(place, to: taker, token: token, attempts: attempts &+ 1, &effects)
      }
    case .client(let search): if fault != .neverGivesUp { tryAgain(search, &effects) }
    case .handOver(let objects, let address, let attempts): handOver(objects, to: address, attempts &+ 1, &effects)
    case .copy(let guardian, let zone, let key):
      // It gets all copies again, and whoever stores the object must ask again.
      if let place = held.firstIndex(where: { $0.zone == zone }) {
        held[place].guardians.removeAll { $0 == guardian }
      }
      stores.removeAll { $0.key == key }
    case .guardian, .gap, nil: break
    }
  }

  /// Asks a question that is to be answered in time.
  mutating func ask(
    _ question: ZoneQuestion, patience: Int64 = 1, _ effects: inout Effects<ZonePeer>
  ) -> UInt32 {
    let token = questions.insert(question)
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* patience))
    return token
  }

  /// Takes the answer to a question; nil if it comes too late, or is one to a question of another kind.
  mutating func answered(
    _ token: UInt32, _ effects: inout Effects<ZonePeer>, isRight: (ZoneQuestion) -> Bool
  ) -> ZoneQuestion? {
    guard let question = questions.remove(token, ifRight: isRight) else { return nil }
    effects.cancel(timer: .unanswered(token))
    return question
  }
}

/// How often a peer of zones does what.
public struct ZoneSchedule: Hashable, Canonical {
  /// Nanoseconds between two rounds; this and the other from 1 to those of a year.
  public var round: Int64 = 5_000_000_000
  /// Nanoseconds after which a question is taken for unanswered.
  public var patience: Int64 = 2_000_000_000
  /// Rounds of silence after which a neighbour is taken for dead, 1...100.
  public var silence: UInt8 = 3
  /// Peers that have an object, its owner among them: r, 1...16.
  public var replicas: UInt8 = 3

  /// At how many moments of a round peers may begin theirs, at least 1.
  package var moments: UInt8 = 16

  /// Five seconds, two seconds, three rounds, three replicas.
  public init() {}

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(round)
    bytes.write(patience)
    bytes.write(silence)
    bytes.write(replicas)
    bytes.write(moments)
  }

  /// Reads a schedule.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    round = try bytes.read()
    patience = try bytes.read()
    silence = try bytes.read()
    replicas = try bytes.read()
    moments = try bytes.read()
    guard isPossible else {
      throw MalformedBytes(offset: offset, expected: "a schedule: durations up to a year, up to 16 replicas")
    }
  }

  var isPossible: Bool {
    [round, patience].areDurations && (1...100).contains(silence) && (1...16).contains(replicas) && moments > 0
  }
}
