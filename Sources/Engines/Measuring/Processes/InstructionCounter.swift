import Foundation

/// Counts instructions by valgrind's callgrind: the same number each time, whatever the machine does besides, some fifty times slower, and
/// blind to caches and waiting.
public final class InstructionCounter: Sendable {
  private let program: KernelProgram

  /// A copy of the program without what debuggers read, of which valgrind does not understand everything.
  private let stripped: String

  /// Prepares a program to be counted.
  public init(of program: KernelProgram) async throws(KernelProgramError) {
    self.program = program
    stripped = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-counted-\(UUID().uuidString)").path
    do { _ = try await ChildProcess("strip", ["--strip-debug", "-o", stripped, program.path]).run() } catch {
      throw KernelProgramError(program: "strip", question: "strip", reason: .process(error))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: stripped) }

  /// Instructions an operation of a kernel.
  ///
  /// Two runs that differ only in their number of repetitions are counted; their difference contains nothing of the set-up. Hashing
  /// is made deterministic, iterations and warm-ups are fixed.
  public func instructionsPerOperation(_ question: SampleQuestion) async throws(KernelProgramError) -> Double {
    var question = question
    if question.iterations == nil { question.iterations = try await program.sample(question).iterations }
    let (few, many) = (try await count(question, repetitions: 1), try await count(question, repetitions: 3))
    return Double(many.instructions - few.instructions) / Double(many.operations - few.operations)
  }

  private func count(
    _ question: SampleQuestion, repetitions: Int
  ) async throws(KernelProgramError) -> (instructions: Int, operations: Int) {
    var question = question
    question.repetitions = repetitions
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-callgrind-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    var process = ChildProcess(
      "valgrind",
      ["--quiet", "--tool=callgrind", "--callgrind-out-file=\(file)", stripped] + question.arguments
        + ["--warm-ups", "0"])
    process.environment = ["SWIFT_DETERMINISTIC_HASHING": "1"]
    process.timeLimit = program.timeLimit * 60
    func failure(_ detail: String) -> KernelProgramError {
      KernelProgramError(program: program.path, question: question.kernel, reason: .wrongAnswer(detail))
    }
    let output: String
    do { output = try await process.run() } catch {
      throw KernelProgramError(program: "valgrind", question: question.kernel, reason: .process(error))
    }
    guard let sample = try? JSONDecoder().decode(KernelSample.self, from: Data(output.utf8)),
      let operations = sample.operations
    else { throw failure("it printed no sample with its operations") }
    guard let counts = SystemFiles.text(file), let instructions = Self.summary(counts) else {
      throw failure("callgrind left no count")
    }
    return (instructions, operations)
  }

  /// The line `summary: N` of callgrind's output.
  package static func summary(_ text: String) -> Int? {
    let key = "summary:"
    return text.split(separator: "\n").first { $0.hasPrefix(key) }.flatMap {
      SystemFiles.count($0.dropFirst(key.count))
    }
  }
}
