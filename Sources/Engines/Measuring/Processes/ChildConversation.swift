import Subprocess
import SystemPackage

/// A running process that answers each line on its standard input with one on its standard output.
public actor ChildConversation {
  private let writer: StandardInputWriter
  private var answers: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

  fileprivate init(_ writer: StandardInputWriter, _ answers: SubprocessOutputSequence.StringSequence<UTF8>) {
    self.writer = writer
    self.answers = answers.makeAsyncIterator()
  }

  /// Sends a line and waits for the answer.
  ///
  /// - Throws: ``ConversationEnded`` if the process ends before it has given one.
  public func answer(to line: String) async throws -> String {
    // Whether it still reads shows in what it answers.
    _ = try? await writer.write(line + "\n")
    var answers = answers
    let answer = try await answers.next(isolation: self)
    self.answers = answers
    guard let answer else { throw ConversationEnded(conversation: ObjectIdentifier(self)) }
    return answer
  }

  fileprivate func finish() async throws { try await writer.finish() }
}

extension ChildProcess {
  /// Runs it and talks with it. Its standard input is closed when `body` returns, and its end is waited for.
  ///
  /// - Returns: what `body` returns, if the process ended well then.
  public func converse<Value: Sendable>(
    _ body: @escaping @Sendable (ChildConversation) async throws -> Value
  ) async throws -> Value {
    let configuration = configuration
    let (outcome, value) = try await withinLimit { () async throws -> (ChildOutcome, Result<Value, any Error>) in
      let result = try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        execution in
        async let errors = Self.lastLines(of: execution.standardError)
        let conversation = ChildConversation(execution.standardInputWriter, execution.standardOutput.strings())
        let value: Result<Value, any Error>
        do { value = .success(try await body(conversation)) } catch let end as ConversationEnded {
          value = .failure(end.conversation == ObjectIdentifier(conversation) ? OwnEnd() : end)
        } catch { value = .failure(error) }
        if case .success = value {
          try await conversation.finish()
        } else {
          await execution.teardown(using: [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
          ])
        }
        return (value, try await errors)
      }
      let (value, errors) = result.closureResult
      return (ChildOutcome(status: result.terminationStatus, errors: errors), value)
    }
    switch value {
    case .success(let value):
      _ = try outcome.output(of: program)
      return value
    case .failure(let error):
      guard error is OwnEnd else { throw error }
      // It ended by itself: how it did says more.
      _ = try outcome.output(of: program)
      throw ChildProcessError(program: program, reason: .endedEarly)
    }
  }
}

/// A process ended, or closed its output, before it had given an answer: of several that one talks with, the one of this conversation.
public struct ConversationEnded: Error {
  let conversation: ObjectIdentifier
}

/// The process of the conversation at hand has ended.
private struct OwnEnd: Error {}
