import Foundation
import Testing

/// A folder with a store and files for it, gone with the test.
private final class StoreFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-command-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var store: String { path + "/runs.sqlite" }

  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  func run(_ arguments: String...) throws -> CommandLineTool.Run {
    try CommandLineTool.run(["store"] + arguments + ["--store", store])
  }

  /// Lines of runs whose identifiers begin with these letters.
  func lines(_ letters: [String], values: String = "[1,2,3]", year: Int = 2020) -> String {
    letters.map { letter in
      #"{"run":{"command":"ivce bench","configuration":{},"id":"\#(identifier(letter))","is_modified":false,"#
        + #""machine":{"cores":2,"operating_system":"Debian","processor":"AMD"},"program":"ivce 0.1.0","seed":7,"series":["#
        + #"{"kernel":"overlay.hop","metric":"wall_ns","prefers_larger":false,"size":1000,"unit":"hop","values":\#(values)}],"#
        + #""started":"\#(year)-01-31T12:00:00.000Z"}}"# + "\n"
    }.joined()
  }

  func identifier(_ letter: String) -> String {
    letter + "00000000-0000-4000-8000-000000000000".dropFirst(letter.count)
  }
}

@Suite(
  "The store's commands",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct StoreCommandTests {
  @Test("runs go in, are listed, shown, named, checked, and come out as they went in")
  func wayThroughTheStore() throws {
    let folder = try StoreFolder()
    let lines = folder.lines(["a", "b", "c"])
    let imported = try folder.run("import", try folder.write(lines, to: "runs.jsonl"), "--format", "csv")
    #expect(imported.status == 0 && imported.output.contains("runs.jsonl,3,0,0,\n"), "\(imported)")
    #expect(try folder.run("export").output == lines)
    #expect(try folder.run("export", "b").output == folder.lines(["b"]))

    let list = try folder.run("list", "--format", "json")
    #expect(list.status == 0 && list.output.contains(#""schema": "ivce.store-list/1""#))
    #expect(list.output.contains(folder.identifier("a")) && list.errors.isEmpty)
    #expect(try folder.run("list", "--kernel", "other", "--format", "csv").output.split(separator: "\n").count == 1)
    #expect(try folder.run("list", "--limit", "2", "--format", "csv").output.split(separator: "\n").count == 3)
    #expect(
      try folder.run("list", "--kernels", "--format", "csv").output.hasSuffix("overlay.hop,1000,wall_ns,hop,3,9\n"))
    let shown = try folder.run("show", "a")
    #expect(
      shown.status == 0 && shown.output.contains("2.000") && shown.output.contains("machine: AMD, 2 cores, Debian"))

    #expect(try folder.run("baseline", "set", "main", "a").status == 0)
    #expect(try folder.run("baseline", "set", "main", "b").status == 64)
    let replaced = try folder.run("baseline", "set", "main", "b", "--replace")
    #expect(
      replaced.status == 0 && replaced.output.contains("'main' stood for the run \(folder.identifier("a")) before."))
    #expect(try folder.run("baseline", "--format", "csv").output == "name,run\nmain,\(folder.identifier("b"))\n")

    let pruned = try folder.run("prune", "--keep", "0", "--dry-run")
    #expect(pruned.output.contains("2 runs would be removed.") && pruned.output.contains("1 kept as baselines"))
    #expect(try folder.run("prune", "--older-than", "365").output.contains("2 runs removed."))
    #expect(try folder.run("prune", "--keep", "0", "--baselines").status == 0)
    let check = try folder.run("check", "--format", "csv")
    #expect(check.status == 0 && check.output.contains(",sound,0,0,0,0,"))
  }

  @Test("a run goes to other harnesses and comes back")
  func otherHarnesses() throws {
    let folder = try StoreFolder()
    _ = try folder.run("import", try folder.write(folder.lines(["a"]), to: "runs.jsonl"))
    for form in ["ordo-one", "jmh"] {
      let file = folder.path + "/\(form).json"
      #expect(try folder.run("export", "a", "--as", form, "--output", file).status == 0)
      let imported = try folder.run(
        "import", file, "--as", form, "--started", "2021-01-31T12:00:00.000Z", "--format", "csv")
      #expect(imported.status == 0 && imported.output.contains(",1,0,0,"), "\(imported)")
      #expect(try folder.run("import", file, "--as", form, "--format", "csv").output.contains(",0,1,0,"))
    }
    #expect(try folder.run("list", "--format", "csv").output.split(separator: "\n").count == 4)
    #expect(
      try folder.run("list", "--kernels", "--format", "csv").output
        == "kernel,size,metric,unit,runs,samples\noverlay.hop,1000,wall_ns,hop,2,6\noverlay.hop,1000,wall_ns,operation,1,3\n"
    )
  }

  @Test(
    "nonsense gives one clear line and exit code 64",
    arguments: [
      ["store", "frobnicate"], ["store", "list", "--limit", "0"], ["store", "list", "--store", ""],
      ["store", "prune"], ["store", "prune", "--keep=-1"], ["store", "prune", "--older-than", "many"],
      ["store", "export", "--as", "jmh"], ["store", "export", "a", "--name", "x"], ["store", "export", "--as", "yaml"],
      ["store", "import"], ["store", "import", "x", "--started", "2021-01-31T12:00:00.000Z"],
      ["store", "import", "x", "--as", "jmh", "--started", "yesterday"], ["store", "show"],
    ])
  func nonsense(arguments: [String]) throws {
    let run = try CommandLineTool.run(arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("ivce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }

  @Test("unknown names exit with 64, and make no store")
  func unknownNames() throws {
    let folder = try StoreFolder()
    for arguments in [
      ["show", "a"], ["baseline", "set", "main", "a"], ["baseline", "remove", "main"], ["prune", "--keep", "1"],
    ] {
      let run = try CommandLineTool.run(["store"] + arguments + ["--store", folder.store])
      #expect(run.status == 66 && run.errors.contains(folder.store), "\(run.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.store))
    _ = try folder.run("import", try folder.write(folder.lines(["a0", "a1"]), to: "runs.jsonl"))
    #expect(try folder.run("show", "b").status == 64)
    #expect(try folder.run("show", "a").errors.contains("found several"))
    #expect(try folder.run("baseline", "remove", "main").status == 64)
    #expect(try folder.run("baseline", "set", "a b", "a0").status == 64)
  }

  @Test("bad files exit with 65 and name the line, missing ones with 66")
  func badFiles() throws {
    let folder = try StoreFolder()
    let bad = try folder.write(folder.lines(["a"]) + folder.lines(["b"], values: "[1,null]"), to: "bad.jsonl")
    let run = try folder.run("import", bad)
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.errors.contains("bad.jsonl, line 2, run.series[0].values[1]: expected a number"), "\(run.errors)")
    let good = try folder.write(folder.lines(["a"]), to: "good.jsonl")
    let both = try folder.run("import", good, bad, "--format", "csv")
    #expect(both.status == 65 && both.output.contains("good.jsonl,1,0,0,"))
    let other = try folder.write(folder.lines(["a"], values: "[4]"), to: "other.jsonl")
    #expect(try folder.run("import", other).status == 65)
    #expect(try folder.run("import", folder.path + "/none").status == 66)
    #expect(try folder.run("import", folder.path).status == 66)
    #expect(try folder.run("import", bad, "--as", "ordo-one").status == 65)
    #expect(try folder.run("export").output == folder.lines(["a"]))
  }

  @Test("what is no store exits with 65 and stays as it is")
  func damagedStores() throws {
    let folder = try StoreFolder()
    let file = try folder.write(folder.lines(["a"]), to: "runs.jsonl")
    _ = try folder.write("no database", to: "runs.sqlite")
    for arguments in [
      ["list"], ["check"], ["import", file], ["prune", "--keep", "1"], ["baseline", "set", "x", "a"],
    ] {
      let run = try CommandLineTool.run(["store"] + arguments + ["--store", folder.store])
      #expect(run.status == 65 && run.output.isEmpty && run.errors.contains(folder.store), "\(run.errors)")
    }
    #expect(try String(contentsOfFile: folder.store, encoding: .utf8) == "no database")
  }

  @Test("a store that cannot be written exits with 74 and keeps what it had")
  func unwritableStores() throws {
    let folder = try StoreFolder()
    let file = try folder.write(folder.lines(["a"]), to: "runs.jsonl")
    let below = try CommandLineTool.run(["store", "import", file, "--store", file + "/runs.sqlite"])
    #expect(below.status == 74 && below.errors.contains("Not a directory"), "\(below.errors)")
    #expect(try CommandLineTool.run(["store", "import", file, "--store", "/dev/full"]).status == 74)
    #expect(try CommandLineTool.run(["store", "import", file, "--store", "/proc/x/runs.sqlite"]).status == 74)

    // A file that may not grow is a full disk to a process; blocks are of 512 or of 1024 bytes.
    _ = try folder.run("import", file)
    let values = "[" + (0..<100_000).map { "\($0).5" }.joined(separator: ",") + "]"
    let large = try folder.write(folder.lines(["b"], values: values), to: "large.jsonl")
    let full = try CommandLineTool.run(
      shell: "trap '' XFSZ; ulimit -f 300; \"$0\" store import '\(large)' --store '\(folder.store)'")
    #expect(full.status == 74 && full.errors.contains(folder.store), "\(full.errors)")
    #expect(try folder.run("export").output == folder.lines(["a"]))
    #expect(try folder.run("check").status == 0)
  }

  @Test("two processes that import at once lose nothing")
  func twoProcesses() async throws {
    let folder = try StoreFolder()
    var files: [[String]] = [[], []]
    for (process, letter) in ["a", "b"].enumerated() {
      for number in 10..<30 {
        files[process].append(try folder.write(folder.lines(["\(letter)\(number)"]), to: "\(letter)\(number).jsonl"))
      }
    }
    let store = folder.store
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for files in files {
        group.addTask { try CommandLineTool.run(["store", "import"] + files + ["--store", store]).status }
      }
      for try await status in group { #expect(status == 0) }
    }
    #expect(try folder.run("check", "--format", "csv").output.contains(",sound,40,40,120,0,"))
  }
}
