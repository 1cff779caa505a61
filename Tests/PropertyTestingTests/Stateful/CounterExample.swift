import PropertyTesting

/// A counter whose increment is one step, or a read and a write, or the two within a spin lock.
final class Counter {
  enum Kind { case atomic, racy, locked, neverUnlocked }

  private let kind: Kind
  private var value = 0
  private var isLocked = false

  init(_ kind: Kind) { self.kind = kind }

  func read() -> Steps<CounterModel.Reply> { .atomically { .value(self.value) } }

  func increment() -> Steps<CounterModel.Reply> {
    switch kind {
    case .atomic:
      .atomically {
        self.value += 1
        return .done
      }
    case .racy: readThenWrite()
    case .locked, .neverUnlocked: locked()
    }
  }

  private func readThenWrite() -> Steps<CounterModel.Reply> {
    .step {
      let seen = self.value
      return .step {
        self.value = seen + 1
        return .done(.done)
      }
    }
  }

  private func locked() -> Steps<CounterModel.Reply> {
    .step {
      if self.isLocked { return self.locked() }
      self.isLocked = true
      return .step {
        let seen = self.value
        return .step {
          self.value = seen + 1
          return .step {
            self.isLocked = self.kind == .neverUnlocked
            return .done(.done)
          }
        }
      }
    }
  }
}

/// What a counter is: a number.
struct CounterModel: ParallelModel {
  enum Command { case read, increment }
  enum Reply: Hashable { case value(Int), done }

  typealias Object = Counter

  var value = 0
  var kinds: [Command] = [.read, .increment]

  var commands: Generator<Command> { .element(of: kinds) }

  static func steps(of command: Command, on counter: Counter) -> Steps<Reply> {
    switch command {
    case .read: counter.read()
    case .increment: counter.increment()
    }
  }

  func step(_ call: Command, _ reply: Reply?) -> CounterModel? {
    switch (call, reply) {
    case (.read, .value(let read)): read == value ? self : nil
    case (.read, nil): self
    case (.increment, .done), (.increment, nil): CounterModel(value: value + 1, kinds: kinds)
    case (.read, .done), (.increment, .value): nil
    }
  }

  static func start(_ kind: Counter.Kind) -> Generator<(model: CounterModel, object: Counter)> {
    Generator { _ in (CounterModel(), Counter(kind)) }
  }
}

extension CounterModel: CustomStringConvertible {
  var description: String { "a counter at \(value)" }
}
