import Latencies
import Measuring
import Randomness
import Reporting
import Simulation

/// `compare overlay --churn`: living overlays side by side while their peers come and go.
///
/// Peers crash after sessions of random length, and as many newcomers come; members look random keys up meanwhile. Messages take half the
/// round trip between the hosts on which peers are placed, and up to a tenth more; one in a hundred is lost, and others come twice or late.
public struct ChurnComparison: Sendable {
  /// The overlays, in the order of the table.
  public var implementations = LivingImplementation.standard

  /// Peers of each network as it begins, and about as many later.
  public var nodes = 1_000

  /// Lookups by random members of random keys.
  public var lookups = 6_000

  /// How long peers stay.
  public let session: Sessions

  /// Round-trip times between the hosts on which peers are placed.
  public let latencies: LatencyMatrix

  /// Decides identifiers, placement, sessions and lookups.
  public var seed: Seed

  /// Networks measured for each overlay, each from a seed of its own: with two or more, columns carry intervals.
  public var repetitions = 1

  /// The numbers of nodes that can be asked for.
  public static let nodeRange = 100...100_000

  /// The numbers of lookups that can be asked for.
  public static let lookupRange = 1...10_000_000

  /// The mean session times that can be asked for, in seconds.
  public static let sessionRange = 60...31_536_000

  /// How long a peer stays: a distribution with a mean.
  public struct Sessions: Sendable, Hashable {
    /// The forms that session times take.
    public enum Form: String, Sendable, CaseIterable {
      /// Whoever has stayed long stays no longer than others.
      case exponential
      /// With a heavy tail, P(X > x) falling as x^-1.5.
      case pareto
      /// With shape 1/2: whoever has stayed long will stay longer.
      case weibull
    }

    /// The form.
    public let form: Form
    /// The mean.
    public let mean: Duration

    /// Sessions of this form and mean, which is positive.
    public init(_ form: Form, mean: Duration) {
      self.form = form
      self.mean = mean
    }

    var time: SessionTime {
      switch form {
      case .exponential: .exponential(mean: mean)
      case .pareto: .pareto(shape: 1.5, mean: mean)
      // Its mean is scale * Gamma(1 + 1 / shape) = 2 scale.
      case .weibull: .weibull(shape: 0.5, scale: mean / 2)
      }
    }
  }

  /// A comparison of the standard overlays.
  public init(session: Sessions, latencies: LatencyMatrix, seed: Seed) {
    self.session = session
    self.latencies = latencies
    self.seed = seed
  }

  /// The seconds in which lookups are asked, counted from the beginning: the first are left to the churn.
  let seconds = 300..<900

  /// Newcomers who may come until then: twice as many as are expected.
  var newcomers: Int { 64 + Int(2 * Double(nodes * seconds.upperBound) / (session.mean / .seconds(1))) }

  /// Bytes of a peer with its part of the simulation, where it takes most.
  private static let bytesPerPeer = 16_384

  /// Compares the expected need of a network, with all who come and go, with what is free.
  ///
  /// - Parameter available: bytes; nil when the system does not tell, and nothing is refused.
  public func checkMemory(available: Int?) throws(OverlayComparison.NotEnoughMemory) {
    guard let available, let largest = implementations.first else { return }
    let needed = (nodes + newcomers) * Self.bytesPerPeer + lookups * 64
    if needed > available {
      throw OverlayComparison.NotEnoughMemory(
        implementation: largest.id, nodes: nodes + newcomers, needed: needed, available: available)
    }
  }

  var latency: NetworkLatency { .matrix(latencies, jitter: 0.1) }

  /// Runs every network, one after another, and fills the table.
  ///
  /// - Returns: The table, and whether it is complete: of an interrupted comparison, the overlays that were finished are shown.
  public func run(
    header: String, metadata: [(key: String, value: ResultTable.Cell)] = [], isInterrupted: () -> Bool = { false },
    progress: (String) -> Void
  ) -> (table: ResultTable, isComplete: Bool) {
    var table = ResultTable(
      command: "compare", seed: seed.value, header: header, columns: ChurnRow.columns, metadata: metadata)
    var notes: [String] = []
    var isComplete = true
    do {
      for implementation in implementations {
        var measurements: [ChurnMeasurement] = []
        for repetition in 0..<repetitions {
          let name = repetitions == 1 ? implementation.id : "\(implementation.id) \(repetition + 1)/\(repetitions)"
          let seed = repetitions == 1 ? self.seed : self.seed.child("repetition", UInt64(repetition))
          measurements.append(try implementation.measure(self, seed, isInterrupted) { progress("\(name): \($0)") })
        }
        let row = ChurnRow(implementation, measurements: measurements, of: self)
        table.append(row.cells)
        notes += row.notes
      }
    } catch {
      isComplete = false
      notes.append("Interrupted: overlays that were not finished are missing.")
    }
    table.notes = notes + ChurnRow.legend(self)
    return (table, isComplete)
  }
}
