import Overlays
import Participants
import PropertyTesting

/// What was seen of the objects of a living ring whose peers came, crashed and left.
public struct RingRun: Sendable {
  /// Objects that were stored before.
  let stored: [UInt64]
  /// Objects that members hold as their owners, those that several hold several times.
  let found: [UInt64]

  init<Links: RingLinks>(
    _ recipe: LivingRecipe, of _: Links.Type, changing change: (inout RingPeer<Links>) -> Void = { _ in }
  ) {
    var network = recipe.network(of: RingPeer<Links>.self, changing: change)
    stored = recipe.happenAmongObjects(to: &network)
    network.run(seconds: 120)
    found = network.objects
  }
}

/// Laws of living overlays that stand on a ring.
public enum RingLaws {
  /// The law, the three overlays, and the mutant.
  public static let suite = LawSuite<RingRun>(
    subsystem: "overlay", laws: [objects],
    specimens: [
      specimen("chord", ChordFingers.self), specimen("koorde", KoordePointer.self),
      specimen("viceroy", ViceroyLinks.self),
    ],
    mutants: [
      Mutant(
        "overlay.rings.keeps-no-copies", "Nobody keeps copies of others' objects.", killedBy: [objects.id],
        of: LivingRecipe.histories
      ) {
        RingRun($0, of: ChordFingers.self) { $0.fault = .keepsNoCopies }
      }
    ])

  /// P9.
  static let objects = Law<RingRun>(
    "overlay.rings.objects-conserved",
    "No object is lost or doubled while peers come and leave, and none of three replicas while two peers crash between repairs."
  ) { run, _ in
    try expect(run.stored.count >= 8, "only \(run.stored.count) of 16 objects could be stored")
    try expect(run.found == run.stored, "\(run.found.count) objects are held of \(run.stored.count)")
  }

  private static func specimen<Links: RingLinks>(_ id: String, _ type: Links.Type) -> Specimen<RingRun> {
    Specimen("overlay.rings.\(id)", "Objects of living peers of \(id).", of: LivingRecipe.histories) {
      RingRun($0, of: type)
    }
  }
}
