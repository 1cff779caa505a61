import Dispatch

/// Runs `body` once for each worker, on as many threads as there are cores, and returns when all are done.
///
/// The caller answers for what the workers share: the pool and the stripes, which have locks. Workers that meet often are a
/// ``WorkerTeam``.
@usableFromInline
func inParallel(_ workers: Int, _ body: (Int) -> Void) {
  withoutActuallyEscaping(body) { body in
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: workers) { body($0) }
  }
}
