import Randomness

/// Two programs that are measured at the same time in turns: both processes are there, on the same processor, and each does a burst of
/// repetitions while the other waits.
///
/// A machine that is shared changes its speed within tens of milliseconds, by more than what is looked for. Processes one after the
/// other meet different moments; bursts of two milliseconds in turns meet nearly the same. Concurrent processes on two processors would not
/// do: what virtual machines call processors share much of what they are measured by.
struct InterleavedSamples {
  let base: KernelProgram
  let head: KernelProgram

  /// Bursts of each process.
  private static let bursts = 16

  /// One sample of each, each put together from its bursts; who begins is drawn for each pair of bursts.
  ///
  /// - Parameter question: what the base is asked; its repetitions are those of all bursts together.
  /// - Parameter other: what the head is asked.
  func pair(
    _ question: SampleQuestion, _ other: SampleQuestion, order: inout some RandomNumberGenerator
  ) async throws -> (base: KernelSample, head: KernelSample) {
    let turns = (0..<min(Self.bursts, question.repetitions)).map { _ in order.next() & 1 == 0 }
    func inBursts(_ question: SampleQuestion) -> SampleQuestion {
      var question = question
      question.repetitions = max(1, question.repetitions / Self.bursts)
      return question
    }
    let (base, head, asked, otherwise) = (base, head, inBursts(question), inBursts(other))
    let samples = try await base.conversing(asked) { baseTalk in
      try await head.conversing(otherwise) { headTalk in
        var (bases, heads): ([KernelSample], [KernelSample]) = ([], [])
        for baseIsFirst in turns {
          if baseIsFirst { bases.append(try await base.burst(asked, baseTalk)) }
          heads.append(try await head.burst(otherwise, headTalk))
          if !baseIsFirst { bases.append(try await base.burst(asked, baseTalk)) }
        }
        return (bases, heads)
      }
    }
    return (KernelSample(merging: samples.0), KernelSample(merging: samples.1))
  }
}

extension KernelProgram {
  /// Talks with a process that gives a burst for each line.
  fileprivate func conversing<Value: Sendable>(
    _ question: SampleQuestion, _ body: @escaping @Sendable (ChildConversation) async throws -> Value
  ) async throws -> Value {
    var process = ChildProcess(path, question.arguments + ["--stepwise"])
    process.processor = question.processor
    process.timeLimit = timeLimit
    let words = process.arguments.joined(separator: " ")
    do {
      return try await process.converse(body)
    } catch let error as KernelProgramError {
      throw error
    } catch let error as ConversationEnded {
      // Of the other process: its own conversation says how.
      throw error
    } catch let error as ChildProcessError {
      throw KernelProgramError(program: path, question: words, reason: .process(error))
    } catch {
      throw KernelProgramError(program: path, question: words, reason: .wrongAnswer("\(error)"))
    }
  }

  fileprivate func burst(_ question: SampleQuestion, _ conversation: ChildConversation) async throws -> KernelSample {
    let line = try await conversation.answer(to: "burst")
    return try checked(decoded(line, question: (question.arguments + ["--stepwise"]).joined(separator: " ")), question)
  }
}
