/// The kinds of steps of a network of participants: the classes of its actions, for fairness and coverage.
public enum NetworkStep: Int, Hashable, Sendable, CaseIterable {
  /// The kinds, by the place of each among ``Model/actionClasses``.
  case deliver, drop, duplicate, timer, crash, restart, partition, heal, request

  /// The names of the kinds, in order.
  public static let names = allCases.map { "\($0)" }
}

extension Fairness {
  /// Steps of a kind that are possible from some moment on are taken again and again.
  public static func weak(_ step: NetworkStep) -> Fairness { .weak(step.rawValue) }

  /// Steps of a kind that are possible again and again are taken again and again.
  public static func strong(_ step: NetworkStep) -> Fairness { .strong(step.rawValue) }
}
