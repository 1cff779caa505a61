import Overlays
import Randomness
import Reporting

/// One line of `compare overlay --churn`.
struct ChurnRow {
  let cells: [ResultTable.Cell]
  let notes: [String]

  static let columns: [ResultTable.Column] = [
    .init("implementation", "overlay", alignment: .left),
    .init("nodes", "nodes"),
    .init("peers_up_mean", "up", hasInterval: true),
    .init("joined", "joined", hasInterval: true),
    .init("lookups", "lookups"),
    .init("success_rate", "answered", group: "share of lookups", hasInterval: true),
    .init("correct_rate", "right", group: "share of lookups", hasInterval: true),
    .init("hops_mean", "hops", hasInterval: true),
    .init("iterative_latency_mean_ms", "mean", group: "iterative ms", hasInterval: true),
    .init("iterative_latency_p99_ms", "p99", group: "iterative ms", hasInterval: true),
    .init("recursive_latency_mean_ms", "mean", group: "recursive ms", hasInterval: true),
    .init("recursive_latency_p99_ms", "p99", group: "recursive ms", hasInterval: true),
    .init("maintenance_messages_per_node_second", "messages", group: "upkeep/node s", hasInterval: true),
    .init("maintenance_bytes_per_node_second", "bytes", group: "upkeep/node s", hasInterval: true),
    .init("join_messages_mean", "mean", group: "join messages", hasInterval: true),
    .init("claimed_join_messages", "claimed", group: "join messages", hasInterval: true),
    .init("claimed_join_holds", "holds", alignment: .left, group: "join messages"),
    .init("repair_seconds_10", "10 %", group: "repair s after", hasInterval: true),
    .init("repair_seconds_30", "30 %", group: "repair s after", hasInterval: true),
    .init("repair_seconds_50", "50 %", group: "repair s after", hasInterval: true),
  ]

  init(_ implementation: LivingImplementation, measurements: [ChurnMeasurement], of comparison: ChurnComparison) {
    let sample = Repetitions(measurements: measurements, seed: comparison.seed)
    let bound = implementation.claimedJoin
    let breaks = measurements.contains { measurement in
      bound.map { $0.messages(measurement.peers) <= measurement.joinMessages ?? 0 } ?? false
    }
    cells =
      [
        .text(implementation.id),
        .integer(comparison.nodes),
        sample.mean(0) { $0.peers },
        sample.mean(0) { Double($0.joined) },
        .integer(measurements.reduce(0) { $0 + $1.lookups }),
        sample.mean(4) { $0.successRate },
        sample.mean(4) { $0.correctRate },
        sample.mean(2) { $0.hops },
        sample.mean(0) { $0.iterative?.mean },
        sample.mean(0) { $0.iterative?.p99 },
        sample.mean(0) { $0.recursive?.mean },
        sample.mean(0) { $0.recursive?.p99 },
        sample.mean(2) { $0.maintenanceMessages },
        sample.mean(0) { $0.maintenanceBytes },
        sample.mean(1) { $0.joinMessages }.marked(if: breaks),
        sample.mean(1) { measurement in bound.map { $0.messages(measurement.peers) } },
        bound == nil ? .none : .flag(!breaks),
      ]
      + ChurnMeasurement.crashShares.indices.map { place in sample.mean(0) { $0.repairs[place] } }
    let late = zip(ChurnMeasurement.crashShares.indices, ChurnMeasurement.crashShares)
      .filter { place, _ in measurements.contains { $0.repairs[place] == nil } }.map { "\(Int($0.1 * 100)) %" }
    let claim = bound.map {
      "\(implementation.id): the source claims fewer than \($0.formula) messages to maintain a join"
        + (breaks ? ", which did NOT hold in the mean (!)." : ".")
    }
    let delay =
      late.isEmpty
      ? nil
      : "\(implementation.id): lookups were not right within \(ChurnMeasurement.repairLimit) s after a crash of "
        + late.joined(separator: " and ") + "."
    notes = [claim, delay].compactMap { $0 }
  }

  /// What the columns mean.
  static func legend(_ comparison: ChurnComparison) -> [String] {
    [
      "Peers crash after \(comparison.session.form.rawValue) sessions of \(comparison.session.mean.components.seconds) s in the "
        + "mean, and as many newcomers come. Lookups are asked in seconds \(comparison.seconds.lowerBound) to "
        + "\(comparison.seconds.upperBound), half of them iterative; those of peers that crash first are left out.",
      "One message in 100 is lost, one in 200 comes twice, one in 20 is delayed by up to a second. A lookup that is not answered is "
        + "asked again, or goes another way, as each overlay has it.",
      "up: peers that are up, in the mean; joined: newcomers that came to be members meanwhile.",
      "right: the answer is the member that owns the key by the overlay's rule at that time.",
      "hops: messages on the way to the owner of recursive lookups, peers asked by iterative ones.",
      "upkeep: all messages but those of lookups, joins and objects; bytes without what a network adds to each.",
      "join messages: of all who tried, until they had their place and their neighbours knew, for each who did.",
      "repair: seconds from a crash of so many peers at once until 99 % of lookups are right again.",
    ]
  }
}
