/// The order of a ring.
public enum RingOrder {
  /// Whether `x` lies strictly between `a` and `b` going round: for a = b, all but a do (Zave 2017).
  @inlinable
  public static func isBetween<Identifier: Comparable>(_ a: Identifier, _ x: Identifier, _ b: Identifier) -> Bool {
    a < b ? a < x && x < b : x > a || x < b
  }
}
