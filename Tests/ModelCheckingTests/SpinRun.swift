import Foundation

/// What Spin counted: all states of a Promela model, by the verifier that it generates for it.
struct SpinRun {
  let states: Int
  let transitions: Int
  /// Seconds of the search alone, as the verifier states them.
  let seconds: Double
  /// Bytes of the states as stored, without the table of hashes that is made beforehand.
  let bytes: Double

  /// Reads the verifier's output; nil if it says something else.
  init?(_ output: String) {
    func number(before words: String) -> Double? {
      let line = output.split(separator: "\n").first { $0.contains(words) }
      return line?.split(separator: " ").first.flatMap { Double($0) }
    }
    let elapsed = output.firstRange(of: "elapsed time ").map { output[$0.upperBound...].prefix { $0 != " " } }
    guard let states = number(before: "states, stored"), let transitions = number(before: "transitions (="),
      let seconds = elapsed.flatMap({ Double($0) }), output.contains("errors: 0")
    else { return nil }
    self.states = Int(states)
    self.transitions = Int(transitions)
    self.seconds = seconds
    // Small models are told without their memory.
    bytes = (number(before: "actual memory usage for states") ?? 0) * 1_048_576
  }
}

/// The verifier that Spin generates for a model, compiled in a folder of its own that goes with it.
struct SpinVerifier: ~Copyable {
  private let folder: URL

  /// Whether Spin and a C compiler are installed.
  static let isAvailable = ["spin", "gcc"].allSatisfy { tool in
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(tool)")
  }

  /// The verifier for safety of a file in Proofs, with macros such as "N=3".
  init(_ file: String, defining macros: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ivce-spin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The file is looked for upwards, so that the place of this source does not matter.
    var repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while repository.path != "/",
      !FileManager.default.fileExists(atPath: repository.appending(path: "Proofs/\(file)").path)
    {
      repository.deleteLastPathComponent()
    }
    let model = repository.appending(path: "Proofs/\(file)").path
    _ = try Self.output(of: "/usr/bin/spin", ["-a"] + macros.map { "-D\($0)" } + [model], in: folder)
    _ = try Self.output(of: "/usr/bin/gcc", ["-O2", "-DSAFETY", "-o", "pan", "pan.c"], in: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Searches all states.
  func run() throws -> SpinRun {
    let output = try Self.output(of: folder.appending(path: "pan").path, ["-m100000"], in: folder)
    guard let run = SpinRun(output) else { throw SpinFailure(output: output) }
    return run
  }

  private static func output(of tool: String, _ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw SpinFailure(output: output) }
    return output
  }
}

/// What a tool said when it failed.
struct SpinFailure: Error { let output: String }
