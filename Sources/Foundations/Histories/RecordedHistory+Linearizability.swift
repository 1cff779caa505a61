extension RecordedHistory {
  /// Whether some order of the operations explains all replies of an object that was `initial` at first, and keeps
  /// operations that do not overlap in theirs.
  ///
  /// Exponential at worst, close to linear with few overlaps; memory grows with the steps. Ends as unknown after
  /// `stepLimit` steps, or when `isInterrupted`, asked every 4096 steps, says so.
  @inlinable
  public func linearizability(
    from initial: Object, stepLimit: Int = .max, isInterrupted: () -> Bool = { false }
  ) -> LinearizabilityReport {
    linearizability(from: initial, partitionedBy: { _ in 0 }, stepLimit: stepLimit, isInterrupted: isInterrupted)
  }

  /// The same, for an object whose calls do not influence each other if their keys differ: a history is linearizable if
  /// and only if its part for each key is (Herlihy and Wing 1990, theorem 1), which is much easier to find out.
  ///
  /// The smallest parts come first. Each may use an equal share of the steps that are left, so that a part that is too
  /// hard does not hide a violation in another.
  @inlinable
  public func linearizability<Key: Hashable>(
    from initial: Object, partitionedBy key: (Object.Call) -> Key,
    stepLimit: Int = .max, isInterrupted: () -> Bool = { false }
  ) -> LinearizabilityReport {
    let parts = parts(by: key)
    var orders: [[Int]] = []
    var steps = 0
    var configurations = 0
    var reason: LinearizabilityVerdict.Reason?
    func report(_ verdict: LinearizabilityVerdict) -> LinearizabilityReport {
      LinearizabilityReport(verdict, parts: parts.count, steps: steps, configurations: configurations)
    }

    for (index, part) in parts.enumerated() {
      var search = LinearizationSearch(self, part: part)
      search.steps = steps
      let share = max(0, stepLimit - steps) / (parts.count - index)
      let end = search.run(from: initial, stepLimit: steps + share, isInterrupted: isInterrupted)
      steps = search.steps
      configurations += search.memo.count
      switch end {
      case .order:
        orders.append(search.order.map { search.places[Int($0)] })
      case .blocked(let operation):
        let prefix = search.furthestOrder.map { search.places[Int($0)] }
        return report(
          .violated(LinearizabilityViolation(blocked: search.places[operation], prefix: prefix, part: part)))
      case .unknown(.interruption):
        return report(.unknown(.interruption))
      case .unknown(.stepLimit):
        reason = .stepLimit
      }
    }
    return report(reason.map { .unknown($0) } ?? .linearizable(order: merged(orders)))
  }

  /// The operations that may have had an effect, by key, each part in the order of the calls, the smallest part first.
  @inlinable
  func parts<Key: Hashable>(by key: (Object.Call) -> Key) -> [[Int]] {
    var numbers: [Key: Int] = [:]
    var parts: [[Int]] = []
    for (index, operation) in operations.enumerated() where operation.outcome != .failed {
      let part = numbers[key(operation.call), default: parts.count]
      if part == parts.count {
        numbers[key(operation.call)] = part
        parts.append([])
      }
      parts[part].append(index)
    }
    return parts.sorted { ($0.count, $0[0]) < ($1.count, $1[0]) }
  }

  /// One order for the whole from an order for each part.
  ///
  /// Let each operation take effect at the latest call among itself and those before it in its part's order. That is
  /// before its reply, since none of them was called after it; and a call belongs to one part only, so these moments
  /// order the parts among each other.
  @inlinable
  func merged(_ orders: [[Int]]) -> [Int] {
    var moments: [(event: Int, place: Int, operation: Int)] = []
    for order in orders {
      var event = -1
      for (place, operation) in order.enumerated() {
        event = max(event, operations[operation].invoked)
        moments.append((event, place, operation))
      }
    }
    moments.sort { ($0.event, $0.place) < ($1.event, $1.place) }
    return moments.map(\.operation)
  }
}
