import PropertyTesting

/// Keys and values, first in memory and after a flush in a segment that is not changed any more.
final class Store {
  private var memory: [Int: Int?] = [:]
  private var segment: [Int: Int] = [:]
  /// Takes a deleted key out of memory, where the deletion should be noted.
  private let forgetsDeletions: Bool

  init(forgetsDeletions: Bool) { self.forgetsDeletions = forgetsDeletions }

  func get(_ key: Int) -> Int? { memory[key] ?? segment[key] }

  func put(_ key: Int, _ value: Int) { memory[key] = .some(value) }

  func delete(_ key: Int) {
    if forgetsDeletions { memory[key] = nil } else { memory[key] = .some(nil) }
  }

  func flush() {
    for (key, value) in memory { segment[key] = value }
    memory.removeAll()
  }
}

/// What a store is: a dictionary, for which a flush changes nothing.
struct StoreModel: CommandModel {
  enum Command { case get(Int), put(key: Int, value: Int), delete(Int), flush }

  var values: [Int: Int] = [:]
  var keys = 0...9

  var commands: Generator<Command> {
    let key = Generator<Int>.integer(in: keys)
    return .oneOf(
      .constant(.flush), key.map(Command.get), key.map(Command.delete),
      Generator<(Int, Int)>.tuple(key, .integer(in: 0...999)).map { .put(key: $0.0, value: $0.1) })
  }

  func run(_ command: Command, on store: inout Store) -> Int? {
    switch command {
    case .get(let key): return store.get(key)
    case .put(let key, let value): store.put(key, value)
    case .delete(let key): store.delete(key)
    case .flush: store.flush()
    }
    return nil
  }

  func checkPostcondition(of command: Command, _ reply: Int?) throws {
    if case .get(let key) = command {
      try expect(reply == values[key], "expected \(values[key].map(String.init) ?? "nil")")
    }
  }

  mutating func advance(_ command: Command, _ reply: Int?) {
    switch command {
    case .put(let key, let value): values[key] = value
    case .delete(let key): values[key] = nil
    case .get, .flush: break
    }
  }

  static func start(
    keys: ClosedRange<Int> = 0...9, forgetsDeletions: Bool = false
  ) -> Generator<(model: StoreModel, object: Store)> {
    Generator { _ in (StoreModel(keys: keys), Store(forgetsDeletions: forgetsDeletions)) }
  }
}
