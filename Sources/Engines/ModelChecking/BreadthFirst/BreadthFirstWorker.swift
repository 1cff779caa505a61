import CanonicalEncoding

/// One worker of a breadth-first search: expands its part of a block into candidates for each owner of parts of the store, and
/// appends those that are new to the next level.
@usableFromInline
struct BreadthFirstWorker<M: Model>: ~Copyable {
  /// The states that this part of the block leads to, by the workers that own their parts of the store.
  @usableFromInline let outboxes: UnsafeMutablePointer<BreadthFirstOutbox<M.State>>
  @usableFromInline let owners: Int
  /// Where in the next level its new states go: the number of the first, its row, and the place of its bytes.
  @usableFromInline var destination = (number: 0, row: 0, byte: 0)
  /// What it has found out about them, and those that it has still to hold against the properties.
  @usableFromInline var properties: BreadthFirstProperties<M.State>
  @usableFromInline var batch: [M.State] = []
  /// Keys sent lately. What is sent twice within a short time, as most states are, is dropped before it costs a look into a large
  /// table; the first to be sent stays the first.
  @usableFromInline let recent: UnsafeMutablePointer<UInt64>
  @usableFromInline static var recentBits: UInt64 { 14 }

  @usableFromInline let coverage: UnsafeMutablePointer<Int>
  @usableFromInline let classes: Int
  @usableFromInline var scratch = ByteWriter()
  @usableFromInline var transitions = 0
  @usableFromInline var stepsOutOfScope = 0
  /// The first state that ended too early.
  @usableFromInline var deadlock: (property: Int, state: UInt32)?
  @usableFromInline var failure: ModelError?

  @usableFromInline init(_ model: M, owners: Int) {
    self.owners = owners
    outboxes = .allocate(capacity: owners)
    for owner in 0..<owners { (outboxes + owner).initialize(to: BreadthFirstOutbox()) }
    properties = BreadthFirstProperties(model.properties)
    classes = model.actionClasses.count
    coverage = .allocate(capacity: max(classes, 1))
    coverage.initialize(repeating: 0, count: max(classes, 1))
    recent = .allocate(capacity: 1 << Int(Self.recentBits))
    recent.initialize(repeating: 0, count: 1 << Int(Self.recentBits))
  }

  @usableFromInline deinit {
    outboxes.deinitialize(count: owners)
    outboxes.deallocate()
    coverage.deallocate()
    recent.deallocate()
  }

  /// Candidates.
  @inlinable var candidates: Int {
    var sum = 0
    for owner in 0..<owners { sum &+= outboxes[owner].rows.count }
    return sum
  }

  /// Bytes of the candidates, or of the room for them.
  @usableFromInline var outboxBytes: Int {
    var sum = 0
    for owner in 0..<owners { sum &+= outboxes[owner].bytes }
    return sum
  }

  /// Says where the new states go, and returns where those of the next worker do.
  @inlinable
  mutating func settle(at place: (number: Int, row: Int, byte: Int)) -> (number: Int, row: Int, byte: Int) {
    destination = place
    var next = place
    for owner in 0..<owners {
      next.number &+= outboxes[owner].accepted.count
      next.row &+= outboxes[owner].accepted.count
      next.byte &+= outboxes[owner].acceptedBytes
    }
    return next
  }

  /// The outbox with the new state that was found first of those not yet appended.
  @inlinable @inline(__always)
  func nextOutbox() -> Int? {
    var (earliest, least) = (0, outboxes[0].nextLink)
    for owner in 1..<owners where outboxes[owner].nextLink < least {
      (earliest, least) = (owner, outboxes[owner].nextLink)
    }
    return least == .max ? nil : earliest
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
    outboxes[BreadthFirstParts.owner(of: key, among: owners)].append(key: key, bytes: scratch.bytes, link: link)
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
        if model.isInScope(successor) {
          send(successor, link: link, keysDecide: keysDecide)
        } else {
          stepsOutOfScope &+= 1
        }
        link &+= 1
        return true
      }
    } catch {
      failure = failure ?? model.failure(error, in: state)
    }
    transitions &+= Int(truncatingIfNeeded: link &- first)
    if link == first, deadlock == nil {
      for (index, property) in ends where !property.holds(state) { deadlock = (index, number) }
    }
  }

  @usableFromInline mutating func note(_ error: MalformedBytes) {
    failure = failure ?? .unreadable(M.State.self, error)
  }

  /// Holds a new state against the properties, now or with others soon.
  @inlinable
  mutating func check(key: UInt64, bytes: UnsafeRawBufferPointer, number: Int) {
    do throws(MalformedBytes) {
      batch.append(try M.State.restored(key: key, bytes: bytes))
      if batch.count == 64 { checkBatch(endingAt: number) }
    } catch {
      properties.unreadable = properties.unreadable ?? error
    }
  }

  /// Holds the new states, the last of which has this number, against the properties.
  @inlinable
  mutating func checkBatch(endingAt number: Int) {
    properties.check(batch, numberedFrom: number &- batch.count &+ 1)
    batch.removeAll(keepingCapacity: true)
  }

  /// Expands a state twice more and reads what it wrote, and notes a failure unless all agree.
  @inlinable @inline(never)
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
