import Foundation

/// The rule by which two builds are said to differ in speed.
///
/// Each pair of fresh processes, one of either build and measured in turns, gives one value: the logarithm of head's time over base's,
/// each the least of its repetitions. *Slower* is said if the exact lower bound on the median of these values is above 0 **and** the
/// median is at least ``margin``; and only if as much is found again on fresh pairs, which alone decide. *Same* is said if both
/// bounds exclude a change of ``detection`` either way. Everything else is *undecided*.
///
/// The numbers are those of a calibration elsewhere: with 60 pairs, the least of 8 repetitions and a margin of half of what is to be
/// found, 95 to 100 % of slow-downs by 5 % were found on one machine (specification of the measurements, section A). `ivce verify
/// measuring` does the same on the machine at hand.
public struct ChangeRule: Sendable, Hashable {
  /// Pairs of processes by which a change is suspected.
  public var pairs = 60

  /// Fresh pairs by which a suspicion is confirmed: more, so that a true one is hardly ever lost.
  public var confirmations = 80

  /// The chance, at the most, that a bound is wrong: one in a hundred.
  public var level = 0.01

  /// The smallest change that is to be found: 0.05 for 5 %.
  public var detection = 0.05

  /// Sixty pairs, eighty to confirm, level 1 %, changes from 5 % on.
  public init() {}

  /// The least estimate that counts as a change: half of what is to be found, so that what is found has hardly ever been
  /// missed by it, and what a new layout of the code costs is not told as a regression.
  public var margin: Double { detection / 2 }

  /// The least number of pairs from which something can follow at the level.
  public var fewestPairs: Int { Int((log(1 / level) / log(2)).rounded(.up)) }
}

/// What is said of two builds.
public enum ChangeVerdict: String, Sendable, Hashable, CaseIterable, Codable {
  /// The head takes more time than the base.
  case slower
  /// The head takes less time.
  case faster
  /// A change of the size that is looked for is excluded.
  case same
  /// Neither can be said with so many pairs on such a machine.
  case undecided

  /// Whether a change is said.
  public var isChange: Bool { self == .slower || self == .faster }

  /// What remains of this verdict once fresh pairs have given theirs: of a change, what they say, unless that is the opposite.
  public func confirmed(by fresh: ChangeVerdict) -> ChangeVerdict {
    guard isChange else { return self }
    return fresh.isChange && fresh != self ? .undecided : fresh
  }
}
