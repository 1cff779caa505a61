import Foundation
import Testing

@Suite(
  "Replaying counterexamples",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct ReplayTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("a violated model prints a token and writes a trace, and both replay")
  func roundTrip() throws {
    try inFolder { folder in
      let traces = folder.appendingPathComponent("traces").path
      let id = "checker.peterson.late-flag"
      let found = try CommandLineTool.run("verify", id, "--traces", traces)
      #expect(found.status == 1 && found.output.contains("mutual exclusion is false after a0(0), a1(0)"), "\(found)")
      let token = try #require(
        found.output.split(separator: "\n").first { $0.contains("ivce replay ") }?.split(separator: " ").last)
      let byToken = try CommandLineTool.run("replay", String(token))
      #expect(byToken.status == 1 && byToken.output.contains("8. a3(0)"), "\(byToken)")
      #expect(byToken.output.contains("'mutual exclusion' is false in the last state."))
      let byFile = try CommandLineTool.run("replay", "\(traces)/\(id).json")
      #expect(byFile.status == 1 && byFile.output == byToken.output)
      let json = try CommandLineTool.run("replay", String(token), "--format", "json")
      #expect(json.output == (try String(contentsOfFile: "\(traces)/\(id).json", encoding: .utf8)))
      let chart = try CommandLineTool.run("replay", String(token), "--format", "mermaid")
      #expect(chart.output.hasPrefix("sequenceDiagram\n"))
    }
  }

  @Test("a trace of another model says where it diverges; a damaged one what is wrong with it")
  func divergence() throws {
    try inFolder { folder in
      let id = "checker.peterson.late-flag"
      _ = try CommandLineTool.run("verify", id, "--traces", folder.path)
      let text = try String(contentsOfFile: "\(folder.path)/\(id).json", encoding: .utf8)
      func replay(_ text: String) throws -> CommandLineTool.Run {
        let file = folder.appendingPathComponent("trace.json")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try CommandLineTool.run("replay", file.path)
      }
      let other = try replay(text.replacingOccurrences(of: id, with: "checker.peterson"))
      #expect(other.status == 65 && other.output.contains("does not go along: at step 2"), "\(other)")
      let unknown = try replay(text.replacingOccurrences(of: id, with: "checker.perpetuum-mobile"))
      #expect(unknown.status == 64 && unknown.errors.contains("checker.perpetuum-mobile"))
      for broken in [
        "", "{", "[]", text.replacingOccurrences(of: "ivce.trace/1", with: "ivce.trace/9"), String(text.dropLast(20)),
      ] {
        let result = try replay(broken)
        #expect(result.status == 65 && result.errors.contains("trace.json"), "\(result)")
      }
      #expect(try CommandLineTool.run("replay", folder.path).status == 66)
      #expect(try CommandLineTool.run("replay", "\(folder.path)/none.json").status == 66)
      #expect(try CommandLineTool.run("replay", "checker.peterson/9/0").status == 65)
      #expect(try CommandLineTool.run("replay", "checker.peterson/0/0.77").status == 65)
      #expect(try CommandLineTool.run("replay", "checker.nothing/0/0").status == 64)
      #expect(try CommandLineTool.run("replay", "checker.peterson/0/0").status == 0)
    }
  }

  @Test("a trace is told in fewer steps, or by who takes them, and still shows the same")
  func rewriting() throws {
    try inFolder { folder in
      let (id, long) = ("checker.water-jugs.impossible", folder.appendingPathComponent("long.json").path)
      // Detours before the shortest way.
      let detour = "\(id)/0/0.2.0.2.1.5.2.5.1.5"
      let stored = try CommandLineTool.run("replay", detour, "--format", "json", "--output", long)
      #expect(stored.status == 1 && stored.errors.isEmpty, "\(stored)")
      for trace in [detour, long] {
        let short = try CommandLineTool.run("replay", trace, "--minimise")
        #expect(short.status == 1 && short.output.contains("6 of 10 steps."), "\(short)")
        #expect(short.output.contains("'not solved' is false in the last state."))
        let file = folder.appendingPathComponent("short.json").path
        let kept = try CommandLineTool.run("replay", trace, "--minimise", "--format", "json", "--output", file)
        #expect(kept.status == 1)
        let again = try CommandLineTool.run("replay", file, "--minimise")
        #expect(again.status == 1 && again.output.contains("6 of 6 steps."))
        let grouped = try CommandLineTool.run("replay", trace, "--grouped")
        #expect(grouped.status == 1 && grouped.output.contains("10. "), "\(grouped)")
      }
      // What breaks nothing has nothing to be kept; what goes on forever is kept whole; what diverges is not told.
      let right = try CommandLineTool.run("replay", "checker.peterson/0/0.0", "--minimise", "--grouped")
      #expect(right.status == 0 && right.output.contains("2 of 2 steps."), "\(right)")
      let found = try CommandLineTool.run("verify", "checker.ping-pong-5.arrives")
      let forever = try #require(
        found.output.split(separator: "\n").first { $0.contains("ivce replay ") }?.split(separator: " ").last)
      let whole = try CommandLineTool.run("replay", String(forever))
      let kept = try CommandLineTool.run("replay", String(forever), "--minimise")
      #expect(kept.status == 1 && kept.output.contains(whole.output.split(separator: "\n\n")[1]), "\(kept)")
      #expect(try CommandLineTool.run("replay", "checker.peterson/0/0.77", "--minimise").status == 65)
      #expect(try CommandLineTool.run("replay", detour, "--minimise", "yes").status == 64)
      #expect(try CommandLineTool.run("replay", detour, "--minimised").status == 64)
    }
  }

  @Test("a model is drawn if it is small")
  func graph() throws {
    let drawn = try CommandLineTool.run("graph", "checker.water-jugs")
    #expect(drawn.status == 0 && drawn.output.hasPrefix("digraph") && drawn.output.contains("big = 4"), "\(drawn)")
    let large = try CommandLineTool.run("graph", "checker.two-phase-6", "--limit", "100")
    #expect(large.status == 64 && large.errors.contains("100"), "\(large)")
    #expect(try CommandLineTool.run("graph", "nothing").status == 64)
    #expect(try CommandLineTool.run("graph", "checker.water-jugs", "--limit", "0").status == 64)
  }

  @Test("the way of searching is the user's choice, and nonsense is wrong usage")
  func searching() throws {
    for arguments in [
      ["--search", "depth-first"], ["--workers", "3"], ["--store", "exact"], ["--store", "bitstate"],
    ] {
      let result = try CommandLineTool.run(["verify", "checker.two-phase-4"] + arguments)
      #expect(result.status == 0 && result.output.contains("1,568"), "\(result)")
    }
    let cut = try CommandLineTool.run("verify", "checker.two-phase-5", "--depth", "4", "--format", "json")
    #expect(cut.status == 75 && cut.output.contains("\"incomplete\""), "\(cut)")
    for arguments in [
      ["--search", "sideways"], ["--workers", "0"], ["--workers", "17"], ["--store", "attic"], ["--states", "0"],
      ["--depth=-1"], ["--budget", "nan"], ["--budget=-1"],
    ] {
      #expect(try CommandLineTool.run(["verify", "checker.two-phase-3"] + arguments).status == 64, "\(arguments)")
    }
  }
}
