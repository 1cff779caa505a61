import Foundation
import Measuring
import Randomness
import Synchronization
import Testing

/// Programs that answer as `ivce sample` does, in the language of the shell.
struct PairedComparisonTests {
  /// Makes a program that can be run at once. Another process writes it: as long as anybody has it open for writing, and be it a process that
  /// was forked here meanwhile, it cannot be run.
  private func write(_ script: String, to file: URL) throws {
    let text = file.appendingPathExtension("text")
    try script.write(to: text, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: text.path)
    let copying = Process()
    copying.executableURL = URL(fileURLWithPath: "/bin/cp")
    copying.arguments = ["-p", text.path, file.path]
    try copying.run()
    copying.waitUntilExit()
    try #require(copying.terminationStatus == 0)
  }

  /// A program whose time of an operation is a number, plus some noise that follows from the process's number.
  private func program(_ nanoseconds: String, in folder: URL, name: String) throws -> KernelProgram {
    let file = folder.appendingPathComponent(name)
    let script = """
      #!/bin/sh
      size=1; iterations=11
      while [ $# -gt 0 ]; do
        case $1 in --size) size=$2; shift;; --iterations) iterations=$2; shift;; esac
        shift
      done
      ns=\(nanoseconds)
      echo "$size" >> "$0.log"
      echo "{\\"schema\\": \\"ivce.sample/1\\", \\"kernel\\": \\"k\\", \\"size\\": $size, \\"operation\\": \\"o\\","
      echo " \\"iterations\\": $iterations, \\"wall_ns\\": [$ns.5, 99999999]}"
      """
    try write(script, to: file)
    return KernelProgram(file.path)
  }

  /// A program that is also asked for bursts, whose speed changes all the time, and which keeps a line of who worked when.
  private func stepwiseProgram(_ factor: Int, in folder: URL, name: String) throws -> KernelProgram {
    let file = folder.appendingPathComponent(name)
    let script = """
      #!/bin/sh
      while read line; do
        echo \(name) >> \(folder.appendingPathComponent("turns").path)
        echo "{\\"schema\\": \\"ivce.sample/1\\", \\"kernel\\": \\"k\\", \\"size\\": 3, \\"operation\\": \\"o\\"," \\
          "\\"iterations\\": 7, \\"wall_ns\\": [\(factor), \(factor + 5)]}"
      done
      """
    try write(script, to: file)
    return KernelProgram(file.path)
  }

  @Test func burstsAreTakenInTurns() async throws {
    try await withFolder { folder in
      var comparison = comparison(
        try stepwiseProgram(100, in: folder, name: "base"), try stepwiseProgram(110, in: folder, name: "head"))
      comparison.interleaves = true
      var question = SampleQuestion("k", size: 3, seed: 1)
      (question.iterations, question.repetitions) = (7, 32)
      var order = Xoshiro256StarStar(seed: 1)
      let (base, head) = try await comparison.pair(question, order: &order)
      #expect(base.wall == Array(repeating: [100, 105], count: 16).flatMap(\.self))
      #expect(head.least == 110 && head.wall.count == 32)
      let turns = try String(contentsOf: folder.appendingPathComponent("turns"), encoding: .utf8).split(separator: "\n")
      let pairs = stride(from: 0, to: turns.count, by: 2).map { [turns[$0], turns[$0 + 1]] }
      #expect(pairs.count == 16 && Set(pairs) == [["base", "head"], ["head", "base"]])
    }
  }

  @Test(arguments: [
    ("exit 3", "status 3"), ("read line; echo nonsense; read line", "no such JSON document"),
    ("read line; exit 0", "ended before its answer"), ("sleep 300", "did not end within"),
  ])
  func brokenConversationsAreNamed(script: String, complaint: String) async throws {
    try await withFolder { folder in
      let file = folder.appendingPathComponent("broken")
      try write("#!/bin/sh\n" + script, to: file)
      var broken = KernelProgram(file.path)
      broken.timeLimit = 1
      let good = try stepwiseProgram(100, in: folder, name: "good")
      for (base, head) in [(good, broken), (broken, good)] {
        var comparison = comparison(base, head)
        comparison.interleaves = true
        var question = SampleQuestion("k", size: 3, seed: 1)
        question.iterations = 7
        var order = Xoshiro256StarStar(seed: 1)
        await #expect {
          try await comparison.pair(question, order: &order)
        } throws: {
          "\($0)".contains(complaint)
        }
      }
    }
  }

  private func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-pairs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  private func comparison(_ base: KernelProgram, _ head: KernelProgram) -> PairedComparison {
    var comparison = PairedComparison(base: base, head: head, seed: 5)
    (comparison.rule.pairs, comparison.rule.confirmations) = (12, 14)
    return comparison
  }

  @Test func aChangeIsConfirmedAndNoneIsNot() async throws {
    try await withFolder { folder in
      let base = try program("$((1000 + $$ % 7))", in: folder, name: "base")
      let same = try program("$((1000 + $$ % 7))", in: folder, name: "same")
      let slow = try program("$((1080 + $$ % 7))", in: folder, name: "slow")
      let question = SampleQuestion("k", size: 3, seed: 1)

      let slower = try await comparison(base, slow).run(question) { _, _ in }
      #expect(slower.verdict == .slower && slower.screening.count == 12 && slower.confirmation?.count == 14)
      #expect((0.06...0.1).contains(slower.change.estimate))
      #expect(slower.processorChangeIsUnknown)
      let faster = try await comparison(slow, base).run(question) { _, _ in }
      #expect(faster.verdict == .faster)
      let equal = try await comparison(base, same).run(question) { _, _ in }
      #expect(equal.verdict == .same && equal.confirmation == nil)
      // The base chooses the iterations, all others are told.
      #expect(slower.screening.rounds.allSatisfy { $0.head[0].iterations == 11 && $0.base[0].iterations == 11 })
    }
  }

  @Test func aFactorIsNoGrowthAndGrowthIs() async throws {
    try await withFolder { folder in
      let base = try program("$((1000 * size))", in: folder, name: "base")
      let twice = try program("$((2000 * size))", in: folder, name: "twice")
      let square = try program("$((1000 * size * size))", in: folder, name: "square")
      let question = SampleQuestion("k", seed: 1)
      let factor = try await comparison(base, twice).run(question, sizes: [1, 4, 16]) { _, _ in }
      #expect(factor.verdict == .same)
      #expect(abs(factor.change.estimate) < 0.01)
      let growth = try await comparison(base, square).run(question, sizes: [1, 4, 16]) { _, _ in }
      #expect(growth.verdict == .slower)
      // From 1 to 16 the one grows by a factor of 16, the other of 256.
      #expect(abs(growth.change.estimate - 15) < 0.2)
    }
  }

  @Test func anInterruptionLeavesWhatThereIs() async throws {
    try await withFolder { folder in
      let base = try program("1000", in: folder, name: "base")
      var comparison = comparison(base, base)
      let asked = Mutex(0)
      comparison.isInterrupted = {
        asked.withLock { count in
          count += 1
          return count > 5
        }
      }
      let outcome = try await comparison.run(SampleQuestion("k", size: 1, seed: 1)) { _, _ in }
      #expect(outcome.isInterrupted && outcome.screening.count == 5 && outcome.verdict == .undecided)
    }
  }

  /// Who goes first is drawn, not fixed, and the same for the same seed.
  @Test func theOrderIsRandomAndReproducible() async throws {
    try await withFolder { folder in
      func order(_ name: String) async throws -> [String] {
        let log = folder.appendingPathComponent(name)
        let script = """
          #!/bin/sh
          basename "$0" >> \(log.path)
          echo '{"schema": "ivce.sample/1", "kernel": "k", "operation": "o", "iterations": 1, "wall_ns": [1]}'
          """
        for program in ["b", "h"] {
          let file = folder.appendingPathComponent(program)
          try write(script, to: file)
        }
        let paths = ["b", "h"].map { KernelProgram(folder.appendingPathComponent($0).path) }
        var question = SampleQuestion("k", seed: 1)
        question.iterations = 1
        _ = try await comparison(paths[0], paths[1]).run(question) { _, _ in }
        return try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
      }
      let first = try await order("one")
      #expect(try await order("two") == first)
      let pairs = stride(from: 0, to: first.count, by: 2).map { first[$0] + first[$0 + 1] }
      #expect(pairs.count == 12 && Set(pairs) == ["bh", "hb"])
    }
  }

  @Test func whatGivesNoSampleIsNamed() async throws {
    try await withFolder { folder in
      let good = try program("1000", in: folder, name: "good")
      var question = SampleQuestion("other", seed: 1)
      await #expect { try await good.sample(question) } throws: { "\($0)".contains("it measured k") }
      question = SampleQuestion("k", size: 2, seed: 1)
      question.iterations = 4
      #expect(try await good.sample(question).iterations == 4)
      await #expect { try await KernelProgram("/bin/echo").sample(question) } throws: { error in
        "\(error)".contains("no such JSON document; it printed 'sample k --size 2")
      }
      await #expect { try await KernelProgram("/bin/false").kernels() } throws: { "\($0)".contains("status 1") }
      await #expect { try await KernelProgram("/none").kernels() } throws: { error in
        (error as? KernelProgramError)?.isMissingProgram == true
      }
    }
  }
}

extension PairedOutcome {
  fileprivate var processorChangeIsUnknown: Bool { deciding.processorChange(by: rule) == nil }
}
