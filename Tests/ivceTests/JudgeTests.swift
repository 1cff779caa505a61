import Foundation
import Testing

@Suite(
  "Judging logs",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct JudgeTests {
  private func withLogs(_ texts: [String], _ body: ([String]) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (number, text) in texts.enumerated() {
      let file = folder.appendingPathComponent("\(number).log")
      try text.write(to: file, atomically: true, encoding: .utf8)
      paths.append(file.path)
    }
    try body(paths)
  }

  private func line(_ client: Int, _ event: String) -> String { "INFO  jepsen.util - \(client)\t\(event)\n" }

  /// A write of 100 beside two reads: of the new value, and then of none.
  private func register(overlapping: Bool) -> String {
    let first = line(1, ":invoke\t:read\tnil") + line(1, ":ok\t:read\t100")
    let second = line(2, ":invoke\t:read\tnil") + line(2, ":ok\t:read\tnil")
    let reads =
      overlapping
      ? line(1, ":invoke\t:read\tnil") + line(2, ":invoke\t:read\tnil") + line(1, ":ok\t:read\t100")
        + line(2, ":ok\t:read\tnil") : first + second
    return line(0, ":invoke\t:write\t100") + reads + line(0, ":ok\t:write\t100")
  }

  @Test("a linearizable log is fine, another is not, and a broken one hides neither")
  func verdicts() throws {
    try withLogs([register(overlapping: true), register(overlapping: false), "nonsense\n"]) { paths in
      let good = try CommandLineTool.run("judge", paths[0], "--format", "json")
      #expect(good.status == 0 && good.output.contains("\"status\": \"linearizable\""), "\(good)")
      let bad = try CommandLineTool.run("judge", paths[0], paths[1], "--quiet")
      #expect(
        bad.status == 1 && bad.output.contains("no order explains operation 3, read -> nothing of client 2"), "\(bad)")
      let broken = try CommandLineTool.run("judge", paths[2], paths[0])
      #expect(broken.status == 65 && broken.output.contains("linearizable") && broken.errors.contains("2.log, line 1"))
      let missing = try CommandLineTool.run("judge", paths[0] + ".not")
      #expect(missing.status == 66 && missing.output.isEmpty)
      let cut = try CommandLineTool.run("judge", paths[0], "--steps", "1", "--format", "csv")
      #expect(cut.status == 75 && cut.output.contains("unknown"), "\(cut)")
    }
  }

  @Test(
    "nonsense is wrong usage",
    arguments: [["judge"], ["judge", "a", "--steps", "0"], ["judge", "a", "--log", "tape"]])
  func usage(arguments: [String]) throws {
    #expect(try CommandLineTool.run(arguments).status == 64)
  }
}
