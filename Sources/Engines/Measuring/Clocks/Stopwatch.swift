import Glibc

/// What a ``Stopwatch`` counts.
public enum TimeSource: Hashable, Sendable {
  /// Time that passes, also while the process waits; never set back.
  case monotonic
  /// Time that processors spend on this process, all threads together.
  case processor

  /// Nanoseconds since an origin of the source's own, good for differences only.
  public var nanoseconds: Int {
    var time = timespec()
    clock_gettime(self == .monotonic ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

/// Measures time from its making on.
public struct Stopwatch: Sendable {
  private let source: TimeSource
  private let start: Int

  /// Starts.
  public init(_ source: TimeSource = .monotonic) {
    self.source = source
    self.start = source.nanoseconds
  }

  /// Nanoseconds since the start.
  public var nanoseconds: Int { source.nanoseconds - start }

  /// Seconds since the start.
  public var seconds: Double { Double(nanoseconds) * 1e-9 }
}
