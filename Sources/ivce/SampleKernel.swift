import ArgumentParser
import Conformance
import Foundation
import Measuring
import Randomness
import Reporting

/// `ivce sample`: what another process asks for that compares builds.
struct SampleKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Measure one kernel once and print the sample as JSON; without a kernel, list them.",
    discussion: """
      This is how builds are asked by ivce regress, each sample from a fresh process. Any program that answers to the same words \
      with the same JSON can be compared.
      """)

  @Argument(help: ArgumentHelp("The kernel.", valueName: "kernel"))
  var kernel: String?

  @Option(help: ArgumentHelp("Its size; the kernel's own standard by default.", valueName: "number"))
  var size: Int?

  @OptionGroup var seed: SeedOption

  @Option(
    help: ArgumentHelp(
      "Iterations in a repetition, 1...1073741824; by default as many as take a quarter of a millisecond.",
      valueName: "number"))
  var iterations: Int?

  @Option(help: ArgumentHelp("Timed repetitions, 1...1000000.", valueName: "number"))
  var repetitions = KernelTimer.standardRepetitions

  @Option(
    help: ArgumentHelp(
      "Repetitions before, 0...1000000; by default until the work gets no faster.", valueName: "number"))
  var warmUps: Int?

  @Flag(
    help: "Give a sample for each line on standard input, each of so many repetitions, until that ends.")
  var stepwise = false

  func run() throws {
    guard let kernel else {
      if size != nil || iterations != nil || stepwise {
        throw UsageError("--size and --iterations are for a kernel: name one")
      }
      return try print(KernelList(Catalog.kernels))
    }
    guard let found = Catalog.kernels.first(where: { $0.id == kernel }) else {
      throw UsageError("there is no kernel '\(kernel)'; see ivce sample")
    }
    let size = try found.checkedSize(size)
    if let iterations { try (1...1 << 30).check(iterations, of: "--iterations") }
    try (1...1_000_000).check(repetitions, of: "--repetitions")
    if let warmUps { try (0...1_000_000).check(warmUps, of: "--warm-ups") }
    var timer = KernelTimer()
    timer.iterations = iterations
    timer.repetitions = repetitions
    timer.warmUps = warmUps
    let prepared = try found.prepare(size, seed.seed)
    guard stepwise else { return try print(KernelSample(of: found, size: size, try timer.measure(prepared))) }
    // Between two bursts another process has had the caches.
    timer.warmUps = warmUps ?? 1
    while readLine(strippingNewline: true) != nil {
      let timing = try timer.measure(prepared)
      timer.iterations = timing.iterations
      timer.firstPart += timing.iterations * (timing.warmUps + timing.wall.count)
      try print(KernelSample(of: found, size: size, timing))
    }
  }

  private func print(_ document: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try OutputSink.standardOutput.write(String(decoding: try encoder.encode(document), as: UTF8.self) + "\n")
  }
}

extension Kernel {
  /// The size that is asked for, or the standard one; 0 for a kernel without sizes. What the memory does not hold is refused.
  func checkedSize(_ asked: Int?) throws -> Int {
    guard let size else {
      if asked != nil { throw UsageError("\(id) has one size only") }
      return 0
    }
    let chosen = asked ?? size.standard
    try size.range.check(chosen, of: "the size of \(id), in \(size.unit),")
    let needed = size.estimatedBytes(chosen)
    if let available = Machine.availableMemory, needed > available {
      throw UsageError(
        "\(id) with \(chosen) \(size.unit) needs an estimated \(ByteCount(needed)), but only \(ByteCount(available)) are free"
      )
    }
    return chosen
  }
}
