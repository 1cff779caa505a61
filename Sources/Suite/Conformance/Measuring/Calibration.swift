import Foundation
import Measuring
import Randomness

/// How often slow-downs of known size are found on the machine at hand, and how often one is told where there is none.
///
/// The program measures itself: the base does its work, the head some per cent more than it counts. Pairs are measured just as between two
/// builds, those of all slow-downs mixed, for as long as the budget lasts; then the whole procedure, suspicion and confirmation, is
/// applied to stretches of successive pairs.
public struct Calibration: Sendable {
  /// What the machine does besides.
  public enum Condition: String, Sendable, CaseIterable {
    /// Each process is held on one processor; nothing else is started.
    case pinned
    /// The same, while another process works on another processor, in memory that both share the way to.
    case loaded
  }

  /// A slow-down that is injected, in per cent, and the share of the pairs that is spent on it.
  private static let levels: [(percent: Int, weight: Int)] = [(0, 4), (2, 1), (5, 4), (10, 1)]

  /// The program that is measured, which knows the kernel ``MeasuringWorkloads/calibration``.
  public let program: KernelProgram

  /// The rule that is tried.
  public var rule = ChangeRule()

  /// Seconds for all conditions together.
  public var budget = Self.standardBudget

  /// Decides the order of everything.
  public var seed: Seed

  /// Asked before each pair.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Less than ten minutes.
  public static let standardBudget = 540.0

  /// Calibrates with `program`.
  public init(program: KernelProgram, seed: Seed) {
    self.program = program
    self.seed = seed
  }

  /// Measures all conditions that the machine allows.
  ///
  /// - Parameter processors: those that may be used, by number; the second one is loaded.
  public func run(
    processors: [Int], progress: @escaping (String) -> Void
  ) async throws(KernelProgramError) -> [CalibrationVerdict] {
    var verdicts: [CalibrationVerdict] = []
    let conditions = Condition.allCases.filter { $0 == .pinned || processors.count >= 2 }
    for condition in conditions {
      verdicts += try await run(
        condition, processors: processors, seconds: budget / Double(conditions.count), progress: progress)
    }
    return verdicts
  }

  private func run(
    _ condition: Condition, processors: [Int], seconds: Double, progress: (String) -> Void
  ) async throws(KernelProgramError) -> [CalibrationVerdict] {
    let load = condition == .loaded ? Load(program: program.path, processor: processors[1]) : nil
    do throws(KernelProgramError) {
      let verdicts = try await measure(condition, processors: processors, seconds: seconds, progress: progress)
      await load?.end()
      return verdicts
    } catch {
      await load?.end()
      throw error
    }
  }

  private func measure(
    _ condition: Condition, processors: [Int], seconds: Double, progress: (String) -> Void
  ) async throws(KernelProgramError) -> [CalibrationVerdict] {
    let stopwatch = Stopwatch()
    var question = SampleQuestion(MeasuringWorkloads.calibration, seed: seed.value)
    question.processor = processors.first
    question.size = 100
    question = try await program.planned(question)
    var comparison = PairedComparison(base: program, head: program, seed: seed)
    comparison.interleaves = true
    var order = seed.stream("calibration.\(condition.rawValue)")
    var logarithms = [[Double]](repeating: [], count: Self.levels.count)
    var spent = [Double](repeating: 0, count: Self.levels.count)
    var plan: [Int] = []
    while stopwatch.seconds < seconds, !isInterrupted() {
      if plan.isEmpty {
        plan = Self.levels.indices.flatMap { Array(repeating: $0, count: Self.levels[$0].weight) }
        plan.shuffle(using: &order)
      }
      let level = plan.removeLast()
      progress(
        "measuring.calibration \(condition.rawValue): \(Int(stopwatch.seconds)) of \(Int(seconds)) s, \(logarithms[0].count) pairs without a change"
      )
      var changed = question
      changed.size = 100 + Self.levels[level].percent
      let start = stopwatch.seconds
      do {
        let (first, second) = try await comparison.pair(question, asking: changed, order: &order)
        logarithms[level].append(log(second.least) - log(first.least))
        spent[level] += stopwatch.seconds - start
      } catch  where isInterrupted() {
        break
      }
    }
    return Self.levels.indices.map { level in
      CalibrationVerdict(
        condition, injected: Self.levels[level].percent, logarithms: logarithms[level], seconds: spent[level],
        rule: rule)
    }
  }
}

/// A process that works on a processor until it is ended.
private struct Load {
  private let task: Task<Void, Never>

  /// Follows links through memory that no private cache holds.
  init(program: String, processor: Int) {
    var process = ChildProcess(
      program, ["sample", "measuring.access", "--size", "67108864", "--repetitions", "1000000"])
    process.processor = processor
    process.timeLimit = 3_600
    task = Task { [process] in _ = try? await process.run() }
  }

  /// Ends it, and waits for that: nothing is left to disturb what comes next when this process is over.
  func end() async {
    task.cancel()
    await task.value
  }
}
