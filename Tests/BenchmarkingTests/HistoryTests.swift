import Benchmarking
import Foundation
import Measuring
import Randomness
import Reporting
import RunStore
import Testing

struct HistoryTests {
  /// A store of runs of one kernel with these medians, each of five samples, an hour apart.
  private func store(_ medians: [Double], at path: String) throws -> RunArchive {
    let store = try RunArchive(path: path, access: .writing)
    for (number, median) in medians.enumerated() {
      try store.add(
        StoredRun(
          started: Date(timeIntervalSince1970: 1_700_000_000 + 3600 * Double(number)), command: "again",
          program: "toy", revision: nil, isModified: false, seed: 1, machine: .current,
          series: [
            StoredSeries(
              kernel: "toy.step", size: 8, metric: StoredSeries.wallTime, unit: "step", prefersLarger: false,
              values: [0.98, 1.02, 1, 0.99, 1.01].map { $0 * median })
          ]))
    }
    return store
  }

  private func withStore(_ medians: [Double], _ body: (RunArchive) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-history-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(try store(medians, at: folder.appendingPathComponent("runs.sqlite").path))
  }

  private func noise(_ count: Int, seed: UInt64) -> [Double] {
    var generator = Xoshiro256StarStar(seed: seed)
    return (0..<count).map { _ in 1 + 0.02 * (generator.unit() - 0.5) }
  }

  @Test func aPlantedStepIsMarkedWhereItBegins() throws {
    let medians = noise(20, seed: 1).map { 100 * $0 } + noise(15, seed: 2).map { 110 * $0 }
    try withStore(medians) { store in
      let histories = try SeriesHistory.all(
        in: store, filters: ["toy"], size: nil, metric: StoredSeries.wallTime, settings: .init(), seed: 1)
      let history = try #require(histories.first)
      #expect(histories.count == 1 && history.points.count == 35)
      let change = try #require(history.changes.first)
      #expect(history.changes.count == 1 && change.index == 20)
      #expect(abs(change.ratio - 1.1) < 0.01)
      let table = HistoryTable.of(history, header: "h", seed: 1, metadata: [])
      let text = table.rendered(as: .text)
      #expect(text.contains("▁") && text.contains("█"))
      #expect(table.rows.count { $0[6] != .none } == 1)
      let overview = HistoryTable.of(histories, header: "h", seed: 1, metadata: [])
      #expect(overview.rows[0][8] == .integer(1))
    }
  }

  @Test func noiseHasNoChangeAndOtherKernelsNoHistory() throws {
    try withStore(noise(40, seed: 3)) { store in
      func all(_ filters: [String], size: Int? = nil) throws -> [SeriesHistory] {
        try SeriesHistory.all(
          in: store, filters: filters, size: size, metric: StoredSeries.wallTime, settings: .init(), seed: 1)
      }
      let (any, other) = (try all([]), try all(["other"]))
      #expect(any.first?.changes == [])
      #expect(other.isEmpty)
      let (nine, eight) = (try all([], size: 9), try all([], size: 8))
      #expect(nine.isEmpty && eight.count == 1)
    }
  }

  /// A store takes whatever is imported.
  @Test func impossibleValuesAreShownAndSayNothing() throws {
    let most = Double.greatestFiniteMagnitude
    let medians = (0..<30).map { $0.isMultiple(of: 2) ? most / 1.1 : -most / 1.1 }
    try withStore(medians) { store in
      let histories = try SeriesHistory.all(
        in: store, filters: [], size: nil, metric: StoredSeries.wallTime, settings: .init(), seed: 1)
      #expect(histories.first?.changes == [])
      #expect(!HistoryTable.of(histories, header: "", seed: 1, metadata: []).rendered(as: .json).isEmpty)
    }
    try withStore((0..<30).map { $0 < 15 ? .leastNonzeroMagnitude : most / 1.1 }) { store in
      let histories = try SeriesHistory.all(
        in: store, filters: [], size: nil, metric: StoredSeries.wallTime, settings: .init(), seed: 1)
      #expect(histories.first?.changes.first?.index == 15)
    }
  }

  @Test func storedTimesTellOnlyLargeChanges() throws {
    func run(_ factor: Double, metric: String = StoredSeries.wallTime) -> StoredRun {
      StoredRun(
        started: Date(timeIntervalSince1970: 1_700_000_000), command: "", program: "toy", revision: nil,
        isModified: false, seed: 1, machine: .current,
        series: [
          StoredSeries(
            kernel: "toy", size: nil, metric: metric, unit: "step", prefersLarger: false,
            values: noise(30, seed: 9).map { factor * $0 })
        ])
    }
    let comparison = StoredComparison(seed: 2)
    func verdict(_ factor: Double) -> ChangeVerdict? {
      comparison.compare(base: run(1), head: run(factor)).first?.verdict
    }
    #expect(verdict(1.3) == .slower)
    #expect(verdict(1 / 1.3) == .faster)
    #expect(verdict(1.08) == .undecided)
    // Not even equal times are told to be the same.
    #expect(verdict(1) == .undecided)
    #expect(comparison.compare(base: run(1), head: run(1, metric: "peak_bytes")).isEmpty)
  }
}
