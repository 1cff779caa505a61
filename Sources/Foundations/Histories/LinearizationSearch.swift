/// The search for an order of the operations of one part of a history.
///
/// Wing and Gong 1993 with Lowe's memo: whatever comes next was called before the first reply that is still to be
/// explained; take each such operation in turn, go back when none is left. Two shortcuts for operations without a reply:
/// one that would change nothing here need not take effect here, and of equal ones the first called can go first.
///
/// Operations are numbered in the order of their replies, then those without one in the order of their calls. Time and
/// memory are exponential at worst; with few overlaps, close to linear.
@usableFromInline
struct LinearizationSearch<Object: SequentialObject> {
  /// How a search ends.
  @usableFromInline
  enum End {
    case order
    case blocked(Int)
    case unknown(LinearizabilityVerdict.Reason)
  }

  /// The place of each operation in the history.
  @usableFromInline let places: [Int]
  @usableFromInline let calls: [Object.Call]
  @usableFromInline let replies: [Object.Reply?]
  /// For each operation without a reply, the last one before it with the same call, or -1.
  @usableFromInline let twins: [Int32]
  @usableFromInline let completed: Int

  @usableFromInline var events: EventList
  @usableFromInline var placed: PlacedOperations
  @usableFromInline var memo = ConfigurationMemo()
  @usableFromInline var states = StateNumbers<Object>()
  /// How often an object was asked for its next state, here and in the parts before.
  @usableFromInline var steps = 0

  /// The operations that have a place, in their order, and the state before each.
  @usableFromInline var order: [Int32] = []
  @usableFromInline var statesBefore: [UInt32] = []

  /// The order that explained the most replies, and the first reply that it did not explain.
  @usableFromInline var furthestOrder: [Int32] = []
  @usableFromInline var furthestBlocked = -1

  /// A search among the operations at `part`, which are in the order of their calls.
  @inlinable
  init(_ history: RecordedHistory<Object>, part: [Int]) {
    let operations = history.operations
    let replied = part.filter { operations[$0].returned != nil }
    let places =
      replied.sorted { operations[$0].returned ?? .max < operations[$1].returned ?? .max }
      + part.filter { operations[$0].outcome == .unknown }
    let completed = replied.count
    self.places = places
    self.completed = completed
    calls = places.map { operations[$0].call }
    replies = places.map { operations[$0].reply }

    var twins = [Int32](repeating: -1, count: completed)
    var lastWithCall: [Object.Call: Int32] = [:]
    for number in completed..<places.count {
      twins.append(lastWithCall.updateValue(Int32(number), forKey: calls[number]) ?? -1)
    }
    self.twins = twins

    let count = places.count
    var moments = places.indices.map { (event: operations[places[$0]].invoked, entry: Int32($0)) }
    for number in 0..<completed {
      moments.append((operations[places[number]].returned ?? .max, Int32(count + number)))
    }
    moments.sort { $0.event < $1.event }
    events = EventList(moments.map(\.entry), count: count, completed: completed)
    placed = PlacedOperations(count: count, completed: completed)
  }

  /// Searches until `steps` reaches `stepLimit`, and asks every 4096 whether to stop.
  @inlinable
  mutating func run(from initial: Object, stepLimit: Int, isInterrupted: () -> Bool) -> End {
    var state = states.number(of: initial)
    var unexplained = completed
    var entry = events.first
    while unexplained > 0 {
      if entry < calls.count {
        guard twins[entry] < 0 || placed.contains(Int(twins[entry])) else {
          entry = events.after(entry)
          continue
        }
        guard steps < stepLimit else {
          return .unknown(.stepLimit)
        }
        steps += 1
        if steps & 4095 == 0 && isInterrupted() {
          return .unknown(.interruption)
        }
        if let next = place(entry, in: state) {
          order.append(Int32(entry))
          statesBefore.append(state)
          state = next
          unexplained -= entry < completed ? 1 : 0
          events.take(entry)
          entry = events.first
        } else {
          entry = events.after(entry)
        }
      } else {
        noteBlocked(entry - calls.count)
        guard let last = order.popLast(), let before = statesBefore.popLast() else {
          return .blocked(furthestBlocked)
        }
        let operation = Int(last)
        state = before
        unexplained += operation < completed ? 1 : 0
        placed.remove(operation)
        events.putBack(operation)
        entry = events.after(operation)
      }
    }
    return .order
  }

  /// The state after `operation`, if it is possible in `state`, not without effect, and leads to something new.
  @inlinable
  mutating func place(_ operation: Int, in state: UInt32) -> UInt32? {
    guard let next = states[state].step(calls[operation], replies[operation]) else {
      return nil
    }
    let number = states.number(of: next)
    if operation >= completed && number == state {
      return nil
    }
    placed.insert(operation)
    if memo.insert(placed, state: number) {
      return number
    }
    placed.remove(operation)
    return nil
  }

  @inlinable
  mutating func noteBlocked(_ operation: Int) {
    guard
      operation > furthestBlocked || operation == furthestBlocked && order.count > furthestOrder.count
    else { return }
    furthestBlocked = operation
    furthestOrder = order
  }
}
