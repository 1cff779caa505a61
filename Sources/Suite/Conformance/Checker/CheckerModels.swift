/// Models whose sizes others have published: the checker must find exactly these.
///
/// A count's source is who published it; "prototype" stands for independent programs of the specification's authors.
public enum CheckerModels {
  /// All of them.
  public static let all: [ModelCheck] = twoPhase + specifications + philosophers + registers
}
