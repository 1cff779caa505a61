import Histories

/// The definition, tried out: whether any order of any choice of operations explains a history.
struct BruteForce<Object: SequentialObject> {
  struct Operation {
    let call: Object.Call
    let reply: Object.Reply?
    let start: Int
    let end: Int
    let isOptional: Bool
  }

  var operations: [Operation]
  /// A mutant forgets that operations which do not overlap keep their order.
  var respectsTime = true

  init(_ history: RecordedHistory<Object>) {
    operations = history.operations.filter { $0.outcome != .failed }.map {
      Operation(
        call: $0.call, reply: $0.reply, start: $0.invoked, end: $0.returned ?? .max, isOptional: $0.reply == nil)
    }
  }

  /// The history up to `event`, with the replies that came later.
  func before(_ event: Int) -> BruteForce {
    var copy = self
    copy.operations = operations.filter { $0.start < event }.map {
      Operation(
        call: $0.call, reply: $0.reply, start: $0.start, end: $0.end, isOptional: $0.isOptional || $0.end >= event)
    }
    return copy
  }

  /// A mutant takes calls without a reply for calls without effect.
  var withoutLost: BruteForce {
    var copy = self
    copy.operations.removeAll { $0.reply == nil }
    return copy
  }

  func isLinearizable(from initial: Object) -> Bool {
    var order: [Int] = []
    return extends(&order, initial)
  }

  /// Goes through all permutations of all choices, and looks at each only when it is whole.
  private func extends(_ order: inout [Int], _ initial: Object) -> Bool {
    if isWhole(order) && explains(order, from: initial) {
      return true
    }
    for index in operations.indices where !order.contains(index) {
      order.append(index)
      if extends(&order, initial) {
        return true
      }
      order.removeLast()
    }
    return false
  }

  private func isWhole(_ order: [Int]) -> Bool {
    operations.indices.allSatisfy { operations[$0].isOptional || order.contains($0) }
  }

  func explains(_ order: [Int], from initial: Object) -> Bool {
    var state = initial
    for (place, index) in order.enumerated() {
      let operation = operations[index]
      if respectsTime && order[..<place].contains(where: { operations[$0].start > operation.end }) {
        return false
      }
      guard let next = state.step(operation.call, operation.reply) else { return false }
      state = next
    }
    return true
  }
}

extension RecordedHistory {
  /// Whether `order` explains the replies to its operations and keeps those that do not overlap in theirs; O(n).
  func isExplained(by order: [Int], from initial: Object) -> Bool {
    var state = initial
    var latestCall = -1
    for index in order {
      let operation = operations[index]
      latestCall = max(latestCall, operation.invoked)
      guard operation.outcome != .failed, latestCall < operation.returned ?? .max,
        let next = state.step(operation.call, operation.reply)
      else { return false }
      state = next
    }
    return Set(order).count == order.count
  }

  /// Whether `order` has every operation of `part`, or of all, that got its reply before `event`.
  func isComplete(_ order: [Int], of part: [Int]? = nil, before event: Int = .max) -> Bool {
    let members = Set(order)
    return (part ?? Array(operations.indices)).allSatisfy {
      guard let returned = operations[$0].returned, returned < event else { return true }
      return members.contains($0)
    }
  }
}
