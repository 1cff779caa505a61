/// The laws of events with what they are applied to, all together.
public enum EventSuites {
  /// Every law.
  public static let checks: [LawCheck] = [
    SubscriptionLaws.suite.checks, MatchingSuites.exact.checks, MatchingSuites.all.checks, IndexLaws.suite.checks,
    FilterLaws.suite.checks, BrokerLaws.suite.checks,
  ].flatMap(\.self)

  /// The laws of matchers, and of an index over one, for one of one's own, with the mutants that they reject.
  public static func checks(of implementation: MatchingImplementation) -> [LawCheck] {
    MatchingSuites.checks(of: implementation)
      + (implementation.isExact ? IndexLaws.suite(of: [implementation]).checks : [])
  }

  /// Every broken matcher and rule.
  static let mutants: [(id: String, summary: String)] = [
    names(SubscriptionLaws.suite), names(MatchingSuites.exact), names(MatchingSuites.all), names(IndexLaws.suite),
    names(FilterLaws.suite), names(BrokerLaws.suite),
  ].flatMap(\.self)

  private static func names<Subject>(_ suite: LawSuite<Subject>) -> [(id: String, summary: String)] {
    suite.mutants.map { ($0.specimen.id, $0.specimen.summary) }
  }
}
