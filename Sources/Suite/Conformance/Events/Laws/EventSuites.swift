/// The laws of events with what they are applied to, all together.
public enum EventSuites {
  /// Every law.
  public static let checks: [LawCheck] =
    MatchingSuites.exact.checks + MatchingSuites.all.checks + FilterLaws.suite.checks + BrokerLaws.suite.checks

  /// The laws of matchers for one of one's own, with the mutants that they reject.
  public static func checks(of implementation: MatchingImplementation) -> [LawCheck] {
    MatchingSuites.checks(of: implementation)
  }

  /// Every broken matcher and rule.
  static let mutants: [(id: String, summary: String)] =
    MatchingSuites.exact.mutants.map { ($0.specimen.id, $0.specimen.summary) }
    + MatchingSuites.all.mutants.map { ($0.specimen.id, $0.specimen.summary) }
    + FilterLaws.suite.mutants.map { ($0.specimen.id, $0.specimen.summary) }
    + BrokerLaws.suite.mutants.map { ($0.specimen.id, $0.specimen.summary) }
}
