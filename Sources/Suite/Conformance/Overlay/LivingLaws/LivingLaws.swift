import Overlays
import Participants
import PropertyTesting

/// What was seen of a living network whose peers came, crashed and left while clients asked, and then were let alone.
public struct LivingRun: Sendable {
  /// Lookups asked while peers came and went, of peers that stayed.
  let asked: Int
  /// Those of them that were not answered in time, neither with an owner nor with a failure.
  let unanswered: Int
  /// Peers that are up and have no place in the end.
  let outsiders: Int
  /// Lookups at the end.
  static let lookups = 20
  /// Those of them that were answered with the owner.
  let right: Int

  /// Seconds within which every lookup is answered, more than the limits of any overlay add up to. FissionE's are 128 peers that are asked in
  /// a way, each twice for two seconds, and four ways; others ask for less.
  static let patience = 128 * 2 * 2 * 4

  /// Seconds in which a network repairs itself.
  static let repairs = 300

  init<Peer: OverlayPeer>(_ recipe: LivingRecipe, of type: Peer.Type, changing change: (inout Peer) -> Void = { _ in })
  {
    var network = recipe.network(of: type, changing: change)
    for step in recipe.steps {
      recipe.apply(step.change, to: &network)
      network.run(seconds: step.pause + 1, lookupsPerSecond: 3)
    }
    network.run(seconds: 3, lookupsPerSecond: 3)
    var seconds = 0
    while seconds < Self.patience, network.simulation.observer.waiting > 0 {
      network.run(seconds: 4)
      seconds += 4
    }
    asked = network.simulation.observer.asked
    unanswered = network.simulation.observer.waiting
    var (missing, correct) = (0, 0)
    for _ in 0..<Self.repairs / 20 {
      network.run(seconds: 20)
      let up = (0..<network.simulation.count).count { network.simulation.status(of: Address($0)) == .up }
      missing = up - network.members.count - network.simulation.observer.left
      correct = network.answers(to: Self.lookups).right
      if missing == 0, correct == Self.lookups { break }
    }
    (outsiders, right) = (missing, correct)
  }
}

/// Laws of every living overlay.
public enum LivingLaws {
  /// The laws, the nine overlays, and the mutants.
  public static let suite = LawSuite<LivingRun>(
    subsystem: "overlay", laws: [lookupsEnd, heals],
    specimens: [
      specimen("fissione", FissionEPeer.self), specimen("dlg", DLGPeer.self), specimen("chord", ChordPeer.self),
      specimen("can", CANPeer.self), specimen("pastry", PastryPeer.self), specimen("kademlia", KademliaPeer.self),
      specimen("koorde", KoordePeer.self), specimen("d2b", D2BPeer.self), specimen("viceroy", ViceroyPeer.self),
    ],
    mutants: [
      mutant(
        "never-gives-up", "A client is not told that nobody has answered.", .neverGivesUp, killedBy: [lookupsEnd.id]),
      mutant("inherits-nothing", "Nobody takes the zones of the dead over.", .inheritsNothing, killedBy: [heals.id]),
    ])

  /// Routing under stale tables.
  static let lookupsEnd = Law<LivingRun>(
    "overlay.living.lookups-end",
    "Every lookup of a peer that stays is answered in time, with an owner or with a failure, whoever comes and goes meanwhile."
  ) { run, _ in
    try expect(
      run.unanswered == 0, "\(run.unanswered) of \(run.asked) lookups were not answered in \(LivingRun.patience) s")
  }

  /// P10.
  static let heals = Law<LivingRun>(
    "overlay.living.heals",
    "When peers have come, crashed and left, all who stay are members again in time, and lookups end at the owner."
  ) { run, _ in
    try expect(run.outsiders == 0, "\(run.outsiders) peers have no place after \(LivingRun.repairs) s")
    try expect(run.right == LivingRun.lookups, "\(run.right) of \(LivingRun.lookups) lookups end at the owner")
  }

  private static func specimen<Peer: OverlayPeer>(_ id: String, _ type: Peer.Type) -> Specimen<LivingRun> {
    Specimen("overlay.living.\(id)", "Living peers of \(id) that come, crash and leave.", of: LivingRecipe.histories) {
      LivingRun($0, of: type)
    }
  }

  private static func mutant(
    _ name: String, _ summary: String, _ fault: FissionEPeer.Fault, killedBy: Set<String>
  ) -> Mutant<LivingRun> {
    Mutant("overlay.living.\(name)", summary, killedBy: killedBy, of: LivingRecipe.histories) {
      LivingRun($0, of: FissionEPeer.self) { $0.fault = fault }
    }
  }
}
