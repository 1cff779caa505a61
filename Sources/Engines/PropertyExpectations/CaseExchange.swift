import Foundation
import PropertyTesting

/// Has an engine that cannot wait, on a thread of its own, judge cases in a task that can.
///
/// Thread and task take turns: the thread posts a case and sleeps until it is answered; the task is suspended, and blocks no thread,
/// until the next case is posted.
final class CaseExchange<Value>: @unchecked Sendable {
  /// What the task is to do next.
  enum Turn {
    /// Judge this case.
    case judge(Value, Trial)
    /// Nothing: the engine has come to an end.
    case end(CheckReport<Value>)
  }

  private let answered = DispatchSemaphore(value: 0)
  private var answer: (any Error)?
  private var task: UnsafeContinuation<Unchecked<Turn>, Never>?

  /// Starts the engine, which waits for the first call of ``next()``.
  init(_ engine: @escaping (_ judge: @escaping (Value, Trial) throws -> Void) -> CheckReport<Value>) {
    let engine = Unchecked(engine)
    let thread = Thread {
      self.answered.wait()
      self.post(.end(engine.value(self.judge)))
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Judges a case; called on the engine's thread.
  private func judge(_ value: Value, _ trial: Trial) throws {
    post(.judge(value, trial))
    answered.wait()
    if let answer { throw answer }
  }

  private func post(_ turn: Turn) {
    let waiting = task.take()
    waiting?.resume(returning: Unchecked(turn))
  }

  /// Answers the case posted last with the error that it came to, and waits for the next turn; called in the task.
  nonisolated(nonsending) func next(answering error: (any Error)? = nil) async -> Turn {
    answer = error
    let turn = await withUnsafeContinuation { continuation in
      task = continuation
      answered.signal()
    }
    return turn.value
  }
}
