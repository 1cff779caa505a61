import PropertyTesting

/// A lock that is tried for, by a test-and-set in one step or, wrongly, in two.
final class TryLock {
  struct NotHeld: Error {}

  private let isAtomic: Bool
  private var isHeld = false

  init(isAtomic: Bool) { self.isAtomic = isAtomic }

  func acquire() -> Steps<Bool> {
    .step {
      if self.isHeld { return .done(false) }
      if self.isAtomic {
        self.isHeld = true
        return .done(true)
      }
      return .step {
        self.isHeld = true
        return .done(true)
      }
    }
  }

  func release() -> Steps<Bool> {
    .atomically {
      guard self.isHeld else { throw NotHeld() }
      self.isHeld = false
      return true
    }
  }
}

/// What a lock is: held or not.
struct LockModel: ParallelModel {
  enum Command { case acquire, release }

  typealias Object = TryLock

  var isHeld = false

  var commands: Generator<Command> { .element(of: [.acquire, .release]) }

  func meetsPrecondition(_ command: Command) -> Bool { command == .acquire || isHeld }

  static func steps(of command: Command, on lock: TryLock) -> Steps<Bool> {
    command == .acquire ? lock.acquire() : lock.release()
  }

  func step(_ call: Command, _ reply: Bool?) -> LockModel? {
    switch call {
    case .acquire: reply == nil || reply == !isHeld ? LockModel(isHeld: true) : nil
    case .release: reply != false && isHeld ? LockModel(isHeld: false) : nil
    }
  }

  static func start(isAtomic: Bool) -> Generator<(model: LockModel, object: TryLock)> {
    Generator { _ in (LockModel(), TryLock(isAtomic: isAtomic)) }
  }
}
