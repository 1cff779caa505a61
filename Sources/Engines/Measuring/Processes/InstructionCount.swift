import Foundation

/// Instructions counted by valgrind's callgrind: the same number each time, whatever the machine does besides, some fifty times slower,
/// and blind to caches and waiting.
public enum InstructionCount {
  /// Instructions an operation of a kernel, or why there is no such number.
  ///
  /// Two runs that differ only in their number of repetitions are counted; their difference contains nothing of the set-up. Hashing
  /// is made deterministic, iterations and warm-ups are fixed.
  public static func perOperation(
    of program: KernelProgram, _ question: SampleQuestion
  ) async throws(KernelProgramError) -> Double {
    var question = question
    if question.iterations == nil { question.iterations = try await program.sample(question).iterations }
    let (few, many) = (1, 3)
    let (fewer, _) = try await count(program, question, repetitions: few)
    let (more, operations) = try await count(program, question, repetitions: many)
    return Double(more - fewer) / (operations * Double(many - few) / Double(many))
  }

  private static func count(
    _ program: KernelProgram, _ question: SampleQuestion, repetitions: Int
  ) async throws(KernelProgramError) -> (instructions: Int, operations: Double) {
    var question = question
    question.repetitions = repetitions
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-callgrind-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    var process = ChildProcess(
      "valgrind",
      ["--quiet", "--tool=callgrind", "--callgrind-out-file=\(file)", program.path] + question.arguments
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
    guard let counts = SystemFiles.text(file), let instructions = summary(counts) else {
      throw failure("callgrind left no count")
    }
    return (instructions, Double(operations))
  }

  /// The line `summary: N` of callgrind's output.
  package static func summary(_ text: String) -> Int? {
    let key = "summary:"
    return text.split(separator: "\n").first { $0.hasPrefix(key) }.flatMap {
      SystemFiles.count($0.dropFirst(key.count))
    }
  }
}
