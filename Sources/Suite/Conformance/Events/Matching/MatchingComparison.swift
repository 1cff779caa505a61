import Events
import Measuring
import Reporting

/// `compare matching`: every matcher on the same subscriptions and events.
public struct MatchingComparison: Sendable {
  /// The matchers, in the order of the table.
  public var implementations = MatchingImplementation.all

  /// Subscriptions and events: what is asked for when it is its turn, since they are large.
  public var workloads: [Load]

  /// The seconds that one matcher may take for one workload, building included; passes that are repeated for precision do not count.
  public var budget = 5.0

  /// The bytes that one matcher may hold, the subscriptions included; half of what is available at most, and if there is no number.
  public var memory: Int?

  /// As many subscriptions are replaced before matching, as a multiple of all.
  public var churn = 0.0

  /// The numbers of subscriptions that can be asked for.
  public static let subscriptionRange = 1...50_000_000

  /// A workload, made when it is needed.
  public struct Load: Sendable {
    /// What it is called.
    public let name: String
    /// Its subscriptions.
    public let subscriptions: Int
    /// Makes it; nil if it was interrupted.
    public let make: @Sendable (_ isInterrupted: () -> Bool) throws -> MatchingWorkload?

    /// One by a recipe.
    public init(_ recipe: WorkloadRecipe, subscriptions: Int) {
      name = recipe.name
      self.subscriptions = subscriptions
      make = { recipe.workload(subscriptions: subscriptions, isInterrupted: $0) }
    }

    /// One that is there already.
    public init(_ workload: MatchingWorkload) {
      name = workload.name
      subscriptions = workload.subscriptionCount
      make = { _ in workload }
    }

    /// The bytes that it takes: constraints of 24 bytes, about seven each.
    var estimatedBytes: Int { subscriptions * 200 }
  }

  /// Compares all matchers on these workloads.
  public init(workloads: [Load]) { self.workloads = workloads }

  /// Whether the largest workload fits into memory, and as much again for a matcher.
  ///
  /// - Parameter available: bytes; nil when the system does not tell, and nothing is refused.
  public func checkMemory(available: Int?) throws(NotEnoughMemory) {
    guard let available, let largest = workloads.max(by: { $0.subscriptions < $1.subscriptions }) else { return }
    if 2 * largest.estimatedBytes > available {
      throw NotEnoughMemory(
        for: "\(largest.subscriptions) subscriptions", needed: 2 * largest.estimatedBytes, available: available)
    }
  }

  /// A table, and what is to be known about it.
  public struct Result: Sendable {
    /// One row for each matcher and workload.
    public var table: ResultTable
    /// Whether all exact matchers found the same, and the others no fewer.
    public var agrees = true
    /// Whether there was something to compare on every workload: two exact matchers that were measured, unless only one was asked for.
    public var isDecided = true
    /// Whether it was not interrupted.
    public var isComplete = true
  }

  /// Measures every matcher on every workload.
  ///
  /// - Throws: what a workload cannot be read for.
  public func run(
    header: String, metadata: [(key: String, value: ResultTable.Cell)] = [],
    isInterrupted: @escaping @Sendable () -> Bool = { false }, progress: (String) -> Void
  ) throws -> Result {
    var result = Result(
      table: ResultTable(
        command: "compare", seed: nil, header: header, columns: MatchingRow.columns, metadata: metadata))
    var notes: [String] = []
    for load in workloads where !isInterrupted() {
      progress("\(load.name): making \(load.subscriptions) subscriptions")
      guard let workload = try load.make(isInterrupted) else { break }
      var agreement = MatchingAgreement(workload)
      for implementation in implementations where !isInterrupted() {
        progress("\(load.name) \(load.subscriptions): \(implementation.id)")
        let limits = MatchingMeasurement.Budget(
          seconds: budget, bytes: [memory, Machine.availableMemory.map { $0 / 2 }].compactMap(\.self).min(),
          isInterrupted: isInterrupted)
        let outcome = MatchingMeasurement.measure(implementation, workload, churn: churn, budget: limits)
        if isInterrupted() { break }
        result.table.append(MatchingRow(implementation.id, workload, outcome).cells)
        switch outcome {
        case .measured(let found): agreement.add(implementation, found)
        case .skipped(let reason):
          notes.append("\(implementation.id) on \(load.name) with \(load.subscriptions): skipped, \(reason).")
        }
      }
      result.agrees = result.agrees && agreement.holds
      result.isDecided = result.isDecided && agreement.exactCount >= min(2, implementations.count(where: \.isExact))
      notes += agreement.notes
    }
    result.isComplete = !isInterrupted()
    result.table.notes = notes + MatchingRow.legend + (result.isComplete ? [] : ["Interrupted: rows are missing."])
    return result
  }
}

/// Whether matchers agree about one workload.
struct MatchingAgreement {
  private let workload: MatchingWorkload
  private var exact: [(id: String, checksum: MatchChecksum)] = []
  private var approximate: [(id: String, checksum: MatchChecksum)] = []
  /// Those that did not find the same each time.
  private var unsteady: [String] = []

  init(_ workload: MatchingWorkload) { self.workload = workload }

  mutating func add(_ implementation: MatchingImplementation, _ found: MatchingMeasurement) {
    let checksum = found.checksum
    if !found.isSteady { unsteady.append(implementation.id) }
    if implementation.isExact {
      exact.append((implementation.id, checksum))
    } else {
      approximate.append((implementation.id, checksum))
    }
  }

  private var odd: [String] {
    guard let first = exact.first else { return [] }
    return exact.filter { $0.checksum != first.checksum }.map(\.id)
      + approximate.filter { $0.checksum.count < first.checksum.count }.map(\.id)
  }

  /// Exact matchers that were measured.
  var exactCount: Int { exact.count }

  var holds: Bool { odd.isEmpty && unsteady.isEmpty }

  var notes: [String] {
    let name = "\(workload.name) with \(workload.subscriptionCount)"
    let changing = unsteady.map { "\(name): \($0) does NOT find the same each time." }
    guard let first = exact.first else { return ["\(name): no exact matcher was measured."] + changing }
    let verdict =
      odd.isEmpty
      ? exact.count == 1
        ? "\(name): only one exact matcher was measured, \(first.id), which finds \(first.checksum.count) matches."
        : "\(name): \(exact.count) exact matchers agree on \(first.checksum.count) matches."
      : "\(name): NOT all agree with \(first.id): \(odd.joined(separator: ", "))."
    return [verdict] + changing
      + approximate.map { id, checksum in
        "\(name): \(id) finds \(checksum.count - first.checksum.count) more than match."
      }
  }
}
