import ArgumentParser
import Benchmarking
import Conformance
import Measuring
import Randomness
import Reporting

/// `ivce bench`.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure kernels: time with bounds, beside an anchor of the machine's own, and what it took.",
    discussion: """
      A kernel says what is set up, what is timed, in how many operations, and what it must come to; ivce list names them. One \
      process measures all that are chosen, each beside its anchor in turns.
      """)

  @Argument(help: ArgumentHelp("Kernels whose id starts with one of these; all when none is given."))
  var filters: [String] = []

  @Option(help: ArgumentHelp("Their size; each kernel's own standard by default.", valueName: "number"))
  var size: Int?

  @Option(help: ArgumentHelp("Samples of each kernel, 1...10000.", valueName: "number"))
  var samples = 20

  @Option(
    help: ArgumentHelp("Seconds that a kernel may take if it is slow: it then has fewer samples.", valueName: "seconds")
  )
  var seconds = 5.0

  @Flag(help: "Measure kernels over a series of sizes, and say how the cost of an operation grows.")
  var growth = false

  @Flag(help: "Count instructions with valgrind, too: slow, and the same each time.")
  var instructions = false

  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try (1...10_000).check(samples, of: "--samples")
    guard seconds > 0, seconds.isFinite else { throw UsageError("--seconds must be more than 0, not \(seconds)") }
    if growth && size != nil { throw UsageError("--growth measures a series of sizes: --size is for one") }
    if growth && instructions { throw UsageError("--instructions is for one size: leave out --growth") }
    let kernels = try chosen()
    Interruption.listen()
    var bench = KernelBench(seed: seed.seed)
    bench.samples = samples
    bench.timeLimit = seconds
    bench.isInterrupted = { Interruption.wasAsked }
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let round = growth ? try growths(kernels, bench, progress) : try await results(kernels, bench, progress)
    progress.finish()
    try output.write(round.table)
    if round.isIncomplete { throw Undecided() }
  }

  private typealias Failures = [(kernel: String, reason: String)]

  private func chosen() throws -> [Kernel] {
    let kernels = Catalog.kernels(matching: filters).filter {
      ($0.id != MeasuringWorkloads.calibration || filters.contains($0.id))
        && (!growth || !($0.size?.series ?? []).isEmpty)
    }
    guard !kernels.isEmpty else {
      throw UsageError(
        "no kernel\(growth ? " with a series of sizes" : "") has an id that starts with \(filters.joined(separator: " or ")); see ivce list"
      )
    }
    return kernels
  }

  private func results(
    _ kernels: [Kernel], _ bench: KernelBench, _ progress: ProgressLine
  ) async throws -> (table: ResultTable, isIncomplete: Bool) {
    var results: [KernelResult] = []
    var failures: Failures = []
    for (number, kernel) in kernels.enumerated() where !Interruption.wasAsked {
      progress.update("\(number + 1)/\(kernels.count) \(kernel.id)")
      do {
        let size = try kernel.checkedSize(size)
        var result = try bench.measure(kernel, size: size)
        if instructions { result.instructions = try await countedInstructions(kernel, size: size) }
        results.append(result)
      } catch let error as UsageError {
        throw error
      } catch { failures.append((kernel.id, "\(error)")) }
    }
    let left = kernels.count - results.count - failures.count
    return (
      BenchTable.of(
        results, failures: failures, header: Catalog.header(commandLine), seed: seed.seed,
        metadata: Catalog.metadata(commandLine)), left > 0 || !failures.isEmpty
    )
  }

  private func countedInstructions(_ kernel: Kernel, size: Int) async throws -> Double {
    var question = SampleQuestion(kernel.id, size: kernel.size == nil ? nil : size, seed: seed.value)
    question.iterations = 1
    return try await InstructionCount.perOperation(of: KernelProgram(try OwnProgram.path), question)
  }

  private func growths(
    _ kernels: [Kernel], _ bench: KernelBench, _ progress: ProgressLine
  ) throws -> (table: ResultTable, isIncomplete: Bool) {
    var growths: [KernelGrowth] = []
    var failures: Failures = []
    for (number, kernel) in kernels.enumerated() where !Interruption.wasAsked {
      do {
        let sizes = try (kernel.size?.series ?? []).map { try kernel.checkedSize($0) }
        growths.append(
          try KernelGrowth(kernel, sizes: sizes, bench: bench) {
            progress.update("\(number + 1)/\(kernels.count) \(kernel.id) of \($0)")
          })
      } catch { failures.append((kernel.id, "\(error)")) }
    }
    let isIncomplete = growths.count < kernels.count || growths.contains { $0.fit == nil }
    return (
      GrowthTable.of(
        growths, failures: failures, header: Catalog.header(commandLine), seed: seed.seed,
        metadata: Catalog.metadata(commandLine)), isIncomplete
    )
  }

  private var commandLine: String {
    let arguments =
      filters.map(ShellText.quoted) + (size.map { ["--size \($0)"] } ?? []) + ["--samples \(samples)"]
      + (seconds == 5 ? [] : ["--seconds \(seconds)"]) + (growth ? ["--growth"] : [])
      + (instructions ? ["--instructions"] : []) + ["--seed \(seed.value)"]
    return "ivce bench " + arguments.joined(separator: " ")
  }
}
