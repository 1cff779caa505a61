import CanonicalEncoding

/// All states of a model and all steps between them, in memory: what properties of runs are decided on, and small pictures drawn from.
///
/// States are numbered in breadth-first order and told apart by their bytes. A step costs six bytes: its target and its class; its
/// place among the steps of its state is its place in the row.
struct StateGraph<M: Model>: ~Copyable {
  let model: M
  let budget: RunBudget
  private(set) var rows = StateRows<M.State>()
  /// The number plus one of the state in each slot.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)
  /// The step by which a state was first reached: where it comes from, and its place there.
  private var parents = GrowingBuffer<UInt32>()
  private var ordinals = GrowingBuffer<UInt32>()
  private(set) var steps = StepGraph()
  private var scratch = ByteWriter()

  /// The graph of all states in reach, or of some of them if the budget ends.
  init(_ model: M, _ budget: RunBudget) throws(ModelError) {
    self.model = model
    self.budget = budget
    let classes = model.actionClasses.count
    for (index, state) in model.initialStates.enumerated() where model.isInScope(state) {
      let before = rows.count
      let number = number(of: state, parent: .max, ordinal: UInt32(index))
      if number == before { steps.initial.append(UInt32(number)) }
    }
    var next = 0
    while next < rows.count {
      guard budget.holdsGraph(states: count, bytes: bytes) else { return }
      let state = try state(next)
      let parent = UInt32(next)
      var ordinal: UInt32 = 0
      var unknownClass: Int?
      try model.visitSuccessors(of: state) { action, successor in
        let actionClass = model.actionClass(of: action)
        if classes > 0, !(0..<classes).contains(actionClass) { unknownClass = actionClass }
        if model.isInScope(successor) {
          let target = number(of: successor, parent: parent, ordinal: ordinal)
          steps.append(to: UInt32(target), class: UInt16(truncatingIfNeeded: actionClass))
        } else {
          steps.append(to: StepGraph.outOfScope, class: UInt16(truncatingIfNeeded: actionClass))
        }
        ordinal += 1
        return budget.goesOn() && unknownClass == nil
      }
      if let unknownClass { throw .unknownActionClass(unknownClass) }
      steps.endState()
      next += 1
    }
    _ = budget.holdsGraph(states: count, bytes: bytes)
  }

  var count: Int { rows.count }

  /// Bytes in use.
  var bytes: Int { rows.bytes + slots.count * 4 + parents.bytes + ordinals.bytes + steps.bytes }

  func state(_ number: Int) throws(ModelError) -> M.State {
    do throws(MalformedBytes) {
      return try rows.state(of: number)
    } catch {
      throw .unreadable(M.State.self, error)
    }
  }

  /// Whether each state satisfies a predicate; not all are looked at if the budget ends.
  func labels(_ holds: (M.State) -> Bool) throws(ModelError) -> [Bool] {
    guard budget.holds(bytes: count) else { return [] }
    var labels = Array(repeating: false, count: count)
    for number in 0..<count where budget.goesOn() { labels[number] = holds(try state(number)) }
    return labels
  }

  /// The shortest way to a state.
  func path(to number: Int) -> TracePath {
    var ordinals: [Int] = []
    var here = number
    while parents[here] != .max {
      ordinals.append(Int(self.ordinals[here]))
      here = Int(parents[here])
    }
    return TracePath(initial: Int(self.ordinals[here]), ordinals: ordinals.reversed())
  }

  private mutating func number(of state: M.State, parent: UInt32, ordinal: UInt32) -> Int {
    let key = state.key(writing: &scratch)
    var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if rows.keys[number] == key, rows.bytes(of: number).elementsEqual(scratch.bytes) || M.State.isPacked {
        return number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    rows.append(key: key, bytes: scratch.bytes)
    parents.append(parent)
    ordinals.append(ordinal)
    slots[slot] = UInt32(rows.count)
    if rows.count * 2 > slots.count { growSlots() }
    return rows.count - 1
  }

  private mutating func growSlots() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in 0..<rows.count {
      var slot = Int(truncatingIfNeeded: rows.keys[number]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
