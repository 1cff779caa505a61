import CanonicalEncoding
import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Testing

/// Everybody knows everybody, and asks the owner itself: a single hop, and no upkeep until somebody does not answer.
struct CliquePeer: OverlayPeer {
  enum Message: Hashable, Canonical {
    case hello(UInt64)
    case welcome(UInt64, [UInt64], [Address])
    case isAlive(token: UInt64)
    case alive(token: UInt64)

    func encode(into bytes: inout ByteWriter) {
      switch self {
      case .hello(let point):
        bytes.write(byte: 0)
        bytes.write(point)
      case .welcome(let point, let points, let addresses):
        bytes.write(byte: 1)
        bytes.write(point)
        bytes.write(points)
        bytes.write(addresses)
      case .isAlive(let token):
        bytes.write(byte: 2)
        bytes.write(token)
      case .alive(let token):
        bytes.write(byte: 3)
        bytes.write(token)
      }
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      switch try bytes.readByte() {
      case 0: self = .hello(try bytes.read())
      case 1: self = .welcome(try bytes.read(), try bytes.read(), try bytes.read())
      case 2: self = .isAlive(token: try bytes.read())
      case 3: self = .alive(token: try bytes.read())
      default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 3")
      }
    }
  }

  /// A key whose owner is asked, or 0 for a newcomer that waits for its welcome.
  typealias Timer = UInt64
  typealias Request = UInt64
  typealias Response = [UInt64]
  typealias Observation = PeerEvent

  let point: UInt64
  var introducers: [Address]
  var isMember = false
  /// The points of all, and where they are, ascending.
  var points: [UInt64] = []
  var addresses: [Address] = []
  /// Keys whose owners have been asked in vain once.
  var asked: [UInt64] = []

  mutating func handle(_ input: Input<CliquePeer>, effects: inout Effects<CliquePeer>) {
    switch input {
    case .start, .restart: if !isMember { ask(&effects) }
    case .timer(0): if !isMember { ask(&effects) }
    case .timer(let key):
      // The owner does not answer: it is asked again, and then the next one is.
      if !asked.contains(key) {
        asked.append(key)
        return lookUp(key, &effects)
      }
      asked.removeAll { $0 == key }
      let place = owner(of: key)
      if addresses.count > 1, addresses[place] != effects.me {
        points.remove(at: place)
        addresses.remove(at: place)
      }
      lookUp(key, &effects)
    case .request(let key): lookUp(max(key, 1), &effects)
    case .message(.hello(let newcomer), let sender):
      guard isMember else { return }
      if !addresses.contains(sender) { learn(newcomer, at: sender) }
      effects.send(.welcome(point, points, addresses), to: sender)
    case .message(.welcome(let member, let known, let places), let sender):
      guard known.count == places.count else { return }
      learn(member, at: sender)
      for (point, address) in zip(known, places) where address != effects.me && !addresses.contains(address) {
        learn(point, at: address)
        effects.send(.hello(self.point), to: address)
      }
      guard !isMember else { return }
      isMember = true
      learn(point, at: effects.me)
      effects.observe(.joined)
    case .message(.isAlive(let token), let sender): if isMember { effects.send(.alive(token: token), to: sender) }
    case .message(.alive(let key), _):
      guard isMember else { return }
      effects.cancel(timer: key)
      asked.removeAll { $0 == key }
      effects.respond([key, UInt64(addresses[owner(of: key)].number), 1])
    }
  }

  private func ask(_ effects: inout Effects<CliquePeer>) {
    guard !introducers.isEmpty else { return }
    effects.send(.hello(point), to: introducers[effects.choose(introducers.count)])
    effects.set(timer: 0, after: .seconds(4))
  }

  private func lookUp(_ key: UInt64, _ effects: inout Effects<CliquePeer>) {
    guard isMember, !points.isEmpty else { return effects.respond([key]) }
    let owner = addresses[owner(of: key)]
    if owner == effects.me { return effects.respond([key, UInt64(owner.number), 0]) }
    effects.send(.isAlive(token: key), to: owner)
    effects.set(timer: key, after: .seconds(6))
  }

  private func owner(of key: UInt64) -> Int { points.firstIndex { $0 >= key } ?? 0 }

  private mutating func learn(_ point: UInt64, at address: Address) {
    guard !addresses.contains(address) else { return }
    let place = points.firstIndex { $0 >= point } ?? points.count
    points.insert(point, at: place)
    addresses.insert(address, at: place)
  }

  static func peers(of beginning: NetworkBeginning) -> [CliquePeer] {
    let identifiers = beginning.identifiers("clique")
    let introducers = beginning.introducers()
    let order = (0..<beginning.settled).sorted { identifiers[$0] < identifiers[$1] }
    return identifiers.indices.map { index in
      var peer = CliquePeer(point: identifiers[index], introducers: introducers[index])
      if index < beginning.settled {
        peer.isMember = true
        peer.points = order.map { identifiers[$0] }
        peer.addresses = order.map { Address($0) }
      }
      return peer
    }
  }

  var places: [KeyPlace] { [KeyPlace(point)] }
  static func owner(of key: UInt64, among members: MemberMap) -> Address? { members.successor(of: key) }
  static func request(_ lookup: KeyLookup) -> UInt64 { max(lookup.key, 1) }
  static func lookup(in request: UInt64) -> KeyLookup? { KeyLookup(key: request, isIterative: true) }
  static func answer(in response: [UInt64]) -> LookupAnswer? {
    guard let key = response.first else { return nil }
    return response.count == 3
      ? LookupAnswer(key: key, owner: Address(Int(response[1])), hops: Int(response[2]))
      : LookupAnswer(key: key, owner: nil, hops: 0)
  }
  static func purpose(of message: Message) -> MessagePurpose {
    switch message {
    case .hello, .welcome: .join
    case .isAlive, .alive: .lookup
    }
  }

  init(point: UInt64, introducers: [Address]) {
    self.point = point
    self.introducers = introducers
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(point)
    bytes.write(introducers)
    bytes.write(isMember)
    bytes.write(points)
    bytes.write(addresses)
    bytes.write(asked)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    point = try bytes.read()
    introducers = try bytes.read()
    isMember = try bytes.read()
    points = try bytes.read()
    addresses = try bytes.read()
    asked = try bytes.read()
  }
}

@Suite("A living overlay of one's own")
struct OwnLivingOverlayTests {
  @Test func joinsTheTable() {
    var comparison = ChurnComparison(
      session: .init(.exponential, mean: .seconds(3_600)), latencies: .synthetic(hosts: 30, seed: 1), seed: 1)
    comparison.nodes = 100
    comparison.lookups = 600
    comparison.implementations = [
      LivingImplementation("clique", CliquePeer.self), LivingImplementation("fissione", FissionEPeer.self),
    ]
    #expect(throws: OverlayComparison.NotEnoughMemory.self) { try comparison.checkMemory(available: 1 << 20) }
    #expect(throws: Never.self) { try comparison.checkMemory(available: 1 << 30) }
    let (table, isComplete) = comparison.run(header: "mine") { _ in }
    #expect(table.rows.count == 2 && isComplete)
    let text = table.rendered(as: .text)
    #expect(text.contains("clique") && text.contains("repair: "))
  }

  @Test func isHeldToWhatOthersAre() {
    LivingTests.lookupsEndAtTheOwner(CliquePeer.self, isIterative: true, hops: 0.9...1)
    LivingTests.newcomersJoin(CliquePeer.self, pause: 1)
  }
}
