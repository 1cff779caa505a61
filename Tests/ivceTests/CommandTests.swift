import Foundation
import Testing

/// The built command, run as a user would.
struct CommandLineTool {
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The executable stands beside the test bundle.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("ivce")
  }()

  static func run(_ arguments: String...) throws -> Run { try run(arguments) }

  /// Runs a shell script in which `$0` is the command.
  static func run(shell: String) throws -> Run { try run([], shell: shell) }

  static func run(_ arguments: [String], shell: String? = nil) throws -> Run {
    let process = Process()
    let output = Pipe()
    let errors = Pipe()
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", shell, executable.path] + arguments
    } else {
      process.executableURL = executable
      process.arguments = arguments
    }
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Results are far larger than a pipe's buffer only on standard output, which is read first.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }
}

@Suite(
  "The command",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct CommandTests {
  @Test(
    "nonsense gives one clear line and exit code 64",
    arguments: [
      ["compare", "overlay", "--implementations", "napster"],
      ["compare", "overlay", "--implementations", "chord,chord"],
      ["compare", "overlay", "--implementations", ""],
      ["compare", "overlay", "--nodes", "0"],
      ["compare", "overlay", "--nodes=-5"],
      ["compare", "overlay", "--nodes", "2"],
      ["compare", "overlay", "--nodes", "1000000000000"],
      ["compare", "overlay", "--nodes", "99999999999999999999999"],
      ["compare", "overlay", "--nodes", "many"],
      ["compare", "overlay", "--nodes", "NaN"],
      ["compare", "overlay", "--lookups", "0"],
      ["compare", "overlay", "--repeat", "0"],
      ["compare", "overlay", "--unit", "furlongs"],
      ["compare", "overlay", "--unit", "s"],
      ["compare", "overlay", "--seed=-1"],
      ["compare", "overlay", "--format", "yaml"],
      ["compare", "overlay", "--colour"],
      ["compare", "overlay", "--churn", "soon"],
      ["compare", "overlay", "--churn", "60"],
      ["compare", "overlay", "--churn", "0s"],
      ["compare", "overlay", "--churn", "-5m"],
      ["compare", "overlay", "--churn", "99999999999999999999d"],
      ["compare", "overlay", "--churn", "9000000000000000d"],
      ["compare", "overlay", "--churn", "59s"],
      ["compare", "overlay", "--churn", ""],
      ["compare", "overlay", "--churn", "60m", "--nodes", "99"],
      ["compare", "overlay", "--churn", "60m", "--nodes", "100001"],
      ["compare", "overlay", "--churn", "60m", "--lookups", "0"],
      ["compare", "overlay", "--churn", "60m", "--implementations", "can-3"],
      ["compare", "overlay", "--churn", "60m", "--sessions", "gamma"],
      ["compare", "overlay", "--sessions", "pareto"],
      ["compare", "cheese"],
      ["compare", "overlay", "--nodes", "100000000", "--implementations", "kademlia"],
      ["compare", "overlay", "--latency", ""],
      ["claims", "nonsense"],
      ["claims", "--seed=-1"],
      ["claims", "--format", "yaml"],
      ["verify", "nonsense"],
      ["verify", "--cases", "0"],
      ["verify", "--budget", "nan"],
      ["verify", "--budget=-1"],
      ["frobnicate"],
    ])
  func nonsense(arguments: [String]) throws {
    let run = try CommandLineTool.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("ivce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test(
    "bad matrices name file, line and column",
    arguments: [
      ("", 65), ("0 1\n1\n", 65), ("0 1 2\n1 0 2\n", 65), ("0 -1\n1 0\n", 65), ("0 NaN\n1 0\n", 65),
      ("0 one\n1 0\n", 65),
    ])
  func badMatrix(content: String, status: Int32) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-matrix-\(UUID().uuidString)")
    try content.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try CommandLineTool.run("compare", "overlay", "--nodes", "10", "--latency", file.path)
    #expect(run.status == status && run.output.isEmpty)
    #expect(run.errors.contains(file.path) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test("missing input and directories exit with 66")
  func missingMatrix() throws {
    #expect(try CommandLineTool.run("compare", "overlay", "--latency", "/no/such/file").status == 66)
    #expect(try CommandLineTool.run("compare", "overlay", "--latency", "/").status == 66)
    #expect(try CommandLineTool.run("compare", "overlay", "--latency", "/dev/zero").status == 66)
  }

  @Test("output that cannot be written exits with 74")
  func output() throws {
    #expect(try CommandLineTool.run("list", "--output", "/no/such/folder/file").status == 74)
    #expect(try CommandLineTool.run("list", "--output", "/").status == 74)
    #expect(try CommandLineTool.run(shell: "\"$0\" list > /dev/full").status == 74)
  }

  @Test("the first line of a result reproduces it")
  func reproduction() throws {
    let options = ["--nodes", "50", "--lookups", "500", "--seed", "3", "--implementations", "fissione,kademlia"]
    let run = try CommandLineTool.run(["compare", "overlay"] + options)
    #expect(run.status == 0 && run.errors.isEmpty)
    let command = try #require(run.output.split(separator: "\n").first)
    #expect(command.hasPrefix("ivce compare overlay ") && command.contains("SYNTHETIC"))
    let again = try CommandLineTool.run(
      shell: command.replacing("ivce compare", with: "\"$0\" compare", maxReplacements: 1) + "\n")
    // Everything but the times: the columns up to the collision probability.
    func facts(_ text: String) -> [Substring]? {
      text.split(separator: "\n").first { $0.hasPrefix("fissione") }.map { Array($0.split(separator: " ").prefix(17)) }
    }
    #expect(again.status == 0 && facts(again.output) == facts(run.output) && facts(run.output)?.count == 17)
  }

  @Test("JSON and CSV are complete documents on standard output, or in a file")
  func formats() throws {
    let options = ["compare", "overlay", "--nodes", "20", "--lookups", "100", "--implementations", "dlg"]
    let json = try CommandLineTool.run(options + ["--format", "json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "ivce.compare/1" && (document["rows"] as? [Any])?.count == 1)
    let csv = try CommandLineTool.run(options + ["--format", "csv"])
    #expect(csv.output.hasPrefix("implementation,nodes,") && csv.output.split(separator: "\n").count == 2)

    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-result-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let written = try CommandLineTool.run(["list", "--format", "json", "--output", file.path])
    #expect(written.status == 0 && written.output.isEmpty)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let rows = try #require(list["rows"] as? [[String: Any]])
    #expect(
      Set(rows.compactMap { $0["kind"] as? String }) == [
        "implementation", "workload", "kernel", "law", "challenge", "claim", "model", "mutant",
      ])
  }

  @Test("claims have a status and kind of evidence each, and a discrepancy is no failure")
  func claims() throws {
    let run = try CommandLineTool.run("claims", "overlay.dlg.in-degree", "--format", "json")
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "ivce.claims/1")
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.map { $0["status"] as? String } == ["holds", "discrepancy"])
    #expect(rows.map { $0["evidence"] as? String } == ["tested", "tested"])
    #expect(
      Set(rows.flatMap(\.keys)) == ["id", "claim", "source", "evidence", "status", "claimed", "found", "where"])
  }

  @Test("living overlays are compared while their peers come and go, the same way each time")
  func churn() throws {
    let options = [
      "compare", "overlay", "--churn", "10m", "--sessions", "weibull", "--nodes", "100", "--lookups", "600",
      "--implementations", "fissione,chord", "--quiet",
    ]
    let run = try CommandLineTool.run(options + ["--format", "json"])
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.map { $0["implementation"] as? String } == ["fissione", "chord"])
    for row in rows {
      #expect(try #require(row["correct_rate"] as? Double) > 0.9)
      #expect(try #require(row["joined"] as? Double) > 20)
      #expect(try #require(row["maintenance_messages_per_node_second"] as? Double) > 0.3)
    }
    let command = try #require(try CommandLineTool.run(options).output.split(separator: "  #").first)
    #expect(command.contains("--churn 600s --sessions weibull"))
    #expect(try CommandLineTool.run(options + ["--format", "json"]).output == run.output)
  }

  @Test("an interrupted comparison shows what is finished, and says that it is not all")
  func interruptedChurn() throws {
    let run = try CommandLineTool.run(
      shell: """
        "$0" compare overlay --churn 60m --nodes 20000 --quiet &
        while kill -0 $! && ! { grep -q '^ivce' /proc/$!/comm && grep -q '^SigCgt:.*[2367abef]$' /proc/$!/status; }; do
          sleep 0.05
        done
        kill -INT $!
        wait $!
        """)
    #expect(
      run.status == 75 && run.output.contains("Interrupted: overlays that were not finished are missing"), "\(run)")
  }

  @Test("verify holds, and says so")
  func verify() throws {
    let run = try CommandLineTool.run("verify", "overlay.fissione", "--cases", "3", "--format", "json")
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(!rows.isEmpty && rows.allSatisfy { $0["status"] as? String == "holds" })
    #expect(rows.allSatisfy { $0["mutants_killed"] as? Int == $0["mutants"] as? Int })
  }

  @Test("verify checker finds the published counts")
  func checker() throws {
    let run = try CommandLineTool.run("verify", "checker", "--format", "json")
    #expect(run.status == 0)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    #expect(rows.count > 40 && rows.allSatisfy { $0["kind"] as? String == "model" })
    #expect(
      rows.allSatisfy { $0["states"] as? Int == $0["expected_states"] as? Int && $0["status"] as? String == "holds" })
  }

  @Test("help and version go to standard output")
  func help() throws {
    let help = try CommandLineTool.run("--help")
    #expect(help.status == 0 && help.output.contains("Exit codes") && help.errors.isEmpty)
    #expect(try CommandLineTool.run("--version").output == "0.1.0\n")
    #expect(try CommandLineTool.run("compare", "overlay", "--help").output.contains("--latency"))
  }

  @Test(
    "the public matrices, with what was treated",
    .enabled(if: PublicData.folder != nil, "IVCE_DATA is not set and ../shared/data is not there"))
  func publicData() throws {
    let folder = try #require(PublicData.folder)
    let options = [
      "compare", "overlay", "--nodes", "200", "--lookups", "500", "--implementations", "fissione", "--latency",
    ]
    let planetLab = try CommandLineTool.run(options + [folder + "/latency/PlanetLabData_1"])
    #expect(planetLab.status == 0 && planetLab.output.contains("490 hosts"))
    let seattle = try CommandLineTool.run(options + [folder + "/latency/SeattleData_1", "--unit", "s"])
    #expect(seattle.status == 0 && seattle.output.contains("99 hosts"))
    #expect(
      seattle.output.contains("set to 0: 7.")
        && seattle.output.contains("different hosts (missing, or below the resolution): 65;"))
  }
}

/// The public measurements that stand beside the project.
enum PublicData {
  static let folder: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let beside = root.deletingLastPathComponent().appendingPathComponent("shared/data").path
    let folder = ProcessInfo.processInfo.environment["IVCE_DATA"] ?? beside
    return FileManager.default.fileExists(atPath: folder + "/latency/PlanetLabData_1") ? folder : nil
  }()
}
