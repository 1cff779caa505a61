#if compiler(>=6.3)  // Older compilers cannot hand values to the process of an exit test.
import Foundation
import Randomness
import RunStore
import Testing

/// What a process has said to be stored is there whatever happens to the process, and what it has not is there whole
/// or not at all.
///
/// Processes are killed by themselves from a second thread: to the thread that writes, that is any moment.
struct KilledWriterTests {
  private static let kills = 100

  /// Adds runs until the process is killed, and notes each that the store has returned from.
  private static func addUntilKilled(store: String, log: String, first: UInt64, delay: UInt32) throws -> Never {
    let descriptor = open(log, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    Thread.detachNewThread {
      usleep(delay)
      kill(getpid(), SIGKILL)
    }
    let store = try RunArchive(path: store, access: .writing)
    for seed in first... {
      let run = RandomRuns.run(seed, values: 0...2_000)
      try store.add(run)
      let line = "\(seed)\n"
      guard write(descriptor, line, line.utf8.count) == line.utf8.count else { break }
    }
    exit(1)
  }

  @Test func nothingThatWasStoredIsLost() async throws {
    let folder = try TemporaryFolder()
    var generator = Seed(7).stream("kills")
    var interrupted = 0
    var stored = 0
    for round in 0..<Self.kills {
      // Each store takes ten kills, the first of them while it is made or soon after.
      let store = folder.file("\(round / 10).sqlite")
      let log = folder.file("\(round / 10).log")
      let first = UInt64(round) << 32
      let delay = UInt32.random(in: 0...(round.isMultiple(of: 10) ? 8_000 : 40_000), using: &generator)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [store = store as String, log = log as String, first = first as UInt64, delay = delay as UInt32] in
        try Self.addUntilKilled(store: store, log: log, first: first, delay: delay)
      }
      if FileManager.default.fileExists(atPath: store + "-journal") { interrupted += 1 }
      let runs = try requireEverything(in: store, log: log)
      if round % 10 == 9 { stored += runs }
    }
    // On a machine with other work to do, fewer than the usual sixty writes are met.
    #expect(interrupted >= 5 && stored >= 5, "\(interrupted) writes interrupted, \(stored) runs stored")
  }

  /// Looks at the store as the next process would, and returns how many runs it has.
  private func requireEverything(in path: String, log: String) throws -> Int {
    let noted = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").compactMap {
      UInt64($0)
    }
    let store: RunArchive
    do {
      store = try RunArchive(path: path, access: .reading)
    } catch {
      // Killed before the store was made.
      #expect(error.kind == .missing && noted.isEmpty, "\(error)")
      return 0
    }
    let contents = try store.check()
    for seed in noted { #expect(try store.run(RandomRuns.id(seed)).seed == seed) }
    // Each kill may leave one run that was stored and not noted.
    #expect((noted.count...noted.count + 10).contains(contents.runs))
    for summary in try store.runs() {
      let run = try store.run(summary.id)
      #expect(run == RandomRuns.run(run.seed, values: 0...2_000))
    }
    return contents.runs
  }

  @Test func processesThatWriteAtOnceLoseNothing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("runs.sqlite")
    await withTaskGroup(of: Void.self) { group in
      for process in 0..<3 as Range<UInt64> {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, process = process as UInt64] in
            let store = try RunArchive(path: path, access: .writing)
            for seed in 0..<40 { try store.add(RandomRuns.run(process * 1_000 + UInt64(seed))) }
          }
        }
      }
    }
    let store = try RunArchive(path: path, access: .reading)
    #expect(try store.check().runs == 120)
    for process in 0..<3 as Range<UInt64> {
      for seed in 0..<40 {
        #expect(try store.run(RandomRuns.id(process * 1_000 + UInt64(seed))).seed == process * 1_000 + UInt64(seed))
      }
    }
  }
}
#endif
