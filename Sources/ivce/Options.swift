import ArgumentParser
import Conformance
import Randomness
import Reporting

/// Where results go and in what form, for every command.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to present the result: text, json or csv.")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("Write the result to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func write(_ table: ResultTable) throws {
    try (output.map { OutputSink.file($0) } ?? .standardOutput).write(table.rendered(as: format))
  }
}

/// The seed from which everything random follows.
struct SeedOption: ParsableArguments {
  @Option(name: .customLong("seed"), help: ArgumentHelp("Decides everything that is random.", valueName: "number"))
  var value: UInt64 = 1

  var seed: Seed { Seed(value) }
}

extension OutputFormat: ExpressibleByArgument {}

extension ClosedRange<Int> {
  /// Throws one clear line unless the value is in the range.
  func check(_ value: Int, of option: String) throws {
    guard contains(value) else {
      throw UsageError("\(option) must be in \(lowerBound)...\(upperBound), not \(value)")
    }
  }
}

/// Shell quoting for the line that reproduces a result.
enum ShellText {
  static func quoted(_ argument: String) -> String {
    let isPlain = argument.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_-./,:=+@".utf8.contains(byte)
    }
    return isPlain && !argument.isEmpty
      ? argument
      : "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
