import ModelChecking
import Overlays
import Participants

/// FissionE's peers themselves in a small network: zones that are handed over, split and merged, message by message.
///
/// Rounds may begin, and questions be given up, at any time, but all peers together send so many beats and ask so many questions only:
/// beats and questions are numbered, and a network that goes on would have no end of states.
enum ZoneHandover {
  typealias Peer = FissionEPeer
  typealias State = NetworkState<Peer, NoObserver<Peer>>

  /// Beats and questions of all peers together.
  struct Budget: Sendable {
    let beats: UInt32
    let questions: UInt32
  }

  /// The zones of Kautz strings, such as "01".
  static func zones(_ identifiers: String...) -> [Zone] {
    identifiers.compactMap { identifier in
      KautzString(identifier).map { Zone(around: UInt64($0.rank) << UInt64(63 - $0.length), width: $0.length + 1) }
    }
  }

  /// A network of these zones, held by the peers of these numbers, with newcomers who ask for these places and peers that are to leave.
  static func model(
    _ zones: [Zone], holders: [Int], newcomers places: [Zone] = [], leaving: [Address] = [], _ budget: Budget,
    losses: ModelChecking.Budget = 0, fault: Peer.Fault? = nil
  ) throws -> NetworkModel<Peer, NoObserver<Peer>> {
    try NetworkModel(
      Peer.small(zones, holders: holders, newcomers: places.map(\.first), fault: fault),
      faults: NetworkFaults(losses: losses), requests: Dictionary(uniqueKeysWithValues: leaving.map { ($0, [.leave]) }),
      skipsIdleDeliveries: true,
      scope: { state in
        state.participants.reduce(0) { $0 + $1.serial } <= budget.beats
          && state.participants.reduce(0) { $0 + $1.questionsAsked } <= budget.questions
      },
      properties: [
        .always(everyPath, isCovered), .always(balance, isBalanced),
        .always(oneOwner) { !isQuiet($0) || isDivided($0) },
        .sometimes(done) { isDone($0, newcomers: places.count, leaving: leaving) },
      ])
  }

  /// A newcomer among the three peers of the smallest network.
  static func join(fault: Peer.Fault? = nil) throws -> NetworkModel<Peer, NoObserver<Peer>> {
    try model(
      zones("0", "1", "2"), holders: [0, 1, 2], newcomers: zones("0"), Budget(beats: 3, questions: 2), fault: fault)
  }

  /// K(2,2), where 10 and 12, which one peer holds, may become 1 while a newcomer comes to 01: then 010 would be next to 1.
  static func mergeAndJoin(fault: Peer.Fault? = nil) throws -> NetworkModel<Peer, NoObserver<Peer>> {
    try model(
      zones("01", "02", "10", "12", "20", "21"), holders: [0, 1, 2, 2, 3, 4], newcomers: zones("01"),
      Budget(beats: 2, questions: 2), fault: fault)
  }

  /// No path is nobody's at any time.
  static let everyPath = "every path is somebody's"
  /// Newcomers have come, and those who were to leave have left.
  static let done = "everything is done, and quiet"
  /// P2.
  static let balance = "neighbours differ by one symbol at most"
  /// No path, and no object on it, has two owners when nothing is on its way.
  static let oneOwner = "no path is two peers' when all is quiet"

  private static func held(_ state: State) -> [Zone] {
    state.participants.flatMap(\.zones).sorted { ($0.first, $0.width) < ($1.first, $1.width) }
  }

  private static func isCovered(_ state: State) -> Bool {
    var next = FissionEZones.roots[0].first
    for zone in held(state) {
      if zone.first > next { return false }
      next = max(next, zone.last &+ 1)
    }
    return next == FissionEZones.roots[2].last &+ 1
  }

  private static func isDivided(_ state: State) -> Bool {
    let zones = held(state)
    return zip(zones, zones.dropFirst()).allSatisfy { $0.last < $1.first }
  }

  /// Of a zone that has been offered, whoever claims it counts, not the giver who has not heard of that.
  private static func isBalanced(_ state: State) -> Bool {
    let all = held(state)
    let zones = all.filter { zone in !all.contains { $0 != zone && zone.contains($0.first) } }
    return zones.allSatisfy { zone in
      zones.allSatisfy {
        abs(Int($0.width) - Int(zone.width)) <= 1 || !FissionEZones.areNeighbours(zone, $0)
      }
    }
  }

  private static func isQuiet(_ state: State) -> Bool { state.messages.isEmpty }

  private static func isDone(_ state: State, newcomers: Int, leaving: [Address]) -> Bool {
    isQuiet(state)
      && state.participants.enumerated().allSatisfy { $1.isMember != leaving.contains(Address($0)) }
  }
}
