import ArgumentParser
import Benchmarking
import Conformance
import Measuring
import Randomness
import Reporting
import RunStore

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

  @OptionGroup var keep: KeepOption
  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try (1...10_000).check(samples, of: "--samples")
    guard seconds > 0, seconds.isFinite else { throw UsageError("--seconds must be more than 0, not \(seconds)") }
    if growth && size != nil { throw UsageError("--growth measures a series of sizes: --size is for one") }
    if growth && instructions { throw UsageError("--instructions is for one size: leave out --growth") }
    let kernels = try chosen()
    let store = try keep.open()
    let circumstances = RunCircumstances(command: commandLine, program: Catalog.program, seed: seed.seed)
    Interruption.listen()
    var bench = KernelBench(seed: seed.seed)
    bench.samples = samples
    bench.timeLimit = seconds
    bench.isInterrupted = { Interruption.wasAsked }
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    var round = growth ? try growths(kernels, bench, progress) : try await results(kernels, bench, progress)
    progress.finish()
    let origin = await ProgramOrigin(ofProgram: try OwnProgram.path)
    try keep(circumstances.run(of: round.results, origin: origin), in: store, &round.table, output)
    if round.isWrong { throw LawViolated() }
    if !round.failures.isEmpty { throw NotCompared() }
    if round.isIncomplete { throw Undecided() }
  }

  /// Stores what was measured, if anything was, and prints the table, which says where it is.
  private func keep(
    _ run: StoredRun, in store: RunArchive?, _ table: inout ResultTable, _ output: OutputOptions
  ) throws {
    guard let store, !run.series.isEmpty else { return try output.write(table) }
    let failure = keep.add([run], to: store, &table)
    try output.write(table)
    if let failure { throw failure }
  }

  /// What came of all kernels.
  private struct Round {
    var table: ResultTable
    var results: [KernelResult]
    var failures: [(kernel: String, reason: String)]
    /// Whether a kernel did not come to what it should have.
    var isWrong: Bool
    var isIncomplete: Bool
  }

  private func chosen() throws -> [(kernel: Kernel, sizes: [Int])] {
    let kernels = Catalog.kernels(matching: filters).filter {
      ($0.id != MeasuringWorkloads.calibration || filters.contains($0.id))
        && (!growth || !($0.size?.series ?? []).isEmpty)
    }
    guard !kernels.isEmpty else {
      throw UsageError(
        "no kernel\(growth ? " with a series of sizes" : "") has an id that starts with \(filters.joined(separator: " or ")); see ivce list"
      )
    }
    return try kernels.map { kernel in
      (kernel, try growth ? (kernel.size?.series ?? []).map { try kernel.checkedSize($0) } : [kernel.checkedSize(size)])
    }
  }

  private func results(
    _ kernels: [(kernel: Kernel, sizes: [Int])], _ bench: KernelBench, _ progress: ProgressLine
  ) async throws -> Round {
    var results: [KernelResult] = []
    var failures = KernelFailures()
    for (number, (kernel, sizes)) in kernels.enumerated() where !Interruption.wasAsked {
      progress.update("\(number + 1)/\(kernels.count) \(kernel.id)")
      do {
        var result = try bench.measure(kernel, size: sizes[0])
        defer { results.append(result) }
        if instructions { result.instructions = try await countedInstructions(kernel, size: sizes[0]) }
      } catch { failures.add(kernel.id, error) }
    }
    return Round(
      table: BenchTable.of(
        results, failures: failures.reasons, header: Catalog.header(commandLine), seed: seed.seed,
        metadata: Catalog.metadata(commandLine)), results: results, failures: failures.reasons,
      isWrong: failures.isWrong, isIncomplete: results.count < kernels.count)
  }

  private func countedInstructions(_ kernel: Kernel, size: Int) async throws -> Double {
    var question = SampleQuestion(kernel.id, size: kernel.size == nil ? nil : size, seed: seed.value)
    question.iterations = 1
    let program = KernelProgram(try OwnProgram.path)
    return try await Interruption.cancelling { [question] in
      try await InstructionCounter(of: program).instructionsPerOperation(question)
    }
  }

  private func growths(
    _ kernels: [(kernel: Kernel, sizes: [Int])], _ bench: KernelBench, _ progress: ProgressLine
  ) throws -> Round {
    var growths: [KernelGrowth] = []
    var failures = KernelFailures()
    for (number, (kernel, sizes)) in kernels.enumerated() where !Interruption.wasAsked {
      do {
        growths.append(
          try KernelGrowth(kernel, sizes: sizes, bench: bench) {
            progress.update("\(number + 1)/\(kernels.count) \(kernel.id) of \($0)")
          })
      } catch { failures.add(kernel.id, error) }
    }
    return Round(
      table: GrowthTable.of(
        growths, failures: failures.reasons, header: Catalog.header(commandLine), seed: seed.seed,
        metadata: Catalog.metadata(commandLine)), results: growths.flatMap(\.results), failures: failures.reasons,
      isWrong: failures.isWrong, isIncomplete: growths.count < kernels.count || growths.contains { $0.fit == nil })
  }

  private var commandLine: String {
    let arguments =
      filters.map(ShellText.quoted) + (size.map { ["--size \($0)"] } ?? []) + ["--samples \(samples)"]
      + (seconds == 5 ? [] : ["--seconds \(seconds)"]) + (growth ? ["--growth"] : [])
      + (instructions ? ["--instructions"] : []) + keep.arguments + ["--seed \(seed.value)"]
    return "ivce bench " + arguments.joined(separator: " ")
  }
}

/// Kernels that could not be measured.
private struct KernelFailures {
  private(set) var reasons: [(kernel: String, reason: String)] = []
  private(set) var isWrong = false

  mutating func add(_ kernel: String, _ error: any Error) {
    reasons.append((kernel, "\(error)"))
    if error is WrongKernelResult || error is WrongLookup { isWrong = true }
  }
}
