import Latencies
import Overlays
import Participants
import Randomness
import Simulation

/// A living overlay in a simulation, lookups asked of it, and whether they are answered rightly.
public struct LivingNetwork<Peer: OverlayPeer> {
  /// How lookups went.
  public struct Tally: Sendable {
    /// Lookups that were answered with an owner.
    public var answered = 0
    /// Lookups that were answered with the owner.
    public var right = 0
    /// Lookups whose answer is that nobody was found.
    public var failed = 0
    /// Hops, or nodes asked, of those that were answered with an owner.
    public var hops = 0
    /// Milliseconds of those that were answered with an owner, iterative and recursive.
    public var iterative: [Double] = []
    /// Milliseconds of those that nodes passed on.
    public var recursive: [Double] = []

    /// All that were answered.
    public var count: Int { answered + failed }
    /// The share of right answers; 1 if there was none at all.
    public var rightShare: Double { count == 0 ? 1 : Double(right) / Double(count) }

    /// Nothing yet.
    public init() {}
  }

  /// The peers.
  public var simulation: Simulation<Peer, LookupWatch<Peer>>

  /// How lookups went since the tally was last emptied.
  public var tally = Tally()

  private var questions: Xoshiro256StarStar
  private var arrivals: Arrivals?

  /// Newcomers who come at random, so many a second.
  private struct Arrivals {
    var newcomers: ArraySlice<Peer>
    let secondsBetween: Double
    var next: VirtualTime
    var generator: Xoshiro256StarStar
  }

  /// A network whose settled peers start at once.
  ///
  /// - Parameters:
  ///   - arrivals: the mean time between two newcomers, who know some members, as long as there are any; nil if nobody comes unless added.
  ///   - change: what is to be different about each peer.
  public init(
    _ beginning: NetworkBeginning, latency: NetworkLatency, trouble: NetworkTrouble = .usual, churn: Churn? = nil,
    arrivals: Duration? = nil,
    changingPeers change: (inout Peer) -> Void = { _ in }
  ) {
    var made = Peer.peers(of: beginning)
    for index in made.indices { change(&made[index]) }
    let peers = made
    self.arrivals = arrivals.map { between in
      Arrivals(
        newcomers: peers.dropFirst(beginning.settled), secondsBetween: between / .seconds(1), next: .zero,
        generator: beginning.seed.stream("living.arrivals"))
    }
    simulation = Simulation(
      seed: beginning.seed, latency: latency, trouble: trouble, churn: churn,
      observer: LookupWatch()
    ) { peers[$0.index] }
    questions = beginning.seed.stream("living.lookups")
    simulation.add(beginning.settled)
    simulation.run(for: .zero)
  }

  /// Peers that are up and have their place.
  public var members: [(address: Address, peer: Peer)] {
    (0..<simulation.count).compactMap { index in
      let address = Address(index)
      guard simulation.status(of: address) == .up else { return nil }
      let peer = simulation[address]
      return peer.isMember ? (address, peer) : nil
    }
  }

  /// Lets time pass, with so many lookups of random keys by random members spread over every second.
  ///
  /// An answer is right if it names the owner as it was when the second in which it came began, or when it ended.
  ///
  /// - Returns: false if `isInterrupted` said so.
  @discardableResult
  public mutating func run(
    seconds: Int, lookupsPerSecond: Int = 0, isIterative: Bool? = nil, isInterrupted: () -> Bool = { false }
  ) -> Bool {
    var before = MemberMap(members)
    for _ in 0..<seconds {
      letNewcomersIn(by: before)
      ask(lookupsPerSecond, isIterative: isIterative, of: before)
      guard !isInterrupted(), simulation.run(for: .seconds(1), isInterrupted: isInterrupted) else { return false }
      let after = MemberMap(members)
      for outcome in simulation.observer.takeOutcomes() { judge(outcome, before, after) }
      before = after
    }
    return true
  }

  /// Adds the newcomers of the second that begins.
  private mutating func letNewcomersIn(by members: MemberMap) {
    guard var arrivals, !members.entries.isEmpty else { return }
    let end = simulation.now.advanced(by: .seconds(1))
    while arrivals.next < end, var newcomer = arrivals.newcomers.popFirst() {
      newcomer.introducers = (0..<NetworkBeginning.acquaintances).map { _ in
        members.entries[arrivals.generator.below(members.entries.count)].address
      }
      let wait = max(0, arrivals.next.nanoseconds - simulation.now.nanoseconds)
      simulation.add(newcomer, after: .nanoseconds(wait))
      let pause = Exponential(mean: arrivals.secondsBetween).draw(using: &arrivals.generator)
      arrivals.next = arrivals.next.advanced(by: .seconds(min(pause, 1e9)))
    }
    self.arrivals = arrivals
  }

  private mutating func ask(_ count: Int, isIterative: Bool?, of members: MemberMap) {
    guard !members.entries.isEmpty else { return }
    for number in 0..<count {
      let lookup = KeyLookup(
        key: questions.next(), isIterative: isIterative ?? (questions.below(2) == 0))
      let address = members.entries[questions.below(members.entries.count)].address
      simulation.request(
        Peer.request(lookup), at: address, after: .nanoseconds(Int64(number) * 1_000_000_000 / Int64(count)))
    }
  }

  private mutating func judge(_ outcome: LookupWatch<Peer>.Outcome, _ before: MemberMap, _ after: MemberMap) {
    guard let owner = outcome.answer.owner else {
      tally.failed += 1
      return
    }
    tally.answered += 1
    tally.hops += outcome.answer.hops
    if outcome.isIterative {
      tally.iterative.append(outcome.milliseconds)
    } else {
      tally.recursive.append(outcome.milliseconds)
    }
    let key = outcome.answer.key
    if Peer.owner(of: key, among: after) == owner || Peer.owner(of: key, among: before) == owner { tally.right += 1 }
  }
}

extension LivingNetwork {
  /// Crashes this share of the members at once, drawn at random, for good unless there is churn.
  public mutating func crash(share: Double, using generator: inout Xoshiro256StarStar) {
    var addresses = members.map(\.address)
    for _ in 0..<Int((share * Double(addresses.count)).rounded()) {
      simulation.crash(addresses.remove(at: generator.below(addresses.count)))
    }
  }

  /// Seconds until lookups are answered as they should be: until of so many, asked by random members in one second, at most this share are
  /// answered wrongly or not at all; nil if they are not within `limit` seconds, or `isInterrupted` said that it is enough.
  ///
  /// Every five seconds they are asked in a fork of the network, which then waits for all answers.
  public mutating func secondsUntilRight(
    lookups: Int = 200, tolerating share: Double = 0.01, atMost limit: Int, isInterrupted: () -> Bool = { false }
  ) -> Int? {
    for second in stride(from: 0, through: limit, by: 5) {
      tally = answers(to: lookups, isInterrupted: isInterrupted)
      if Double(tally.right) >= (1 - share) * Double(lookups) { return second }
      guard run(seconds: 5, isInterrupted: isInterrupted) else { return nil }
    }
    return nil
  }

  /// How lookups go that random members ask now, in a network that goes on by itself.
  public func answers(to lookups: Int, isInterrupted: () -> Bool = { false }) -> Tally {
    var fork = self
    fork.simulation.observer.forgetQuestions()
    fork.tally = Tally()
    fork.run(seconds: 1, lookupsPerSecond: lookups, isInterrupted: isInterrupted)
    for _ in 0..<60 where fork.tally.count < lookups { fork.run(seconds: 2, isInterrupted: isInterrupted) }
    return fork.tally
  }
}

extension LivingNetwork where Peer: ObjectPeer {
  /// The keys of the objects that members hold as their owners, ascending, those that several hold several times.
  public var objects: [UInt64] { members.flatMap(\.peer.objects).sorted() }
}
