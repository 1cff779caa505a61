import Foundation
import Testing

/// The commands about events, as a user would run them.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path)))
struct EventCommandTests {
  @Test(arguments: [
    ["compare", "matching", "--implementations", "grep"], ["compare", "matching", "--implementations", "scan,scan"],
    ["compare", "matching", "--workload", "Q"], ["compare", "matching", "--workload", ""],
    ["compare", "matching", "--subscriptions", "0"], ["compare", "matching", "--subscriptions", "1000000000"],
    ["compare", "matching", "--subscriptions", "many"], ["compare", "matching", "--skew", "5"],
    ["compare", "matching", "--churn=-1"], ["compare", "matching", "--churn", "nan"],
    ["compare", "matching", "--budget", "0"], ["compare", "matching", "--budget", "inf"],
    ["compare", "matching", "--memory", "0"], ["compare", "matching", "--memory", "nan"],
    ["compare", "matching", "--file", "x", "--workload", "P"], ["compare", "matching", "--file", ""],
    ["compare", "brokers", "--brokers", "0"], ["compare", "brokers", "--movers", "2001"],
    ["compare", "brokers", "--absent", "2"], ["compare", "brokers", "--implementations", "teleport"],
    ["compare", "brokers", "--routing", "gossip"],
    ["compare", "brokers", "--brokers", "100000", "--clients", "1000000", "--events", "1000000"],
    ["compare", "brokers", "--unit", "s"], ["compare", "brokers", "--acknowledge", "65536"],
  ]) func nonsenseIsUsage(_ arguments: [String]) throws {
    let run = try CommandLineTool.run(arguments)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("ivce: "), "\(run)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func whereNothingIsMeasuredNothingIsDecided() throws {
    let run = try CommandLineTool.run(
      "compare", "matching", "--workload", "P", "--subscriptions", "1000", "--implementations", "scan,bits", "--budget",
      "0.0000001", "--quiet")
    #expect(run.status == 75 && run.output.contains("P with 1000: no exact matcher was measured."))
  }

  @Test func formatsAgreeOnWhatWasFound() throws {
    let run = try CommandLineTool.run(
      "compare", "matching", "--workload", "P", "--subscriptions", "1000", "--format", "json", "--quiet")
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    let exact = rows.filter { $0["implementation"] as? String != "tama-approximate" }
    #expect(document["schema"] as? String == "ivce.compare/1" && rows.count == exact.count + 1 && exact.count > 12)
    #expect(Set(exact.compactMap { $0["checksum"] as? String }).count == 1)
    #expect(exact.allSatisfy { $0["matches"] as? Int == 1_000 && $0["status"] as? String == "measured" })
  }

  /// A workload as a file, whole and spoilt.
  @Test(arguments: [
    ("W w attrs 3 card 50 subs 2 events 1\nS 0 0 1 5 2 7 7\nS 1 1 0 49\nE 0 0 3 2 7\n", Int32(0), ""),
    ("W w attrs 3 card 50 subs 2 events 1\nS 0 0 1 5\n", 65, ", line 3"),
    ("W w attrs 3 card 50 subs 1 events 1\nS 0 0 5 1\nE 0 0 3\n", 65, ", line 2"),
    ("W w attrs 3 card 50 subs 2 events 1\nS 1 0 1 5\nS 0 0 1 5\nE 0 0 3\n", 65, ", line 2"),
    ("W w attrs 3 card 50 subs 1000000000 events 1\n", 65, ", line 1"),
    ("W w attrs 3 card 50 subs 1 events 1\nX 0 0 1 5\nE 0 0 3\n", 65, ", line 2"), ("", 65, "expected"),
  ]) func filesAreReadOrRefused(_ content: String, _ status: Int32, _ place: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-workload-\(UUID().uuidString)")
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try CommandLineTool.run("compare", "matching", "--file", file.path, "--quiet")
    #expect(run.status == status, "\(run)")
    #expect(status == 0 ? run.output.contains("agree on 1 matches") : run.errors.contains(place), "\(run)")
  }

  @Test(arguments: ["/nowhere/at/all", "/tmp", "/dev/null"]) func whatIsNoFileIsMissing(_ path: String) throws {
    let run = try CommandLineTool.run("compare", "matching", "--file", path, "--quiet")
    #expect(run.status == 66 && run.errors.contains(path), "\(run)")
  }

  @Test func brokersMove() throws {
    let run = try CommandLineTool.run(
      "compare", "brokers", "--brokers", "30", "--clients", "60", "--movers", "20", "--events", "100", "--format",
      "json",
      "--quiet")
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.map { $0["implementation"] as? String } == ["strawman", "deferred", "relocation", "marker"])
    #expect(rows.suffix(2).allSatisfy { $0["lost"] as? Int == 0 && $0["duplicates"] as? Int == 0 })
  }

  /// Fewer clients than move by default.
  @Test func allClientsMayMove() throws {
    let run = try CommandLineTool.run(
      "compare", "brokers", "--brokers", "10", "--clients", "20", "--events", "50", "--implementations", "marker",
      "--quiet")
    #expect(run.status == 0 && run.output.contains("--movers 20 "))
  }

  /// While the workload is still being made.
  @Test func interruptedComparison() throws {
    let run = try CommandLineTool.run(
      shell: """
        "$0" compare matching --workload P --subscriptions 5000000 --implementations scan --quiet &
        while kill -0 $! && ! { grep -q '^ivce' /proc/$!/comm && grep -q '^SigCgt:.*[2367abef]$' /proc/$!/status; }; do
          sleep 0.05
        done
        kill -INT $!
        wait $!
        """)
    #expect(run.status == 75 && run.output.contains("Interrupted: rows are missing"), "\(run)")
  }
}
