import Glibc
import Subprocess
import SystemPackage

/// A running process that answers each line on its standard input with one on its standard output.
///
/// Its standard input is a socket: to write to a pipe that nobody reads any more would end this process by a signal.
public actor ChildConversation {
  private let socket: Socket
  private var answers: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

  fileprivate init(_ socket: Socket, _ answers: SubprocessOutputSequence.StringSequence<UTF8>) {
    self.socket = socket
    self.answers = answers.makeAsyncIterator()
  }

  /// Sends a line and waits for the answer.
  ///
  /// - Throws: ``ConversationEnded`` if the process ends before it has given one.
  public func answer(to line: String) async throws -> String {
    // Whether it still reads shows in what it answers. So short a line is always taken whole.
    var text = line + "\n"
    _ = text.withUTF8 { send(socket.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    var answers = answers
    let answer = try await answers.next(isolation: self)
    self.answers = answers
    guard let answer else { throw ConversationEnded(conversation: ObjectIdentifier(self)) }
    return answer
  }

  /// Nothing more will be asked: the process sees the end of its input.
  fileprivate func finish() { shutdown(socket.descriptor, Int32(SHUT_WR)) }
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
      let (ours, theirs) = try Socket.pair()
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(theirs, closeAfterSpawningProcess: true), output: .sequence,
        error: .sequence
      ) { execution in
        async let errors = Self.lastLines(of: execution.standardError)
        let conversation = ChildConversation(ours, execution.standardOutput.strings())
        let value: Result<Value, any Error>
        do { value = .success(try await body(conversation)) } catch let end as ConversationEnded {
          value = .failure(end.conversation == ObjectIdentifier(conversation) ? OwnEnd() : end)
        } catch { value = .failure(error) }
        if case .success = value {
          await conversation.finish()
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

/// An end of a pair of sockets, closed when nobody holds it any more.
private final class Socket: Sendable {
  let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Our end, and the one to be handed to a process, which closes it.
  static func pair() throws -> (ours: Socket, theirs: FileDescriptor) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw Errno(rawValue: errno)
    }
    return (Socket(ends[0]), FileDescriptor(rawValue: ends[1]))
  }
}
