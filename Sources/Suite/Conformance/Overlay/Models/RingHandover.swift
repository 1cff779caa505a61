import ModelChecking
import Overlays
import Participants

/// Chord's peers themselves in a small ring: a newcomer that joins while keys must not be two peers' when all is quiet.
///
/// Rounds may begin, and questions be given up, at any time, but all peers together ask so many questions only: questions are numbered,
/// and a ring that goes on would have no end of states.
enum RingHandover {
  typealias Peer = ChordPeer
  typealias State = NetworkState<Peer, NoObserver<Peer>>

  /// A newcomer among three members.
  static func join(fault: Peer.Fault? = nil) throws -> NetworkModel<Peer, NoObserver<Peer>> {
    try model(members: [0, 1 << 62, 2 << 62], newcomers: [3 << 62], questions: 4, fault: fault)
  }

  /// Members at these points, and then newcomers at others, who ask the first member.
  static func model(
    members: [UInt64], newcomers: [UInt64], questions: UInt32, fault: Peer.Fault? = nil
  ) throws -> NetworkModel<Peer, NoObserver<Peer>> {
    var schedule = RingSchedule()
    schedule.listLength = 2
    schedule.moments = 1
    var peers =
      Peer.settled(members, schedule: schedule)
      + newcomers.map { Peer(identifier: $0, schedule: schedule, introducers: [0]) }
    for index in peers.indices { peers[index].fault = fault }
    return try NetworkModel(
      peers, skipsIdleDeliveries: true,
      scope: { state in state.participants.reduce(0) { $0 + $1.questionsAsked } <= questions },
      properties: [
        .always(oneRing, isOneRing), .always(oneOwner) { !$0.messages.isEmpty || isDivided($0) },
        .sometimes(done) { $0.messages.isEmpty && $0.participants.allSatisfy(\.isMember) },
      ])
  }

  /// As nobody fails, every member has a live first successor.
  static let oneRing = "every member's successor is a member"
  /// No key has two owners, or none, when nothing is on its way.
  static let oneOwner = "every key is one peer's when all is quiet"
  /// Newcomers have come.
  static let done = "everybody has come, and all is quiet"

  private static func members(_ state: State) -> [Peer] {
    state.participants.filter(\.isMember).sorted { $0.identifier < $1.identifier }
  }

  private static func isOneRing(_ state: State) -> Bool {
    let members = members(state)
    return members.allSatisfy { peer in
      guard let first = peer.successors.first?.address else { return false }
      return state.participants[first.index].isMember
    }
  }

  private static func isDivided(_ state: State) -> Bool {
    let members = members(state)
    return members.indices.allSatisfy { place in
      members[place].predecessor?.identifier == members[(place + members.count - 1) % members.count].identifier
    }
  }
}
