import CProcessor
import Dispatch
import Foundation
import Synchronization

/// Threads that work together on one piece after another, for as long as a search lasts.
///
/// A piece takes some hundred microseconds, and to wake a thread takes tens of them, more on a virtual machine whose processor has
/// gone to rest. So a thread looks out for the next piece for a while before it sleeps, unless there are more threads than cores.
@usableFromInline
final class WorkerTeam: Sendable {
  private let members: [Member]
  /// How often a thread looks before it sleeps.
  private let patience: Int
  /// The piece in hand; written before a round begins, read after.
  private nonisolated(unsafe) var piece: (@Sendable (Int) -> Void)?
  /// Grows by one with each piece.
  private let round = Atomic(0)
  private let unfinished = Atomic(0)

  private final class Member: Sendable {
    let isAsleep = Atomic(false)
    let alarm = DispatchSemaphore(value: 0)
  }

  /// The caller and so many threads less one.
  @usableFromInline init(of count: Int) {
    members = (1..<count).map { _ in Member() }
    patience = count <= ProcessInfo.processInfo.activeProcessorCount ? 20_000 : 0
    for (index, member) in members.enumerated() {
      let thread = Thread { [self] in serve(as: member, index + 1) }
      thread.stackSize = 8 << 20  // that of the first thread: a model may recurse
      thread.start()
    }
  }

  /// Calls `body` once for each number below that of the team, at the same time, and returns when all are done.
  ///
  /// The caller answers for what the calls share: nothing but memory behind pointers, of which each touches its own part.
  @usableFromInline func work(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      unfinished.store(members.count, ordering: .relaxed)
      begin { body($0) }
      body(0)
      var looks = 0
      while unfinished.load(ordering: .acquiring) > 0 {
        looks += 1
        if looks < patience { ivce_pause() } else { sched_yield() }
      }
      piece = nil
    }
  }

  /// Sends the threads home.
  @usableFromInline func dismiss() { begin(nil) }

  private func begin(_ piece: (@Sendable (Int) -> Void)?) {
    self.piece = piece
    round.add(1, ordering: .sequentiallyConsistent)
    for member in members where member.isAsleep.exchange(false, ordering: .sequentiallyConsistent) {
      member.alarm.signal()
    }
  }

  private func serve(as member: Member, _ number: Int) {
    var last = 0
    while true {
      wait(as: member, forRoundAfter: last)
      last += 1
      guard doPart(number) else { return }
      unfinished.subtract(1, ordering: .acquiringAndReleasing)
    }
  }

  private func wait(as member: Member, forRoundAfter last: Int) {
    repeat {
      for _ in 0..<patience {
        if round.load(ordering: .acquiring) != last { return }
        ivce_pause()
      }
      member.isAsleep.store(true, ordering: .sequentiallyConsistent)
      // A round that began meanwhile may have come too early to see that this thread sleeps: then nobody wakes it.
      let mustSleep = round.load(ordering: .sequentiallyConsistent) == last
      if mustSleep || !member.isAsleep.exchange(false, ordering: .sequentiallyConsistent) { member.alarm.wait() }
      // Who began the round before may have been held up, and only now find asleep who has done with it.
    } while round.load(ordering: .acquiring) == last
  }

  /// Not inlined, so that the closure is let go before the part counts as done.
  @inline(never)
  private func doPart(_ number: Int) -> Bool {
    guard let piece else { return false }
    piece(number)
    return true
  }
}
