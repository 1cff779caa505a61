/// One choice of a generator: a number in `0 ... maximum`, of which `origin` is the simplest.
///
/// Everything that is generated comes down to such numbers: a boolean is one of two, an integer its distance from the lower bound of
/// its range, a character its place in an alphabet. So the shrinker knows one kind of thing, and what it makes of a failing case is
/// always something that the generator could have made.
@frozen
public struct Choice: Hashable, Sendable {
  /// What was chosen, at most `maximum`.
  public var value: UInt64

  /// The largest number that could have been chosen.
  public let maximum: UInt64

  /// The simplest number, at most `maximum`.
  public let origin: UInt64

  /// A choice of `value` among `0 ... maximum`.
  @inlinable
  public init(_ value: UInt64, upTo maximum: UInt64, origin: UInt64) {
    self.value = value
    self.maximum = maximum
    self.origin = origin
  }

  /// How far the value is from the simplest.
  @inlinable
  public var distance: UInt64 { value >= origin ? value &- origin : origin &- value }

  /// Whether the value is simpler than that of another: nearer to its origin, and above it rather than as far below.
  @inlinable
  public func isSimpler(than other: Choice) -> Bool {
    let (mine, others) = (distance, other.distance)
    return mine == others ? value >= origin && other.value < other.origin : mine < others
  }

  /// Whether neither is simpler than the other.
  @inlinable
  func isAsSimple(as other: Choice) -> Bool {
    distance == other.distance && (value >= origin) == (other.value >= other.origin)
  }
}
