/// Which of its attributes a subscription is filed under.
///
/// The popularity of an attribute is the number of subscriptions that speak of it. Ties go to the smaller attribute.
public enum PivotPolicy: String, Hashable, Sendable, CaseIterable {
  /// The least popular one, so that the fewest subscriptions lie where an event looks.
  case leastPopular

  /// The one of the least popularity times selectivity: the share of the attribute's values that the constraint admits.
  /// The values of an attribute are taken to reach from the least to the greatest end of a constraint seen so far.
  case leastPopularSelective

  /// The most popular one.
  case mostPopular
}
