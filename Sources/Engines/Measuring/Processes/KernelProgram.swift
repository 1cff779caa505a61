import Foundation

/// A program that measures kernels, asked in a fresh process each time: `PROGRAM sample KERNEL ...`.
public struct KernelProgram: Sendable, Hashable {
  /// The program: a path, or a name in `PATH`.
  public let path: String

  /// Seconds that one question may take.
  public var timeLimit = 60.0

  /// A program by its path.
  public init(_ path: String) { self.path = path }

  /// The kernels that it can measure.
  public func kernels() async throws(KernelProgramError) -> KernelList {
    let list: KernelList = try await answer(to: ["sample"], processor: nil)
    guard list.schema == KernelList.schema else {
      throw KernelProgramError(
        program: path, question: "sample", reason: .wrongAnswer("\(KernelList.schema) is expected, not \(list.schema)"))
    }
    return list
  }

  /// One sample of a kernel.
  public func sample(_ question: SampleQuestion) async throws(KernelProgramError) -> KernelSample {
    let sample: KernelSample = try await answer(to: question.arguments, processor: question.processor)
    return try checked(sample, question)
  }

  /// The question with the iterations that the program chooses, and fewer repetitions if its work is long: together they take some tens of
  /// milliseconds, but there are eight at the least.
  public func planned(_ question: SampleQuestion) async throws(KernelProgramError) -> SampleQuestion {
    guard question.iterations == nil else { return question }
    var trial = question
    trial.repetitions = Self.fewestRepetitions
    let sample = try await self.sample(trial)
    var planned = question
    planned.iterations = sample.iterations
    if let operations = sample.operations {
      let repetition = sample.least * Double(operations) / Double(sample.wall.count)
      let affordable = KernelTimer().target * Double(question.repetitions) / max(1, repetition)
      planned.repetitions = min(question.repetitions, max(Self.fewestRepetitions, Int(min(affordable, 1e6))))
    }
    return planned
  }

  private static let fewestRepetitions = 8

  /// A sample that answers the question.
  func checked(_ sample: KernelSample, _ question: SampleQuestion) throws(KernelProgramError) -> KernelSample {
    func require(_ condition: Bool, _ expected: String) throws(KernelProgramError) {
      guard condition else {
        throw KernelProgramError(
          program: path, question: question.arguments.joined(separator: " "), reason: .wrongAnswer(expected))
      }
    }
    try require(sample.kernel == question.kernel, "it measured \(sample.kernel)")
    try require(question.size == nil || sample.size == question.size, "it measured another size")
    try require(question.iterations == nil || sample.iterations == question.iterations, "it measured other iterations")
    return sample
  }

  private func answer<Answer: Decodable>(
    to arguments: [String], processor: Int?
  ) async throws(KernelProgramError) -> Answer {
    let question = arguments.joined(separator: " ")
    var process = ChildProcess(path, arguments)
    process.processor = processor
    process.timeLimit = timeLimit
    let output: String
    do { output = try await process.run() } catch {
      throw KernelProgramError(program: path, question: question, reason: .process(error))
    }
    return try decoded(output, question: question)
  }

  /// The document of an answer.
  func decoded<Answer: Decodable>(_ output: String, question: String) throws(KernelProgramError) -> Answer {
    do { return try JSONDecoder().decode(Answer.self, from: Data(output.utf8)) } catch {
      let start = output.split(whereSeparator: \.isNewline).first.map { "'\($0.prefix(60))'" } ?? "nothing"
      let detail = (error as? DecodingError).map(\.summary) ?? "\(error)"
      throw KernelProgramError(
        program: path, question: question, reason: .wrongAnswer("\(detail); it printed \(start)"))
    }
  }
}

/// What is asked of a program.
public struct SampleQuestion: Sendable, Hashable {
  /// The kernel's id.
  public var kernel: String
  /// Its size; nil for the program's own choice.
  public var size: Int?
  /// Decides what the kernel works on.
  public var seed: UInt64
  /// Iterations in a repetition; nil for the program's own choice.
  public var iterations: Int?
  /// Repetitions, of which the least counts.
  public var repetitions = KernelTimer.standardRepetitions
  /// The processor that the process is held on; nil for any.
  public var processor: Int?

  /// A kernel and a seed.
  public init(_ kernel: String, size: Int? = nil, seed: UInt64) {
    self.kernel = kernel
    self.size = size
    self.seed = seed
  }

  /// The words behind the program's name.
  public var arguments: [String] {
    ["sample", kernel] + (size.map { ["--size", "\($0)"] } ?? []) + ["--seed", "\(seed)"]
      + (iterations.map { ["--iterations", "\($0)"] } ?? []) + ["--repetitions", "\(repetitions)"]
  }
}

/// A program that gave no sample.
public struct KernelProgramError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened.
  public enum Reason: Hashable, Sendable {
    /// The process came to no good end.
    case process(ChildProcessError)
    /// It printed something else than a sample; what is wrong with it.
    case wrongAnswer(String)
  }

  /// The program.
  public let program: String
  /// What it was asked.
  public let question: String
  /// What happened.
  public let reason: Reason

  /// Whether the user ended it.
  public var isInterruption: Bool { if case .process(let error) = reason { error.reason == .cancelled } else { false } }

  /// Whether the program could not even be started.
  public var isMissingProgram: Bool {
    if case .process(let error) = reason, case .cannotRun = error.reason { true } else { false }
  }

  /// One line.
  public var description: String {
    switch reason {
    case .process(let error): "\(error) (asked to \(question))"
    case .wrongAnswer(let detail): "\(program) was asked to \(question) and gave no such answer: \(detail)"
    }
  }
}

extension DecodingError {
  /// What was expected where.
  fileprivate var summary: String {
    switch self {
    case .keyNotFound(let key, let context): "it has no \(Self.path(context.codingPath + [key]))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is no such JSON document" : "\(Self.path(context.codingPath)): \(context.debugDescription)"
    @unknown default: "it is malformed"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}
