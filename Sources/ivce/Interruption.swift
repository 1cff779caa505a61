import Foundation
import Synchronization

private let wasInterrupted = Atomic(false)
private let isListening = Atomic(false)

/// Ctrl-C during a long verification: the first asks for what is known so far, the second ends the process as usual.
enum Interruption {
  static var wasAsked: Bool { wasInterrupted.load(ordering: .relaxed) }

  /// Listens, and runs something that waits for other processes: an interrupt cancels it, which ends those.
  static func cancelling<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    listen()
    let task = Task { try await body() }
    let watch = Task {
      while !Task.isCancelled, !wasAsked { try? await Task.sleep(for: .milliseconds(50)) }
      if wasAsked { task.cancel() }
    }
    defer { watch.cancel() }
    return try await task.value
  }

  /// Listens from now on, if it does not yet.
  static func listen() {
    guard !isListening.exchange(true, ordering: .relaxed) else { return }
    // The value is made now: a signal handler may do little more than store.
    wasInterrupted.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      wasInterrupted.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    // Whoever started the process may have blocked the signal on one of its threads, and a process inherits that.
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
  }
}
