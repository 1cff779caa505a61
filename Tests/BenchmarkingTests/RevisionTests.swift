import Benchmarking
import Foundation
import Measuring
import Randomness
import RunStore
import Testing

/// A project of its own under git, whose only program answers as `ivce sample` does, in the time that its source says.
@Suite(.serialized)
struct RevisionTests {
  private static func source(nanoseconds: String) -> String {
    """
    import Glibc

    let arguments = CommandLine.arguments
    func value(_ option: String) -> Int { arguments.firstIndex(of: option).flatMap { Int(arguments[$0 + 1]) } ?? 1 }
    if arguments.count < 3 {
      print(#"{"schema": "ivce.kernels/1", "kernels": [{"kernel": "toy", "operation": "step", "threads": 1, "series": []}]}"#)
    } else {
      let noise = Double(getpid() % 13) / 1000
      let time = (\(nanoseconds)) * (1 + noise)
      print(#"{"schema": "ivce.sample/1", "kernel": "toy", "operation": "step", "iterations": "#, value("--iterations"))
      print(#", "wall_ns": ["#, time, "]}")
    }
    """
  }

  /// Three revisions: base, slow (tagged), and one that does not compile.
  private static func project() async throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-project-\(UUID().uuidString)")
    let sources = folder.appendingPathComponent("Sources/toy")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(name: "toy", targets: [.executableTarget(name: "toy")])
    """.write(to: folder.appendingPathComponent("Package.swift"), atomically: true, encoding: .utf8)
    try ".build\n.ivce\n".write(to: folder.appendingPathComponent(".gitignore"), atomically: true, encoding: .utf8)
    try await git(["init", "--quiet"], in: folder)
    for (tag, code) in [
      ("base", source(nanoseconds: "100")), ("slow", source(nanoseconds: "105 + 1")), ("broken", "let x: Int = \"no\""),
    ] {
      try code.write(to: sources.appendingPathComponent("main.swift"), atomically: true, encoding: .utf8)
      try await git(["add", "-A"], in: folder)
      try await git(
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", tag], in: folder)
      try await git(["tag", tag], in: folder)
    }
    return folder
  }

  private static func git(_ arguments: [String], in folder: URL) async throws {
    _ = try await ChildProcess("git", ["-C", folder.path] + arguments).run()
  }

  @Test func twoRevisionsAreBuiltComparedAndKept() async throws {
    let folder = try await Self.project()
    defer { try? FileManager.default.removeItem(at: folder) }
    let checkout = try await Checkout(containing: folder.path)
    let builder = RevisionBuilder(checkout, product: "toy")
    let base = try await builder.build("base") { _ in }
    let slow = try await builder.build("slow") { _ in }
    #expect(base.revision != slow.revision && base.revision?.count == 40)
    #expect(await ProgramOrigin(ofProgram: base.program.path).revision == base.revision)

    var regression = Regression(base: base, head: slow, seed: 4)
    (regression.rule.pairs, regression.rule.confirmations) = (40, 40)
    let report = try await regression.run { _ in }
    #expect(report.kernels(.slower) == ["toy"] && report.isBad)
    let row = try #require(report.rows.first)
    #expect(row.adjusted != nil)
    let markdown = report.markdown(reproduce: "again", machine: "here")
    #expect(markdown.hasPrefix("### Slower: `toy`\n"))
    #expect(markdown.contains("**slower**") && markdown.contains("again"))

    let back = Regression(base: slow, head: base, seed: 4)
    #expect(try await back.run { _ in }.kernels(.faster) == ["toy"])

    let runs = await RunCircumstances(command: "again", program: "toy 1", seed: 4).runs(of: report)
    #expect(runs.base.revision == base.revision && runs.head.revision == slow.revision)
    #expect(runs.head.series.first?.values.count == 80)

    // The second time nothing is built.
    var isBuilt = false
    _ = try await builder.build("slow") { _ in isBuilt = true }
    #expect(!isBuilt)
    // The checkout itself was left alone.
    #expect(try await checkout.commit("HEAD") == checkout.commit("broken"))
    #expect(await !checkout.isModified)

    let error = await #expect(throws: BuildError.self) { _ = try await builder.build("broken") { _ in } }
    #expect(error?.kind == .broken)
    #expect(error?.description.contains("error: cannot convert value of type 'String'") == true)
    #expect(
      await #expect(throws: BuildError.self) { _ = try await builder.build("nowhere") { _ in } }?.kind == .missing)
    #expect(await #expect(throws: BuildError.self) { _ = try await builder.build("--all") { _ in } }?.kind == .usage)
    #expect(throws: BuildError.self) { try BuildSource.checkDifference(base, base) }
  }

  @Test func aFolderWithoutGitHasNoRevisions() async {
    let error = await #expect(throws: BuildError.self) { _ = try await Checkout(containing: "/") }
    #expect(error?.kind == .missing)
    #expect(await ProgramOrigin(ofProgram: "/bin/true").revision == nil)
  }
}
