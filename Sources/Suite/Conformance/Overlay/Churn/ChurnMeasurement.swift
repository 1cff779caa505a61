import Latencies
import Measuring
import Overlays
import Randomness
import Simulation

/// What one living network of one overlay was seen to do while peers came and went, and after many had crashed at once.
struct ChurnMeasurement: Sendable {
  /// Peers that are up, in the mean.
  var peers: Double
  /// Peers that came to be members.
  var joined: Int
  /// Lookups of peers that stayed until they were answered, or should have been.
  var lookups: Int
  /// The share of them that were answered with an owner.
  var successRate: Double
  /// The share of them that were answered with the owner.
  var correctRate: Double
  var hops: Double?
  var iterative: Latency?
  var recursive: Latency?
  /// Messages a peer and second that keep links up.
  var maintenanceMessages: Double
  var maintenanceBytes: Double
  /// Messages of all who tried to join, for each that did.
  var joinMessages: Double?
  /// Seconds until lookups were right again after a crash of 10, 30 and 50 per cent of all peers; nil where they were not in time.
  var repairs: [Double?]

  /// Milliseconds from question to answer.
  struct Latency: Sendable {
    let mean: Double
    let p99: Double

    init?(_ milliseconds: [Double]) {
      guard !milliseconds.isEmpty else { return nil }
      mean = milliseconds.reduce(0, +) / Double(milliseconds.count)
      let place = Int((0.99 * Double(milliseconds.count)).rounded(.up)) - 1
      p99 = milliseconds.sorted()[max(0, place)]
    }
  }
}

extension ChurnMeasurement {
  /// The shares of peers that crash at once.
  static let crashShares = [0.1, 0.3, 0.5]

  /// Seconds that a network has to repair itself.
  static let repairLimit = 900

  /// Runs a network under churn, then others in which many peers crash at once.
  init<Peer: OverlayPeer>(
    of _: Peer.Type, _ comparison: ChurnComparison, seed: Seed, isInterrupted: () -> Bool, progress: (String) -> Void
  ) throws(InterruptedComparison) {
    progress("settling among those who come and go")
    var network = LivingNetwork<Peer>(
      NetworkBeginning(settled: comparison.nodes, newcomers: comparison.newcomers, seed: seed),
      latency: comparison.latency,
      churn: Churn(session: comparison.session.time, absence: nil),
      arrivals: comparison.session.mean / comparison.nodes)
    guard network.run(seconds: comparison.seconds.lowerBound, isInterrupted: isInterrupted) else {
      throw InterruptedComparison()
    }
    let before = Counts(network)
    network.tally = LivingNetwork.Tally()
    let span = comparison.seconds.count
    for second in 0..<span {
      if second % 60 == 0 { progress("second \(second) of \(span)") }
      // As many lookups a second as there are, spread evenly.
      let lookups = comparison.lookups * (second + 1) / span - comparison.lookups * second / span
      guard network.run(seconds: 1, lookupsPerSecond: lookups, isInterrupted: isInterrupted) else {
        throw InterruptedComparison()
      }
    }
    let after = Counts(network)
    // Those who have asked last are waited for.
    guard network.run(seconds: 60, isInterrupted: isInterrupted) else { throw InterruptedComparison() }
    let watch = network.simulation.observer
    let tally = network.tally
    let nodeSeconds = after.nodeSeconds - before.nodeSeconds
    peers = nodeSeconds / Double(span)
    joined = after.joined - before.joined
    lookups = tally.count + watch.waiting
    successRate = lookups == 0 ? 1 : Double(tally.answered) / Double(lookups)
    correctRate = lookups == 0 ? 1 : Double(tally.right) / Double(lookups)
    hops = tally.answered == 0 ? nil : Double(tally.hops) / Double(tally.answered)
    iterative = Latency(tally.iterative)
    recursive = Latency(tally.recursive)
    maintenanceMessages = Double(after.maintenance.messages - before.maintenance.messages) / nodeSeconds
    maintenanceBytes = Double(after.maintenance.bytes - before.maintenance.bytes) / nodeSeconds
    joinMessages = joined == 0 ? nil : Double(after.joinMessages - before.joinMessages) / Double(joined)
    repairs = []
    for share in Self.crashShares {
      progress("repairing after \(Int(share * 100)) % have crashed")
      repairs.append(
        try Self.repairSeconds(Peer.self, after: share, comparison, seed: seed, isInterrupted: isInterrupted))
    }
  }

  /// Sums at some moment.
  private struct Counts {
    let nodeSeconds: Double
    let joined: Int
    let maintenance: (messages: Int, bytes: Int)
    let joinMessages: Int

    init<Peer>(_ network: LivingNetwork<Peer>) {
      let watch = network.simulation.observer
      nodeSeconds = watch.nodeSeconds(until: network.simulation.now)
      joined = watch.joined
      let kept = watch.traffic(for: .maintenance)
      maintenance = (kept.messages, kept.bytes)
      joinMessages = watch.traffic(for: .join).messages
    }
  }

  private static func repairSeconds<Peer: OverlayPeer>(
    _: Peer.Type, after share: Double, _ comparison: ChurnComparison, seed: Seed, isInterrupted: () -> Bool
  ) throws(InterruptedComparison) -> Double? {
    var network = LivingNetwork<Peer>(
      NetworkBeginning(settled: comparison.nodes, seed: seed.child("repair")), latency: comparison.latency)
    network.run(seconds: 10, isInterrupted: isInterrupted)
    var generator = seed.stream("crashes")
    network.crash(share: share, using: &generator)
    let seconds = network.secondsUntilRight(atMost: repairLimit, isInterrupted: isInterrupted)
    if isInterrupted() { throw InterruptedComparison() }
    return seconds.map(Double.init)
  }
}

/// The comparison was interrupted.
struct InterruptedComparison: Error {}
