import PropertyTesting

/// A bounded queue in a ring of slots, one of which stays empty.
struct Ring {
  /// Forgets to wrap the difference of the two ends around.
  var miscounts = false
  private var slots: [Int]
  private var (first, end) = (0, 0)

  init(capacity: Int, miscounts: Bool) {
    slots = Array(repeating: 0, count: capacity + 1)
    self.miscounts = miscounts
  }

  var count: Int { (end - first + (miscounts ? 0 : slots.count)) % slots.count }

  mutating func push(_ item: Int) {
    slots[end] = item
    end = (end + 1) % slots.count
  }

  mutating func pop() -> Int {
    defer { first = (first + 1) % slots.count }
    return slots[first]
  }
}

/// What a bounded queue is: its items.
struct QueueModel: CommandModel {
  enum Command { case push(Int), pop, count }

  let capacity: Int
  var items: [Int] = []

  var commands: Generator<Command> {
    .oneOf(.constant(.count), .constant(.pop), Generator<Int>.integer(in: 0...99).map(Command.push))
  }

  func meetsPrecondition(_ command: Command) -> Bool {
    switch command {
    case .push: items.count < capacity
    case .pop: !items.isEmpty
    case .count: true
    }
  }

  func run(_ command: Command, on queue: inout Ring) -> Int? {
    switch command {
    case .push(let item): queue.push(item)
    case .pop: return queue.pop()
    case .count: return queue.count
    }
    return nil
  }

  func checkPostcondition(of command: Command, _ reply: Int?) throws {
    switch command {
    case .push: break
    case .pop: try expect(reply == items[0], "expected \(items[0])")
    case .count: try expect(reply == items.count, "expected \(items.count)")
    }
  }

  mutating func advance(_ command: Command, _ reply: Int?) {
    switch command {
    case .push(let item): items.append(item)
    case .pop: items.removeFirst()
    case .count: break
    }
  }

  static func start(
    capacity: ClosedRange<Int>, miscounts: Bool = false
  ) -> Generator<(model: QueueModel, object: Ring)> {
    Generator { source throws(Rejection) in
      let capacity = try source.integer(in: capacity)
      return (QueueModel(capacity: capacity), Ring(capacity: capacity, miscounts: miscounts))
    }
  }
}
