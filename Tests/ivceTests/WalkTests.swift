import Foundation
import Testing

@Suite(
  "Verifying by random walks",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct WalkTests {
  private func rows(_ run: CommandLineTool.Run) throws -> [[String: Any]] {
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    return try #require(document["rows"] as? [[String: Any]])
  }

  @Test("right models are incomplete, whatever the walks, and the exit code is 0", arguments: ["walk", "pct"])
  func rightModels(way: String) throws {
    let options = ["verify", "checker", "--search", way, "--walks", "5", "--steps", "50", "--quiet"]
    let run = try CommandLineTool.run(options + ["--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try rows(run)
    #expect(rows.count > 40)
    for row in rows {
      #expect(row["status"] as? String == "incomplete" && row["evidence"] as? String == "tested")
      #expect(row["walks"] as? Int == 5 && (row["steps"] as? Int).map { (0...250).contains($0) } == true)
      #expect((row["states"] as? Int ?? 0) > 0 && row["transitions"] is NSNull && row["depth"] is NSNull)
    }
    let text = try CommandLineTool.run(options)
    #expect(text.output.contains("Walks refute, and prove nothing.") && !text.output.contains("hold in all states"))
  }

  @Test("the first line gives the same result again: seed, walks, steps and depth are in it")
  func reproduction() throws {
    let run = try CommandLineTool.run(
      "verify", "checker.paxos", "--search", "pct", "--walks", "7", "--steps", "60", "--pct-depth", "2", "--seed", "9")
    #expect(run.status == 0)
    #expect(run.output.contains("--seed 9 --search pct --walks 7 --steps 60 --pct-depth 2"))
    func facts(_ text: String) -> [Substring]? {
      text.split(separator: "\n").first { $0.hasPrefix("checker.paxos ") }.map { $0.split(separator: " ").dropLast() }
    }
    let command = try #require(run.output.split(separator: "\n").first).split(separator: " #")[0]
    let again = try CommandLineTool.run(shell: command.replacing("ivce", with: "\"$0\"", maxReplacements: 1) + "\n")
    #expect(facts(run.output) != nil && facts(again.output) == facts(run.output))
  }

  @Test("a mutant is caught with a minimised trace, and its token replays; searched by name it is a violation")
  func mutants() throws {
    let caught = try CommandLineTool.run("verify", "checker.peterson", "--search", "walk", "--quiet")
    #expect(caught.status == 0, "\(caught)")
    #expect(caught.output.contains("CAUGHT checker.peterson.late-flag: mutual exclusion is false after "))
    let line = try #require(caught.output.split(separator: "\n").first { $0.contains("ivce replay") })
    #expect(line.contains("steps of the walk"))
    let token = try #require(line.split(separator: " ").dropFirst(2).first)
    #expect(try CommandLineTool.run("replay", String(token)).status == 1)
    let named = try CommandLineTool.run("verify", "checker.peterson.late-flag", "--search", "walk", "--quiet")
    #expect(named.status == 1 && named.output.contains("VIOLATED checker.peterson.late-flag"), "\(named)")
  }

  @Test(
    "nonsense is wrong usage",
    arguments: [
      ["--search", "stroll"], ["--walks", "5"], ["--steps", "5"], ["--pct-depth", "2"],
      ["--search", "walk", "--walks", "0"], ["--search", "walk", "--walks=-1"],
      ["--search", "walk", "--walks", "many"],
      ["--search", "walk", "--walks", "1000000001"], ["--search", "walk", "--steps", "0"],
      ["--search", "walk", "--steps", "99999999999999999999"], ["--search", "walk", "--pct-depth", "2"],
      ["--search", "pct", "--pct-depth", "0"], ["--search", "pct", "--pct-depth", "1001"],
      ["--search", "pct", "--steps", "5", "--pct-depth", "6"], ["--search", "walk", "--workers", "2"],
      ["--search", "walk", "--store", "exact"], ["--search", "depth-first", "--walks", "5"],
    ])
  func nonsense(options: [String]) throws {
    let run = try CommandLineTool.run(["verify", "checker.peterson"] + options)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("ivce: "), "\(run)")
  }

  @Test("walks end when the budget is over, and when they are interrupted, with what is known by then")
  func endings() throws {
    let endless = "checker.paxos-commit --search walk --walks 1000000000"
    let budget = try CommandLineTool.run(shell: "\"$0\" verify \(endless) --budget 0.2 --quiet")
    #expect(budget.status == 75 && budget.output.contains("time ended the walks"), "\(budget)")
    // Not before the command listens, as a bit in the mask of caught signals says: that of the command, not of the shell from which it is forked.
    let interrupted = try CommandLineTool.run(
      shell: """
        "$0" verify \(endless) --quiet &
        while kill -0 $! && ! { grep -q '^ivce' /proc/$!/comm && grep -q '^SigCgt:.*[2367abef]$' /proc/$!/status; }; do
          sleep 0.05
        done
        kill -INT $!
        wait $!
        """)
    #expect(interrupted.status == 75 && interrupted.output.contains("interruption ended the walks"), "\(interrupted)")
  }
}
