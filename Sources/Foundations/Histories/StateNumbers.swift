/// The different states that a search has met, numbered in the order in which it met them.
///
/// Keeps one copy of each, so that stacks and memos hold four bytes instead.
@usableFromInline
struct StateNumbers<State: Hashable> {
  @usableFromInline var states: [State] = []
  @usableFromInline var numbers: [State: UInt32] = [:]

  /// No states.
  @inlinable
  init() {}

  /// The number of `state`. O(1) hashes and comparisons.
  @inlinable
  mutating func number(of state: State) -> UInt32 {
    if let number = numbers[state] {
      return number
    }
    let number = UInt32(states.count)
    numbers[state] = number
    states.append(state)
    return number
  }

  /// The state with `number`.
  @inlinable
  subscript(number: UInt32) -> State { states[Int(number)] }
}
