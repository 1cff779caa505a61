import Foundation
import RunStore
import Testing

struct StoreTests {
  /// An identifier that begins so.
  static func id(_ first: String) -> UUID {
    UUID(uuidString: first + "00000000-0000-4000-8000-000000000000".dropFirst(first.utf8.count)) ?? UUID()
  }

  @Test func runsAreFoundByTheBeginningOfTheirIdentifier() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    try store.add(plainRun(Self.id("abc0")))
    try store.add(plainRun(Self.id("abd0")))
    #expect(try store.run("abc").id == Self.id("abc0"))
    #expect(try store.run("ABD").id == Self.id("abd0"))
    #expect(try store.run(Self.id("abc0")).id == Self.id("abc0"))
    for beginning in ["ab", "", "b", "abc1", "xyz", "ab%", "abc*", "' OR 1"] {
      #expect(storeError { _ = try store.run(beginning) }?.kind == .unknown, "\(beginning)")
    }
    #expect(storeError { _ = try store.run("ab") }?.found == "several")
  }

  @Test func aRunIsAddedOnce() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let run = plainRun()
    try store.add(run)
    #expect(storeError { try store.add(run) }?.kind == .conflicting)
    #expect(try !store.addUnlessPresent(run))
    #expect(try store.addUnlessPresent(plainRun()))
    #expect(try store.runs().count == 2)
  }

  @Test func runsAreListedTheNewestFirst() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    for second in [3, 1, 2] as [Double] { try store.add(plainRun(started: second, kernel: "k\(Int(second)).hop")) }
    #expect(try store.runs().map(\.started.timeIntervalSince1970) == [3, 2, 1])
    #expect(try store.runs(limit: 2).map(\.started.timeIntervalSince1970) == [3, 2])
    #expect(try store.runs(kernelPrefix: "k2").map(\.started.timeIntervalSince1970) == [2])
    #expect(try store.runs(kernelPrefix: "2.hop").isEmpty)
    #expect(try store.runs(kernelPrefix: "k_").isEmpty)
    #expect(try store.runs(kernelPrefix: "k").first?.seriesCount == 1)
  }

  @Test func historyBeginsWithTheOldest() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let revision = String(repeating: "0a", count: 20)
    try store.add(plainRun(started: 2, revision: revision, values: [2, 1]))
    try store.add(plainRun(started: 1, values: [7]))
    try store.add(plainRun(started: 3, size: nil))
    try store.add(plainRun(started: 4, kernel: "other"))
    let points = try store.history(kernel: "overlay.hop", size: 1000, metric: "wall_ns")
    #expect(points.map(\.values) == [[7], [2, 1]])
    #expect(points.map(\.revision) == [nil, revision])
    #expect(points.map(\.program) == ["ivce 0.1.0", "ivce 0.1.0"])
    #expect(points[0].machine == "AMD EPYC, 2 cores, 8 GB, Debian" && points[0].unit == "hop")
    #expect(try store.history(kernel: "overlay.hop", size: nil, metric: "wall_ns").count == 1)
    #expect(try store.history(kernel: "overlay.hop", size: 1000, metric: "cpu_ns").isEmpty)

    let known = try store.knownSeries()
    #expect(known.map(\.kernel) == ["other", "overlay.hop", "overlay.hop"])
    #expect(known.map(\.size) == [1000, nil, 1000])
    #expect(known.map(\.runs) == [1, 1, 2] && known.map(\.samples) == [3, 3, 3])
  }

  @Test func baselinesAreNamesOfRuns() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let (first, second) = (plainRun(Self.id("a0")), plainRun(Self.id("b0")))
    try store.add(first)
    try store.add(second)
    #expect(try store.setBaseline("main", to: "a") == nil)
    #expect(try store.setBaseline("main", to: "a") == nil)
    #expect(storeError { try store.setBaseline("main", to: "b") }?.kind == .unsuitable)
    #expect(try store.baseline("main") == first)
    #expect(try store.setBaseline("main", to: "b", replacing: true) == first.id)
    #expect(try store.baseline("main") == second)
    try store.setBaseline("other", to: "b")
    #expect(try store.baselines().map(\.name) == ["main", "other"])
    #expect(try store.runs().map(\.baselines).sorted { $0.count < $1.count } == [[], ["main", "other"]])
    try store.removeBaseline("main")
    #expect(try store.baselines().map(\.name) == ["other"])
    for name in ["main", "a/b", ""] {
      #expect(storeError { try store.removeBaseline(name) }?.kind == .unknown)
      #expect(storeError { _ = try store.baseline(name) }?.kind == .unknown)
    }
    for name in ["", "a/b", "a b", "é", String(repeating: "x", count: 65), "a\0", "a\n"] {
      #expect(storeError { try store.setBaseline(name, to: "a") }?.kind == .unsuitable, "\(name)")
    }
    try store.setBaseline(String(repeating: "x", count: 64), to: "a")
    #expect(storeError { try store.setBaseline("c", to: "c") }?.kind == .unknown)
  }

  @Test func pruningTellsWhatGoes() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    for second in 1...6 {
      try store.add(plainRun(started: Double(second), values: [Double](repeating: 1, count: 50_000)))
    }
    let oldest = try #require(try store.runs().last)
    try store.setBaseline("first", to: oldest.id.text)
    let size = try folder.bytes("runs.sqlite").count

    let byAge = Pruning(before: Date(timeIntervalSince1970: 3))
    #expect(try store.preview(byAge).removed.count == 1)
    #expect(try store.runs().count == 6)
    let result = try store.prune(byAge)
    #expect(result.removed.map(\.started.timeIntervalSince1970) == [2])
    #expect(result.kept.map(\.id) == [oldest.id])
    #expect(try store.runs().count == 5)

    #expect(try store.prune(Pruning(keeping: 2)).removed.map(\.started.timeIntervalSince1970) == [4, 3])
    #expect(try store.runs().map(\.started.timeIntervalSince1970) == [6, 5, 1])
    #expect(try store.prune(Pruning(keeping: 2)).removed.isEmpty)
    #expect(try store.prune(Pruning()).removed.isEmpty)
    #expect(try store.prune(Pruning(keeping: 2, includesBaselines: true)).removed.map(\.id) == [oldest.id])
    #expect(try store.baselines().isEmpty)
    #expect(try folder.bytes("runs.sqlite").count < size / 2)
    #expect(try store.prune(Pruning(keeping: 0)).removed.count == 2)
    #expect(try store.check() == store.check() && store.check().runs == 0)
  }
}
