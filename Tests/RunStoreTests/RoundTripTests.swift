import Foundation
import RunStore
import Testing

/// What is stored, exported and imported again is what was measured, to the bit.
struct RoundTripTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func aStoreGivesBackWhatItWasGiven(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let runs = (0..<60).map { RandomRuns.run(seed * 1_000 + $0) }
    for run in runs { try store.add(run) }
    for (index, name) in ["main", "v1.0", "A-b_c."].enumerated() {
      try store.setBaseline(name, to: runs[index].id.text)
    }
    for run in runs {
      let stored = try store.run(run.id)
      #expect(stored == run)
      // Zeros of either sign are equal; texts are when they look alike.
      #expect(stored.series.map { $0.values.map(\.bitPattern) } == run.series.map { $0.values.map(\.bitPattern) })
      #expect(Array(stored.command.utf8) == Array(run.command.utf8))
      #expect(stored.series.map { Array($0.kernel.utf8) } == run.series.map { Array($0.kernel.utf8) })
    }

    let exported = try store.exported()
    let file = try folder.write(exported, to: "export.jsonl")
    let copy = try folder.store("copy.sqlite")
    let summary = try copy.importLines(ofFileAt: file)
    #expect(summary.added.count == 60 && summary.skipped == 0 && summary.baselines == 3)
    #expect(Array(try copy.exported().utf8) == Array(exported.utf8))
    for run in runs {
      let stored = try copy.run(run.id)
      #expect(stored.series.map { $0.values.map(\.bitPattern) } == run.series.map { $0.values.map(\.bitPattern) })
    }

    let again = try copy.importLines(ofFileAt: file)
    #expect(again.added.isEmpty && again.skipped == 60 && again.baselines == 0)
    #expect(try copy.check().runs == 60)
  }

  @Test func manyValues() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let values = (0..<300_000).map { Double($0) * 0.1 }
    let run = plainRun(values: values)
    try store.add(run)
    let file = try folder.write(try store.exported(), to: "export.jsonl")
    let copy = try folder.store("copy.sqlite")
    #expect(try copy.importLines(ofFileAt: file).added == [run.id])
    #expect(try copy.run(run.id) == run)
    #expect(try copy.check().values == 300_000)
  }

  @Test func seedsHaveAllBits() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    for seed in [0, 1, .max, 1 << 63, 1 << 53 + 1] as [UInt64] {
      let run = StoredRun(
        started: Date(), command: "", program: "", revision: nil, isModified: true, seed: seed,
        machine: plainRun().machine, series: [])
      try store.add(run)
      #expect(try store.run(run.id).seed == seed)
      let file = try folder.write(try store.exported(), to: "export.jsonl")
      #expect(try store.importLines(ofFileAt: file).added.isEmpty)
    }
  }

  @Test func linesComeInTheOrderOfStartsThenIdentifiers() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let ids = ["c", "a", "b"].map(StoreTests.id)
    for (id, started) in zip(ids, [5.0, 7, 5]) { try store.add(plainRun(id, started: started)) }
    try store.setBaseline("z", to: "a")
    try store.setBaseline("y", to: "b")
    let lines = try store.exported().split(separator: "\n").map { String($0.prefix(400)) }
    #expect(lines.count == 5)
    #expect(lines[0].contains("b0000000") && lines[1].contains("c0000000") && lines[2].contains("a0000000"))
    #expect(lines[3] == #"{"baseline":{"name":"y","run":"b0000000-0000-4000-8000-000000000000"}}"#)
    #expect(lines[4].contains(#""name":"z""#))
    #expect(
      lines[0]
        == #"""
        {"run":{"command":"ivce bench","configuration":{},"id":"b0000000-0000-4000-8000-000000000000","is_modified":false,"machine":{"cores":2,"memory":8000000000,"operating_system":"Debian","processor":"AMD EPYC"},"program":"ivce 0.1.0","seed":1,"series":[{"kernel":"overlay.hop","metric":"wall_ns","prefers_larger":false,"size":1000,"unit":"hop","values":[1,2,3]}],"started":"1970-01-01T00:00:05.000Z"}}
        """#.prefix(400))
  }
}
