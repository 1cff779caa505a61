import Foundation
import Synchronization

private let wasInterrupted = Atomic(false)

/// Ctrl-C during a long verification: the first asks for what is known so far, the second ends the process as usual.
enum Interruption {
  static var wasAsked: Bool { wasInterrupted.load(ordering: .relaxed) }

  /// Listens from now on.
  static func listen() {
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
