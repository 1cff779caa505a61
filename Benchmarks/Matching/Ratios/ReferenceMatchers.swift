import Foundation

/// The reference matchers, built anew in a temporary folder.
struct ReferenceMatchers {
  private let program: URL

  struct Run {
    let algorithm: String
    let eventsPerSecond: Double
    /// What its process held, the subscriptions included.
    let megabytes: Int
    let checksum: UInt64
  }

  struct Failed: Error { let command: String }

  /// Nil unless there are the sources and gcc.
  init?(folder: String?) {
    let suite = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let folder = folder ?? ProcessInfo.processInfo.environment["IVCE_REFERENCE"]
    let sources =
      folder.map { URL(fileURLWithPath: $0) }
      ?? suite.appendingPathComponent("../shared/reference/matching").standardizedFileURL
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-matching-\(UUID().uuidString)")
    program = place.appendingPathComponent("reference")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      _ = try Self.output(
        of: "/usr/bin/env",
        ["gcc", "-O3", "-march=native", "-o", program.path, sources.appendingPathComponent("reference.c").path])
    } catch {
      try? FileManager.default.removeItem(at: place)
      return nil
    }
  }

  /// Runs one of the matchers over repeated passes, by itself.
  func run(_ algorithm: String, _ workload: String, _ subscriptions: Int) throws -> Run {
    let text = try Self.output(of: program.path, [algorithm, workload, "\(subscriptions)"])
    func field(_ name: String) throws -> Substring {
      guard let part = text.split(whereSeparator: \.isWhitespace).first(where: { $0.hasPrefix(name + "=") }) else {
        throw Failed(command: "\(program.path) says nothing of \(name)")
      }
      return part.dropFirst(name.count + 1)
    }
    func number(_ name: String) throws -> Double {
      guard let number = Double(try field(name).filter { "0123456789.".contains($0) }) else {
        throw Failed(command: "\(program.path) says nothing of \(name)")
      }
      return number
    }
    guard let checksum = UInt64(try field("cs"), radix: 16) else {
      throw Failed(command: "\(program.path): no checksum")
    }
    return Run(
      algorithm: algorithm, eventsPerSecond: try number("best_ev/s"),
      megabytes: Int(try number("base") + (try number("index"))),
      checksum: checksum)
  }

  private static func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(command: program) }
    return String(decoding: text, as: UTF8.self)
  }
}
