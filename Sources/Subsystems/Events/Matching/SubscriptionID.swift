/// The name of a subscription in a matcher: a small number that the caller gives.
///
/// Matchers keep tables by it, so that their memory grows with the largest number ever given: number from 0, and give numbers again that
/// have become free.
public struct SubscriptionID: Hashable, Comparable, BitwiseCopyable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: UInt32

  /// The number as an index.
  @inlinable public var index: Int { Int(number) }

  /// The largest number that can be given.
  public static let largest = 1 << 30

  /// A name.
  ///
  /// - Parameter index: in `0...SubscriptionID.largest`.
  @inlinable public init(_ index: Int) {
    precondition(index >= 0 && index <= Self.largest, "subscriptions are numbered from 0 to 2^30")
    number = UInt32(truncatingIfNeeded: index)
  }

  /// A name by its number, which is in range.
  @inlinable init(unchecked number: UInt32) { self.number = number }

  /// The order of the numbers.
  @inlinable public static func < (left: SubscriptionID, right: SubscriptionID) -> Bool { left.number < right.number }

  /// Such as `s17`.
  public var description: String { "s\(number)" }
}
