/// The unit of the numbers in a latency file. The public formats do not state it; the files' descriptions do.
public enum LatencyUnit: String, CaseIterable, Sendable {
  /// Milliseconds, as in the PlanetLab matrices.
  case milliseconds = "ms"
  /// Seconds, as in the Seattle matrices.
  case seconds = "s"

  /// The power of ten that turns the unit into milliseconds.
  var powerOfTen: Int {
    switch self {
    case .milliseconds: 0
    case .seconds: 3
    }
  }

  /// Above eleven days a number is no latency, but a time stamp or another unit.
  static let longestMilliseconds = 1e9

  /// The longest latency in this unit.
  var longest: Int {
    switch self {
    case .milliseconds: 1_000_000_000
    case .seconds: 1_000_000
    }
  }
}
