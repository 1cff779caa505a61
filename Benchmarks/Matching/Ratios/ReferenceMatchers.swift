import Foundation

/// The reference matchers, built anew in a temporary folder.
struct ReferenceMatchers {
  private let place: URL

  struct Run {
    let algorithm: String
    let eventsPerSecond: Double
    /// What its process held, the subscriptions included.
    let megabytes: Int
    let checksum: UInt64
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// The source, in this folder or in those that are looked at without one.
  static func source(in folder: String?) -> URL {
    let suite = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let folder = folder ?? ProcessInfo.processInfo.environment["IVCE_REFERENCE"]
    let place =
      folder.map { URL(fileURLWithPath: $0) }
      ?? suite.appendingPathComponent("../shared/reference/matching").standardizedFileURL
    return place.appendingPathComponent("reference.c")
  }

  /// Compiles them.
  init(_ source: URL) throws {
    place = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-matching-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      _ = try Self.output(of: "/usr/bin/env", ["gcc", "-O3", "-march=native", "-o", program.path, source.path])
    } catch {
      remove()
      throw error
    }
  }

  /// Takes the temporary folder away.
  func remove() { try? FileManager.default.removeItem(at: place) }

  private var program: URL { place.appendingPathComponent("reference") }

  /// Runs one of the matchers over repeated passes, by itself.
  func run(_ algorithm: String, _ workload: String, _ subscriptions: Int) throws -> Run {
    let text = try Self.output(of: program.path, [algorithm, workload, "\(subscriptions)"])
    func field(_ name: String) throws -> Substring {
      guard let part = text.split(whereSeparator: \.isWhitespace).first(where: { $0.hasPrefix(name + "=") }) else {
        throw Failed(description: "\(program.path) says nothing of its \(name)")
      }
      return part.dropFirst(name.count + 1)
    }
    func number(_ name: String) throws -> Double {
      guard let number = Double(try field(name).filter { "0123456789.".contains($0) }) else {
        throw Failed(description: "\(program.path) says nothing of its \(name)")
      }
      return number
    }
    guard let checksum = UInt64(try field("cs"), radix: 16) else {
      throw Failed(description: "\(program.path) says nothing of its checksum")
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
    guard process.terminationStatus == 0 else {
      throw Failed(
        description: "\(([program] + arguments).joined(separator: " ")) ends with \(process.terminationStatus)")
    }
    return String(decoding: text, as: UTF8.self)
  }
}
