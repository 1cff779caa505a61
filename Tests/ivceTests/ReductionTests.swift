import Foundation
import Testing

@Suite(
  "Verifying by reduced searches",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: CommandLineTool.executable.path),
    "the ivce executable has not been built"))
struct ReductionTests {
  private func row(_ options: String...) throws -> [String: Any] {
    let run = try CommandLineTool.run(["verify", "--format", "json", "--quiet"] + options)
    #expect(run.status == 0, "\(run)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    return try #require((document["rows"] as? [[String: Any]])?.first)
  }

  @Test("the row says which reduction was used, and how many orbits stand for how many states")
  func rows() throws {
    let orbits = try row("checker.two-phase-6", "--reduction", "symmetry")
    #expect(orbits["reduction"] as? String == "symmetry" && orbits["orbits"] as? Int == 553)
    #expect(orbits["states"] as? Int == 50_816 && orbits["transitions"] as? Int == 4_328)
    let sleep = try row("checker.two-phase-6", "--reduction", "sleep")
    #expect(sleep["reduction"] as? String == "sleep" && sleep["orbits"] is NSNull)
    #expect(sleep["states"] as? Int == 50_816 && (sleep["transitions"] as? Int).map { $0 < 402_306 } == true)
    let undeclared = try row("checker.water-jugs", "--reduction", "symmetry")
    #expect(undeclared["reduction"] as? String == "not declared" && undeclared["states"] as? Int == 16)
    let runs = try row("checker.peterson", "--reduction", "sleep")
    #expect(runs["reduction"] as? String == "not for runs" && runs["states"] as? Int == 42)
    #expect(try row("checker.peterson", "--reduction", "none")["reduction"] is NSNull)
  }

  @Test("the first line reproduces it, and a line says what is searched whole")
  func text() throws {
    let run = try CommandLineTool.run("verify", "checker.water-jugs", "--reduction", "sleep", "--quiet")
    #expect(run.output.hasPrefix("ivce verify checker.water-jugs --cases 100 --seed 1 --reduction sleep "))
    let whole = try CommandLineTool.run("verify", "checker.water-jugs", "--reduction", "symmetry", "--quiet")
    #expect(whole.output.contains("are searched whole.") && !run.output.contains("are searched whole."))
  }

  @Test(
    "nonsense is wrong usage",
    arguments: [["--reduction", "magic"], ["--reduction"], ["--reduction", "sleep", "--search", "walk"]])
  func nonsense(options: [String]) throws {
    let run = try CommandLineTool.run(["verify", "checker.peterson"] + options)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.hasPrefix("ivce: "), "\(run)")
  }
}
