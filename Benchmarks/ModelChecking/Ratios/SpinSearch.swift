import Foundation

/// Spin's verifier of the Promela twin of two-phase commit, made anew in a temporary folder.
struct SpinSearch {
  private let folder: URL

  struct Failed: Error { let command: String }

  /// Nil unless spin and gcc are installed.
  init?() {
    let proofs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Proofs/TwoPhase.pml").standardizedFileURL
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-spin-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      _ = try Self.shell("spin -a -DN=8 '\(proofs.path)' && gcc -O2 -DSAFETY -o pan pan.c", in: folder)
    } catch {
      try? FileManager.default.removeItem(at: folder)
      return nil
    }
  }

  struct WrongCounts: Error { let states: Int, transitions: Int }

  /// Runs the verifier; transitions in a second.
  func rate(states: Int, transitions: Int) throws -> Double {
    let start = ContinuousClock.now
    let output = try Self.shell("./pan -m100000", in: folder)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    func number(before words: String) -> Int {
      let line = output.split(separator: "\n").first { $0.contains(words) }
      return line.flatMap { $0.split(separator: " ").first }.flatMap { Int($0) } ?? 0
    }
    let found = (number(before: "states, stored"), number(before: "transitions (="))
    // Spin also counts the moment before the first state.
    guard found == (states + 1, transitions + 1) else { throw WrongCounts(states: found.0, transitions: found.1) }
    return Double(transitions) / seconds
  }

  private static func shell(_ command: String, in folder: URL) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(command: command) }
    return String(decoding: text, as: UTF8.self)
  }
}
