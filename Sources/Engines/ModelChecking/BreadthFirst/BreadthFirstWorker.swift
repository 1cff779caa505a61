import CanonicalEncoding

/// One worker of a breadth-first search: expands its part of a block into a stream of candidates, in order.
@usableFromInline
struct BreadthFirstWorker<M: Model>: ~Copyable {
  /// The states that this part of the block leads to, with parent and step of each in one word (``BreadthFirstLink``).
  @usableFromInline var rows = StateRows<M.State>()
  @usableFromInline var links = GrowingBuffer<UInt64>()
  /// The rows that were new, in order; and, while several workers take them in, a mark for each row.
  @usableFromInline var accepted = GrowingBuffer<UInt32>()
  @usableFromInline var marks = GrowingBuffer<UInt8>()
  /// Keys sent lately. What is sent twice within a short time, as most states are, is dropped before it costs a look into a large
  /// table; the first to be sent stays the first.
  @usableFromInline let recent: UnsafeMutablePointer<UInt64>
  @usableFromInline static var recentBits: UInt64 { 14 }

  @usableFromInline let coverage: UnsafeMutablePointer<Int>
  @usableFromInline let classes: Int
  @usableFromInline var scratch = ByteWriter()
  @usableFromInline var transitions = 0
  /// The first state that ended too early.
  @usableFromInline var deadlock: (property: Int, state: UInt32)?
  @usableFromInline var failure: ModelError?

  @usableFromInline init(classes: Int) {
    self.classes = classes
    coverage = .allocate(capacity: max(classes, 1))
    coverage.initialize(repeating: 0, count: max(classes, 1))
    recent = .allocate(capacity: 1 << Int(Self.recentBits))
    recent.initialize(repeating: 0, count: 1 << Int(Self.recentBits))
  }

  @usableFromInline deinit {
    coverage.deallocate()
    recent.deallocate()
  }

  /// Begins a new block.
  @inlinable mutating func removeAll() {
    rows.removeAll()
    links.count = 0
    accepted.count = 0
  }

  /// Adds a candidate.
  @inlinable @inline(__always)
  mutating func send(_ state: M.State, link: UInt64, keysDecide: Bool) {
    let key = state.key(writing: &scratch)
    if keysDecide {
      let place = recent + Int(truncatingIfNeeded: key &>> (64 - Self.recentBits))
      if place.pointee == key, key != 0 { return }
      place.pointee = key
    }
    rows.append(key: key, bytes: scratch.bytes)
    links.append(link)
  }

  /// Expands one state.
  @inlinable @inline(__always)
  mutating func expand(
    _ state: M.State, number: UInt32, _ model: M, ends: [(Int, ModelProperty<M.State>)], keysDecide: Bool
  ) {
    var link = UInt64(number) &<< 16
    let first = link
    do {
      try model.forEachSuccessor(of: state) { action, successor in
        if classes > 0 {
          let actionClass = model.actionClass(of: action)
          guard actionClass >= 0, actionClass < classes else {
            failure = failure ?? .unknownActionClass(actionClass)
            return false
          }
          coverage[actionClass] &+= 1
        }
        guard link &- first < 1 &<< 16 else {
          failure = failure ?? .tooManySteps(state: model.text(of: state))
          return false
        }
        if model.isInScope(successor) { send(successor, link: link, keysDecide: keysDecide) }
        link &+= 1
        return true
      }
    } catch {
      failure = failure ?? .stepThrew(state: model.text(of: state), error: "\(error)")
    }
    transitions &+= Int(truncatingIfNeeded: link &- first)
    if link == first, deadlock == nil {
      for (index, property) in ends where !property.holds(state) { deadlock = (index, number) }
    }
  }

  @usableFromInline mutating func note(_ error: MalformedBytes) {
    failure = failure ?? .unreadable(M.State.self, error)
  }

  /// Makes the list of rows that were marked.
  @inlinable
  mutating func collectMarked() {
    for row in 0..<rows.count where marks[row] != 0 { accepted.append(UInt32(truncatingIfNeeded: row)) }
  }

  /// Expands a state twice more and reads what it wrote, and notes a failure unless all agree.
  @usableFromInline
  mutating func guardStability(of state: M.State, key: UInt64, _ model: M) {
    guard failure == nil else { return }
    do throws(ModelError) {
      try model.checkStability(of: state, key: key, &scratch)
    } catch {
      failure = error
    }
  }
}

/// How a state was first reached, in one word: the number of its parent, and the place of the step among the parent's.
///
/// Parents from 0xFFFF_0000 on stand for none; with the 16 bits of a step they number the initial states.
@usableFromInline
enum BreadthFirstLink {
  @usableFromInline static let firstWithoutParent: UInt32 = 0xFFFF_0000

  @inlinable static func initial(_ index: Int) -> UInt64 {
    UInt64(firstWithoutParent) &<< 16 &+ UInt64(truncatingIfNeeded: index)
  }
}
