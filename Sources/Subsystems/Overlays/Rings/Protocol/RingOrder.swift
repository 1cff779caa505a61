/// The order of a ring.
public enum RingOrder {
  /// Whether `x` lies strictly between `a` and `b` going round: for a = b, all but a do (Zave 2017).
  @inlinable
  public static func isBetween<Identifier: Comparable>(_ a: Identifier, _ x: Identifier, _ b: Identifier) -> Bool {
    a < b ? a < x && x < b : x > a || x < b
  }

  /// Whether the node at `point` is the first at or after a key, when the one before it is at `predecessor`: at the same point if it is alone.
  @inlinable public static func owns(_ key: UInt64, _ point: UInt64, after predecessor: UInt64) -> Bool {
    point &- key < point &- predecessor || point == predecessor
  }
}
