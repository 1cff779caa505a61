import Foundation
import Testing

@Suite(
  "Measuring commands",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct BenchCommandTests {
  private func withStore<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appendingPathComponent("runs.sqlite").path)
  }

  @Test(
    "nonsense gives one clear line and exit code 64",
    arguments: [
      ["bench", "nothing"], ["bench", "--samples", "0"], ["bench", "--samples", "x"], ["bench", "--seconds", "nan"],
      ["bench", "--seconds=-1"], ["bench", "overlay.chord", "--size", "1"], ["bench", "overlay.chord", "--size=-1"],
      ["bench", "properties.integers", "--size", "3"], ["bench", "--growth", "--size", "3"],
      ["bench", "properties.integers", "--growth"], ["bench", "overlay.chord", "--size", "9223372036854775807"],
      ["sample", "nothing"], ["sample", "--size", "1"], ["sample", "overlay.chord.lookup", "--iterations", "0"],
      ["sample", "overlay.chord.lookup", "--repetitions", "0"], ["sample", "overlay.chord.lookup", "--warm-ups=-1"],
      ["sample", "measuring.calibration", "--size", "99"],
      ["regress", "--base", "HEAD"], ["regress", "--base", "HEAD", "--head", "HEAD", "--pairs", "6"],
      ["regress", "--base", "HEAD", "--head", "HEAD", "--detect", "inf"],
      ["regress", "--base", "HEAD", "--head", "HEAD", "--pin", "100000"],
      ["regress", "--base", "HEAD", "--head", "HEAD", "--time-limit", "0"],
      ["regress", "--base", "HEAD", "--head", "HEAD", "--growth", "--size", "3"],
      ["regress", "--base", "/bin/true", "--head", "/bin/true"],
      ["history", "--level", "0"], ["history", "--level", "nan"], ["history", "--least", "1"],
    ])
  func nonsenseIsRefused(arguments: [String]) throws {
    let run = try CommandLineTool.run(arguments)
    #expect(run.status == 64, "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("ivce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test(
    "what is missing or broken is named",
    arguments: zip(
      [
        ["./nothing", "/bin/true"], ["/tmp", "/bin/true"], ["/etc/passwd", "/bin/true"], ["/bin/true", "/bin/false"],
        ["/bin/echo", "/bin/true"], ["revision:no-such-revision-at-all", "/bin/true"],
      ], [66, 66, 66, 65, 65, 66]))
  func missingBuildsAreNamed(builds: [String], status: Int) throws {
    let run = try CommandLineTool.run(
      "regress", "foundations", "--store", "none", "--base", builds[0], "--head", builds[1])
    #expect(run.status == Int32(status), "\(builds): \(run.errors)")
    #expect(run.errors.hasPrefix("ivce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test func samplesAreJSONAndDoWhatTheyAreTold() throws {
    let run = try CommandLineTool.run(
      "sample", "foundations.zipf", "--size", "100", "--iterations", "2", "--repetitions", "3", "--warm-ups", "0")
    let sample = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(run.status == 0 && sample["schema"] as? String == "ivce.sample/1")
    #expect(sample["size"] as? Int == 100 && sample["iterations"] as? Int == 2 && sample["operations"] as? Int == 6_000)
    #expect((sample["wall_ns"] as? [Double])?.count == 3)
    let list = try CommandLineTool.run("sample")
    #expect(list.output.contains("\"schema\":\"ivce.kernels/1\"") && list.output.contains("checker.two-phase"))
  }

  @Test func runsAreKeptAndShown() throws {
    try withStore { store in
      for _ in 0..<2 {
        let run = try CommandLineTool.run(
          "bench", "foundations.zipf", "overlay.chord.lookup-batch", "--samples", "8", "--size", "500", "--store",
          store,
          "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "ivce.bench/1")
        let rows = try #require(document["rows"] as? [[String: Any]])
        #expect(rows.compactMap { $0["kernel"] as? String } == ["foundations.zipf", "overlay.chord.lookup-batch"])
        #expect(rows[1]["anchor"] as? String == "random access" && (rows[1]["ratio"] as? Double ?? 0) > 0)
      }
      let overview = try CommandLineTool.run("history", "--store", store)
      #expect(overview.status == 0 && overview.output.contains("overlay.chord.lookup-batch"))
      let one = try CommandLineTool.run("history", "foundations", "--store", store, "--format", "csv")
      #expect(one.output.split(separator: "\n").count == 3)
      #expect(try CommandLineTool.run("history", "nothing", "--store", store).status == 64)
      #expect(try CommandLineTool.run("history", "--store", store + "x").status == 66)
    }
  }

  @Test func nothingIsMeasuredForAStoreThatIsNone() throws {
    try withStore { store in
      try "no database at all, and far longer than a header of one".write(
        toFile: store, atomically: true, encoding: .utf8)
      let run = try CommandLineTool.run("bench", "foundations.zipf", "--store", store)
      #expect(run.status == 65 && run.output.isEmpty, "\(run.errors)")
      let below = try CommandLineTool.run("bench", "foundations.zipf", "--store", "/dev/null/runs.sqlite")
      #expect(below.status == 74 || below.status == 66, "\(below.errors)")
    }
  }

  /// The program against itself, in few pairs: whatever is said, it is said in the right form.
  @Test func pairsOfItselfAreCompared() throws {
    try withStore { store in
      let program = CommandLineTool.executable.path
      let arguments = [
        "regress", "foundations.random-numbers", "--base", program, "--head", program, "--allow-equal", "--pairs", "7",
        "--confirmations", "7", "--detect", "1000", "--store", store,
      ]
      let run = try CommandLineTool.run(arguments + ["--format", "json"])
      #expect(run.status == 0, "\(run.errors)")
      let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      #expect(document["schema"] as? String == "ivce.regress/1")
      let row = try #require((document["rows"] as? [[String: Any]])?.first)
      #expect(row["verdict"] as? String == "same" && row["pairs"] as? Int == 7)
      let markdown = try CommandLineTool.run(arguments + ["--markdown"])
      #expect(markdown.output.hasPrefix("### No slow-down\n") && markdown.output.contains("```sh\nivce regress"))
      let kept = try CommandLineTool.run("history", "--metric", "process_wall_ns", "--store", store)
      #expect(kept.status == 0 && kept.output.contains("foundations.random-numbers"))
    }
  }

  @Test func theCalibrationSaysWhatABudgetIsTooShortFor() throws {
    let run = try CommandLineTool.run("verify", "measuring.calibration", "--budget", "2", "--format", "json")
    #expect(run.status == 75, "\(run.errors)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.contains { $0["id"] as? String == "measuring.calibration.pinned.5" })
    #expect(rows.allSatisfy { $0["status"] as? String == "incomplete" && $0["kind"] as? String == "calibration" })
    // Nothing goes on that was started to load the machine.
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
    let commands = processes.compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
    #expect(!commands.contains { $0.range(of: Data("measuring.access\u{0}--size\u{0}67108864".utf8)) != nil })
  }
}
