extension ATreeMatcher {
  /// What a reader keeps: the event, which gates it meets, and which are yet to be looked at.
  public struct Scratch: MatchingScratch, Sendable {
    /// The alls that were decided, each as often as it was.
    public internal(set) var candidates = 0
    var event = NumberedEvent()
    var run = Run()
  }

  /// What one event does to gates.
  struct Run: Sendable {
    /// A gate that waits for its level, and the place of the one that waits before it; -1 if it is the last.
    struct Waiting: BitwiseCopyable, Sendable {
      var gate: UInt32
      var next: Int32
    }

    /// By gate: the number of the last event that was found to meet it.
    var stamps: [UInt32] = []
    var epoch: UInt32 = 0
    /// What is yet to be looked at, the words of ``Waiter``s.
    var found: [UInt32] = []
    var waiting: [Waiting] = []
    /// By level: the place of the last gate that waits for it.
    var last = [Int32](repeating: -1, count: ATreeMatcher.deepest + 1)
    var highest = 0
    var decided = 0

    mutating func begin(gates: Int) {
      while stamps.count < gates { stamps.append(0) }
      if epoch == .max {
        for gate in stamps.indices { stamps[gate] = 0 }
        epoch = 0
      }
      epoch += 1
    }

    mutating func wait(_ gate: UInt32, level: Int) {
      waiting.append(Waiting(gate: gate, next: last[level]))
      last[level] = Int32(waiting.count - 1)
      highest = max(highest, level)
    }
  }

  /// What a reader needs; it grows with the number of attributes and of gates.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of all subscriptions that the event satisfies. Takes time in proportion to the gates that wait
  /// for what the event meets, and to the children of these that are looked at.
  public func match(_ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
    scratch.event.enter(event, attributes)
    scratch.run.begin(gates: gates.count)
    run(&scratch.run, scratch.event, into: &matches)
    scratch.candidates += scratch.run.decided
    scratch.run.decided = 0
    scratch.event.leave()
  }

  private func run(_ run: inout Run, _ event: borrowing NumberedEvent, into matches: inout [SubscriptionID]) {
    emit(always, isShared: true, into: &matches)
    for number in event.numbers {
      indexes[Int(number)].find(event.values[Int(number)], into: &run.found)
      look(event, &run, into: &matches)
    }
    var level = 2
    while level <= run.highest {
      decide(level, event, &run, into: &matches)
      level += 1
    }
    run.highest = 0
    run.waiting.removeAll(keepingCapacity: true)
  }

  /// Decides the alls that wait for a level.
  private func decide(
    _ level: Int, _ event: borrowing NumberedEvent, _ run: inout Run, into matches: inout [SubscriptionID]
  ) {
    var next = run.last[level]
    run.last[level] = -1
    while next >= 0 {
      let gate = Int(run.waiting[Int(next)].gate)
      next = run.waiting[Int(next)].next
      run.decided += 1
      guard isTrue(gates[gate], event, run) else { continue }
      raise(gate, &run, into: &matches)
    }
    look(event, &run, into: &matches)
  }

  /// Looks at what has been found, and at what waits for that if it is true, until there is no more.
  private func look(_ event: borrowing NumberedEvent, _ run: inout Run, into matches: inout [SubscriptionID]) {
    var next = 0
    while next < run.found.count {
      sift(from: next, event, &run)
      let end = run.found.count
      while next < end {
        let waiter = Waiter(word: run.found[next])
        next &+= 1
        if waiter.isAllOfLeaves {
          if areMet(at: waiter.place, event) { raise(Int(words[waiter.place]), &run, into: &matches) }
        } else if waiter.isLeaf {
          follow(leaves[waiter.place].bond, &run, into: &matches)
        } else if !gates[waiter.place].isAny {
          run.wait(waiter.word, level: Int(gates[waiter.place].level))
        } else if run.stamps[waiter.place] != run.epoch {
          raise(waiter.place, &run, into: &matches)
        }
      }
    }
    run.found.removeAll(keepingCapacity: true)
  }

  /// Takes out, of what has been found from a place on, the alls of leaves whose first child is not met. A loop without
  /// branches, so that their children come from memory side by side.
  private func sift(from start: Int, _ event: borrowing NumberedEvent, _ run: inout Run) {
    let (words, codes) = (words.words.span, event.codes.span)
    var (kept, decided) = (start, 0)
    var found = run.found.mutableSpan
    for index in start..<found.count {
      let waiter = Waiter(word: found[unchecked: index])
      found[unchecked: kept] = waiter.word
      kept &+= 1
      guard waiter.isAllOfLeaves else { continue }
      let (low, high) = (words[unchecked: waiter.place &+ 2], words[unchecked: waiter.place &+ 3])
      let test = CodedConstraint(word: UInt64(low) | UInt64(high) << 32)
      kept &-= test.isUnfit || test.isMet(codes) ? 0 : 1
      decided &+= 1
    }
    run.found.removeLast(run.found.count - kept)
    run.decided &+= decided
  }

  @inline(__always)
  private func isMet(_ place: Int, _ event: borrowing NumberedEvent) -> Bool {
    let test = tests[place]
    if !test.isUnfit { return test.isMet(event.codes.span) }
    let leaf = leaves[place]
    return event.codes[Int(leaf.number)] != NumberedEvent.absent
      && event.values[Int(leaf.number)] &- leaf.low <= leaf.width
  }

  /// Whether an event that meets the last child of a gate meets the others, which are leaves.
  @inline(__always)
  private func areMet(at offset: Int, _ event: borrowing NumberedEvent) -> Bool {
    var child = offset &+ Self.header
    let last = child &+ Int(words[offset &+ 1]) &- 1
    while child < last, isMet(Reference(word: words[child]).place, event) { child &+= 1 }
    return child == last
  }

  /// Whether an event that meets the last child of a gate meets the others, of which those that are gates have been
  /// decided.
  private func isTrue(_ gate: Gate, _ event: borrowing NumberedEvent, _ run: borrowing Run) -> Bool {
    for place in childRange(at: Int(gate.children.offset)).dropLast() {
      let child = Reference(word: words[place])
      let isTrue = child.isLeaf ? isMet(child.place, event) : run.stamps[child.place] == run.epoch
      if !isTrue { return false }
    }
    return true
  }

  /// Notes that a gate is true.
  @inline(__always)
  private func raise(_ gate: Int, _ run: inout Run, into matches: inout [SubscriptionID]) {
    let bond = gates[gate].bond
    if bond.uses > 0 || gates[gate].isAny { run.stamps[gate] = run.epoch }
    follow(bond, &run, into: &matches)
  }

  /// Appends the subscriptions of a node that is true, and notes its parents.
  @inline(__always)
  private func follow(_ bond: Bond, _ run: inout Run, into matches: inout [SubscriptionID]) {
    emit(bond.subscription, isShared: bond.isShared, into: &matches)
    if bond.parentCount == 1 {
      run.found.append(bond.parents)
    } else {
      let first = Int(bond.parents)
      for place in first..<first &+ Int(bond.parentCount) { run.found.append(words[place]) }
    }
  }

  @inline(__always)
  private func emit(_ first: UInt32, isShared: Bool, into matches: inout [SubscriptionID]) {
    guard first != Self.noSubscription else { return }
    matches.append(SubscriptionID(unchecked: first))
    guard isShared else { return }
    var next = subscriptions[Int(first)].next
    while next != Self.noSubscription {
      matches.append(SubscriptionID(unchecked: next))
      next = subscriptions[Int(next)].next
    }
  }
}
