extension ConcurrentHistory {
  /// Whether some order of the operations explains all replies, and keeps operations that do not overlap in theirs.
  ///
  /// False for a history that is not valid. Tries the interleavings of the clients one after the other and allocates
  /// nothing: fast for the few operations of a model, exponential in their number; `RecordedHistory` is for more.
  @inlinable
  public var isLinearizable: Bool {
    guard isValid else { return false }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * clientCount + 1) { memory in
      let positions = UnsafeMutableBufferPointer(rebasing: memory[..<clientCount])
      let starts = UnsafeMutableBufferPointer(rebasing: memory[clientCount...])
      positions.initialize(repeating: 0)
      var unexplained = 0
      var client = 0
      for row in operations.indices {
        if row == 0 || operations[row].client != operations[row - 1].client {
          starts.initializeElement(at: client, to: row)
          client += 1
        }
        unexplained += operations[row].reply == nil ? 0 : 1
      }
      starts.initializeElement(at: client, to: operations.count)
      return unexplained == 0
        || operations.withUnsafeBufferPointer { operations in
          completedBefore.withUnsafeBufferPointer { completedBefore in
            InterleavingSearch<Object>(
              operations: operations, completedBefore: completedBefore, starts: starts, positions: positions
            ).explains(unexplained, from: initial)
          }
        }
    }
  }
}

/// Depth-first search through the interleavings of the clients' operations.
@usableFromInline
struct InterleavingSearch<Object: SequentialObject> {
  @usableFromInline let operations: UnsafeBufferPointer<ConcurrentHistory<Object>.Operation>
  @usableFromInline let completedBefore: UnsafeBufferPointer<UInt32>
  /// Where the operations of each client begin, and after the last client where all end.
  @usableFromInline let starts: UnsafeMutableBufferPointer<Int>
  /// How many operations of each client have a place.
  @usableFromInline let positions: UnsafeMutableBufferPointer<Int>

  @inlinable
  init(
    operations: UnsafeBufferPointer<ConcurrentHistory<Object>.Operation>, completedBefore: UnsafeBufferPointer<UInt32>,
    starts: UnsafeMutableBufferPointer<Int>, positions: UnsafeMutableBufferPointer<Int>
  ) {
    self.operations = operations
    self.completedBefore = completedBefore
    self.starts = starts
    self.positions = positions
  }

  /// Whether the `unexplained` replies that are left can be explained by an object in `state`.
  @inlinable
  func explains(_ unexplained: Int, from state: Object) -> Bool {
    for client in positions.indices {
      let row = starts[client] + positions[client]
      guard row < starts[client + 1], mayComeNext(row) else { continue }
      let reply = operations[row].reply
      guard let next = state.step(operations[row].call, reply) else { continue }
      // What is in flight need not take effect; where it would change nothing there is no use in it.
      if reply == nil && next == state { continue }
      let left = reply == nil ? unexplained : unexplained - 1
      if left == 0 { return true }
      positions[client] += 1
      if explains(left, from: next) { return true }
      positions[client] -= 1
    }
    return false
  }

  /// Whether all operations that were completed when the one at `row` was called have a place.
  @inlinable
  func mayComeNext(_ row: Int) -> Bool {
    for client in positions.indices
    where positions[client] < Int(completedBefore[row * positions.count + client]) {
      return false
    }
    return true
  }
}
