import Overlays
import Participants
import PropertyTesting

/// What was seen of the zones and objects of a living network whose peers came, crashed and left.
public struct ZoneRun: Sendable {
  /// What is wrong with zones and tables in the end.
  let faults: [String]
  /// Peers that hold several zones in the end.
  let crowded: Int
  /// Objects that were stored before.
  let stored: [UInt64]
  /// Objects that members hold as their owners, those that several hold several times.
  let found: [UInt64]

  init<Geometry: ZoneGeometry>(
    _ recipe: LivingRecipe, of _: Geometry.Type, changing change: (inout ZonePeer<Geometry>) -> Void = { _ in }
  ) {
    var network = recipe.network(of: ZonePeer<Geometry>.self, changing: change)
    stored = recipe.happenAmongObjects(to: &network)
    for _ in 0..<LivingRun.repairs / 10 {
      network.run(seconds: 10)
      if network.zoneFaults().isEmpty, network.members.allSatisfy({ $0.peer.zones.count == 1 }) { break }
    }
    // Copies that are not needed any more are handed over in the next rounds.
    network.run(seconds: 20)
    faults = network.zoneFaults()
    crowded = network.members.count { $0.peer.zones.count > 1 }
    found = network.objects
  }
}

/// Laws of living overlays that divide their keys into zones.
public enum ZoneLaws {
  /// The laws, the four overlays, and the mutants.
  public static let suite = LawSuite<ZoneRun>(
    subsystem: "overlay", laws: [edgeRule, oneZoneEach, objects],
    specimens: [
      specimen("fissione", FissionEZones.self), specimen("dlg", DLGZones.self), specimen("d2b", D2BZones.self),
      specimen("can", CANZones.self),
    ],
    mutants: [
      mutant("inherits-nothing", "Nobody takes the zones of the dead over.", .inheritsNothing, killedBy: [edgeRule.id]),
      mutant("yields-nothing", "Nobody gives way to a stronger claim.", .yieldsNothing, killedBy: [edgeRule.id]),
      mutant("merges-nothing", "Halves never become one.", .mergesNothing, killedBy: [oneZoneEach.id]),
      mutant("keeps-no-copies", "Nobody keeps copies of others' objects.", .keepsNoCopies, killedBy: [objects.id]),
    ])

  /// P1, P2 and P4.
  static let edgeRule = Law<ZoneRun>(
    "overlay.zones.edge-rule",
    "When peers have come, crashed and left, the zones are a complete code again, tables follow from it, and neighbours differ by a symbol at most where they must not by more."
  ) { run, _ in
    try expect(run.faults.isEmpty, "\(run.faults.count) faults, first: \(run.faults.first ?? "")")
  }

  static let oneZoneEach = Law<ZoneRun>(
    "overlay.zones.one-zone-each", "When peers have come, crashed and left, every member holds one zone in the end."
  ) { run, _ in
    try expect(run.crowded == 0, "\(run.crowded) peers hold several zones")
  }

  /// P9.
  static let objects = Law<ZoneRun>(
    "overlay.zones.objects-conserved",
    "No object is lost or doubled while peers come and leave, and none of three replicas while two peers crash between repairs."
  ) { run, _ in
    try expect(run.stored.count >= 8, "only \(run.stored.count) of 16 objects could be stored")
    try expect(run.found == run.stored, "\(run.found.count) objects are held of \(run.stored.count)")
  }

  private static func specimen<Geometry: ZoneGeometry>(_ id: String, _ type: Geometry.Type) -> Specimen<ZoneRun> {
    Specimen("overlay.zones.\(id)", "Zones of living peers of \(id).", of: LivingRecipe.histories) {
      ZoneRun($0, of: type)
    }
  }

  private static func mutant(
    _ name: String, _ summary: String, _ fault: FissionEPeer.Fault, killedBy: Set<String>
  ) -> Mutant<ZoneRun> {
    Mutant("overlay.zones.\(name)", summary, killedBy: killedBy, of: LivingRecipe.histories) {
      ZoneRun($0, of: FissionEZones.self) { $0.fault = fault }
    }
  }
}
