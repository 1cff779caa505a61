/// The calls and replies of the operations that have no place yet, in the order in which they happened.
///
/// A doubly linked list in two arrays, from which an operation can be taken and put back in O(1), the last taken first.
/// Entries are numbers: below `count` the call of that operation, from there the reply of operation `entry - count`.
/// Operations that have a reply come before those that have none.
@usableFromInline
struct EventList {
  /// How many operations there are.
  @usableFromInline let count: Int
  /// How many of them have a reply.
  @usableFromInline let completed: Int
  @usableFromInline var next: [Int32]
  @usableFromInline var previous: [Int32]

  /// The list of all `entries`, which are given in the order of the events.
  @inlinable
  init(_ entries: [Int32], count: Int, completed: Int) {
    self.count = count
    self.completed = completed
    next = Array(repeating: 0, count: count + completed + 1)
    previous = next
    var last = Int32(count + completed)
    for entry in entries {
      next[Int(last)] = entry
      previous[Int(entry)] = last
      last = entry
    }
    next[Int(last)] = Int32(count + completed)
    previous[count + completed] = last
  }

  /// The first event.
  @inlinable
  var first: Int { Int(next[count + completed]) }

  /// The event after `entry`.
  @inlinable
  func after(_ entry: Int) -> Int { Int(next[entry]) }

  /// Takes the call of `operation` from the list, and its reply.
  @inlinable
  mutating func take(_ operation: Int) {
    unlink(operation)
    if operation < completed {
      unlink(count + operation)
    }
  }

  /// Puts back what the last `take` took.
  @inlinable
  mutating func putBack(_ operation: Int) {
    if operation < completed {
      link(count + operation)
    }
    link(operation)
  }

  @inlinable
  mutating func unlink(_ entry: Int) {
    next[Int(previous[entry])] = next[entry]
    previous[Int(next[entry])] = previous[entry]
  }

  @inlinable
  mutating func link(_ entry: Int) {
    next[Int(previous[entry])] = Int32(entry)
    previous[Int(next[entry])] = Int32(entry)
  }
}
