import PropertyTesting

/// Values under handles. A slot is used again after a handle was closed, and tells by a number which handle it belongs to.
struct Registry {
  struct Handle: Hashable {
    let slot: Int
    let use: Int
  }

  /// Looks at the slot only.
  var trustsHandles = false
  private var slots: [(value: Int?, use: Int)] = []

  init(trustsHandles: Bool) { self.trustsHandles = trustsHandles }

  mutating func put(_ value: Int) -> Handle {
    let slot = slots.firstIndex { $0.value == nil } ?? slots.count
    if slot == slots.count { slots.append((nil, 0)) }
    slots[slot] = (value, slots[slot].use + 1)
    return Handle(slot: slot, use: slots[slot].use)
  }

  func get(_ handle: Handle) -> Int? {
    trustsHandles || slots[handle.slot].use == handle.use ? slots[handle.slot].value : nil
  }

  mutating func close(_ handle: Handle) { if get(handle) != nil { slots[handle.slot].value = nil } }
}

/// What a registry is: the values of the handles that are open, and nothing under those that were closed.
struct RegistryModel: CommandModel {
  typealias Reference = Results<Entry>.Reference
  enum Command { case put(Int), get(Reference), close(Reference) }
  enum Reply { case handle(Registry.Handle), value(Int?), done }
  struct Entry {
    let handle: Registry.Handle
    var value: Int?
  }

  var handles = Results<Entry>()

  var commands: Generator<Command> {
    .oneOf(
      handles.reference.map(Command.get), handles.reference.map(Command.close),
      Generator<Int>.integer(in: 0...99).map(Command.put))
  }

  /// A handle may be used after it was closed, but not be closed again.
  func meetsPrecondition(_ command: Command) -> Bool {
    if case .close(let reference) = command { handles[reference]?.value != nil } else { true }
  }

  func run(_ command: Command, on registry: inout Registry) throws -> Reply {
    switch command {
    case .put(let value): return .handle(registry.put(value))
    case .get(let reference): return .value(registry.get(try entry(reference).handle))
    case .close(let reference):
      registry.close(try entry(reference).handle)
      return .done
    }
  }

  func checkPostcondition(of command: Command, _ reply: Reply) throws {
    if case .get(let reference) = command, case .value(let found) = reply {
      let expected = try entry(reference).value
      try expect(found == expected, "expected \(expected.map(String.init) ?? "nil")")
    }
  }

  mutating func advance(_ command: Command, _ reply: Reply) {
    switch (command, reply) {
    case (.put(let value), .handle(let handle)): handles.add(Entry(handle: handle, value: value))
    case (.close(let reference), _): handles[reference]?.value = nil
    default: break
    }
  }

  struct Dangling: Error {}

  private func entry(_ reference: Reference) throws -> Entry {
    guard let entry = handles[reference] else { throw Dangling() }
    return entry
  }

  static func start(trustsHandles: Bool = false) -> Generator<(model: RegistryModel, object: Registry)> {
    Generator { _ in (RegistryModel(), Registry(trustsHandles: trustsHandles)) }
  }
}
