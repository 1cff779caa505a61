/// A moment of a simulation, in nanoseconds since it began; up to 292 years.
@frozen
public struct VirtualTime: Hashable, Comparable, BitwiseCopyable, Sendable, CustomStringConvertible {
  /// Nanoseconds since the beginning.
  public let nanoseconds: Int64

  /// The moment so many nanoseconds after the beginning.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The beginning.
  @inlinable public static var zero: VirtualTime { VirtualTime(nanoseconds: 0) }

  /// The last moment that there is; a wait that would end later ends then.
  @inlinable public static var end: VirtualTime { VirtualTime(nanoseconds: .max) }

  /// The moment after a wait, which counts from now if it is negative.
  @inlinable
  public func advanced(by wait: Duration) -> VirtualTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(wait.wholeNanoseconds)
    return overflow ? .end : VirtualTime(nanoseconds: sum)
  }

  /// The time since the beginning.
  @inlinable public var sinceStart: Duration { .nanoseconds(nanoseconds) }

  /// The same in seconds.
  @inlinable public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The order of time.
  @inlinable public static func < (left: VirtualTime, right: VirtualTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Seconds with as many digits as are needed.
  public var description: String { "\(seconds) s" }
}

extension Duration {
  /// Whole nanoseconds, cut off; 0 for negative ones, and as many as there are for longer ones.
  @inlinable package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return .max }
    let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carry ? .max : sum
  }
}
