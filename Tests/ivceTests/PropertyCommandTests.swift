import Foundation
import Testing

@Suite("Laws and challenges on the command line")
struct PropertyCommandTests {
  private func rows(_ run: CommandLineTool.Run) throws -> [[String: Any]] {
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    return try #require(document["rows"] as? [[String: Any]])
  }

  @Test("every challenge of the public suite is met in at least 95 of 100 runs")
  func challenges() throws {
    let run = try CommandLineTool.run("verify", "properties", "--format", "json")
    #expect(run.status == 0)
    let rows = try rows(run)
    #expect(rows.count == 14)
    for row in rows {
      #expect(row["cases"] as? Int == 100 && row["status"] as? String == "holds", "\(row)")
      #expect(try #require(row["at_minimum"] as? Double) >= 95, "\(row)")
      #expect(try #require(row["evaluations_mean"] as? Double) > 1, "\(row)")
      let mutants = try #require(row["mutants"] as? Int)
      #expect(mutants > 0 && row["mutants_killed"] as? Int == mutants, "\(row)")
    }
  }

  @Test("the simplest case of a mutant is shown, and comes back from its token")
  func examples() throws {
    let run = try CommandLineTool.run("verify", "overlay.fissione.neighbour-lengths", "--examples")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "overlay.fissione.neighbour-lengths rejects overlay.fissione.no-walk: 5 peers of seed 2: 0 -> 101"))
    let token = "overlay.fissione.neighbour-lengths/overlay.fissione.no-walk/c1:2.2.0"
    #expect(run.output.contains("  ivce replay \(token)\n"))
    let replay = try CommandLineTool.run("replay", token)
    #expect(replay.status == 1 && replay.output.contains("5 peers of seed 2\n0 -> 101"), "\(replay)")
    let good = try CommandLineTool.run("replay", "overlay.fissione.neighbour-lengths/overlay.fissione/c1:2.2.0")
    #expect(good.status == 0 && good.output.contains("holds for overlay.fissione in this case"), "\(good)")
  }

  @Test(
    "a token of nothing is one line and exit code 64",
    arguments: [
      ["overlay.nonsense/overlay.fissione/c1:1"], ["overlay.fissione.degrees/overlay.nonsense/c1:1"],
      ["overlay.fissione.degrees/overlay.fissione/c1:1", "--format", "mermaid"],
      ["overlay.fissione.degrees/overlay.fissione/c1:1", "--minimise"],
    ])
  func nonsense(arguments: [String]) throws {
    let run = try CommandLineTool.run(["replay"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.split(separator: "\n").count == 1, "\(run)")
  }

  @Test("choices that make no case are no success")
  func noCase() throws {
    // Identifiers that are all the same are none.
    let run = try CommandLineTool.run("replay", "overlay.chord.fingers/overlay.chord.given/c1:0.0.0.0")
    #expect(run.status == 65 && run.output.contains("makes no case"), "\(run)")
  }

  @Test("a folder without a name is wrong usage")
  func namelessFolder() throws {
    let run = try CommandLineTool.run("verify", "overlay.chord", "--failures", "")
    #expect(run.status == 64 && run.output.isEmpty, "\(run)")
  }

  @Test("what is not decided within the budget is no success")
  func undecided() throws {
    let run = try CommandLineTool.run("verify", "overlay", "properties", "--budget", "0", "--format", "json")
    #expect(run.status == 75)
    #expect(try rows(run).allSatisfy { $0["status"] as? String == "incomplete" })
  }

  @Test("--traces must be a folder that can be made, which is asked before anything is searched")
  func traces() throws {
    let empty = try CommandLineTool.run("verify", "checker.peterson", "--traces", "")
    #expect(empty.status == 64 && empty.output.isEmpty, "\(empty)")
    let file = try CommandLineTool.run("verify", "checker.peterson", "--traces", "/dev/null")
    #expect(file.status == 74 && file.output.isEmpty, "\(file)")
  }
}
