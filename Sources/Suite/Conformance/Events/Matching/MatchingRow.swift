import Events
import Measuring
import Reporting

/// One line of `compare matching`: the columns' keys and units, and how a measurement becomes cells.
struct MatchingRow {
  let cells: [ResultTable.Cell]

  static let columns: [ResultTable.Column] = [
    .init("implementation", "matcher", alignment: .left),
    .init("workload", "load", alignment: .left),
    .init("subscriptions", "subscriptions"),
    .init("status", "status", alignment: .left),
    .init("build_seconds", "build s"),
    .init("inserts_per_second", "inserts/s"),
    .init("updates_per_second", "updates/s"),
    .init("bytes_per_subscription", "bytes/sub"),
    .init("events_per_second", "events/s"),
    .init("match_p99_us", "p99 us"),
    .init("matches", "matches"),
    .init("tests_per_event", "tests/event"),
    .init("checksum", "checksum", alignment: .left),
  ]

  init(_ id: String, _ workload: MatchingWorkload, _ outcome: MatchingMeasurement.Outcome) {
    let count = workload.subscriptionCount
    switch outcome {
    case .skipped:
      cells =
        [.text(id), .text(workload.name), .integer(count), .text("skipped")]
        + [ResultTable.Cell](repeating: .none, count: Self.columns.count - 4)
    case .measured(let found):
      cells = [
        .text(id), .text(workload.name), .integer(count), .text("measured"), .number(found.buildSeconds, digits: 3),
        .number(Double(count) / max(found.buildSeconds, 1e-9), digits: 0),
        found.updatesPerSecond.map { .number($0, digits: 0) } ?? .none,
        .number(found.bytesPerSubscription, digits: 1), .number(found.eventsPerSecond, digits: 0),
        .number(found.p99Microseconds, digits: 1), .integer(found.checksum.count),
        .number(found.testsPerEvent, digits: 1), .text(Self.text(found.checksum)),
      ]
    }
  }

  /// Sixteen hexadecimal digits.
  static func text(_ checksum: MatchChecksum) -> String {
    let digits = String(checksum.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What the columns mean.
  static let legend = [
    "bytes/sub: all that a matcher holds, the subscriptions included. tests/event: subscriptions that were looked at one by one, or "
      + "marks and counts that were set, each as often as it was.",
    "events/s: the fastest of several passes over all events, results written out. p99: of the events one by one. checksum: of all "
      + "pairs of an event and a subscription, whatever their order.",
  ]
}
