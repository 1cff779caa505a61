import Participants

extension [Int64] {
  /// Whether all are durations that a schedule can have: in nanoseconds, from 1 to those of a year.
  var areDurations: Bool { allSatisfy { (1...365 * 86_400 * 1_000_000_000).contains($0) } }
}

extension Effects {
  /// The time until something is done first that is done at an interval of nanoseconds: drawn among so many moments of it, so that not all
  /// peers do it at once.
  mutating func firstTime(of interval: Int64, moments: UInt8 = 16) -> Duration {
    .nanoseconds(interval / Int64(moments) &* Int64(choose(Int(moments))))
  }
}
