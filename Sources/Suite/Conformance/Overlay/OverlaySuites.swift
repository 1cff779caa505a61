/// The laws of overlays with what they are applied to, all together.
enum OverlaySuites {
  /// Every law.
  static let checks: [LawCheck] = [
    LawSuite.overlays.checks, FissionEMembershipLaws.suite.checks, FissionERoutingLaws.suite.checks,
    LineGraphLaws.suite.checks, LineGraphLaws.dualitySuite.checks, ChordLaws.suite.checks, CANLaws.suite.checks,
    PastryLaws.suite.checks, KademliaLaws.suite.checks, KoordeLaws.suite.checks, D2BLaws.suite.checks,
    ViceroyLaws.suite.checks, LivingLaws.suite.checks, ZoneLaws.suite.checks,
    RingLaws.suite.checks,
  ].flatMap { $0 }

  /// Every broken overlay.
  static let mutants: [(id: String, summary: String)] = [
    mutants(of: .overlays), mutants(of: FissionEMembershipLaws.suite), mutants(of: FissionERoutingLaws.suite),
    mutants(of: LineGraphLaws.suite), mutants(of: LineGraphLaws.dualitySuite), mutants(of: ChordLaws.suite),
    mutants(of: CANLaws.suite), mutants(of: PastryLaws.suite), mutants(of: KademliaLaws.suite),
    mutants(of: KoordeLaws.suite), mutants(of: D2BLaws.suite), mutants(of: ViceroyLaws.suite),
    mutants(of: LivingLaws.suite), mutants(of: ZoneLaws.suite), mutants(of: RingLaws.suite),
  ].flatMap { $0 }

  private static func mutants<Subject>(of suite: LawSuite<Subject>) -> [(id: String, summary: String)] {
    suite.mutants.map { ($0.specimen.id, $0.specimen.summary) }
  }
}
