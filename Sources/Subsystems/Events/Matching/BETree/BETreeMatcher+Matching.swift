extension BETreeMatcher {
  /// What a reader keeps: the event, and the subtrees that are yet to be looked through.
  public struct Scratch: MatchingScratch, Sendable {
    /// The subscriptions in the lists that were read.
    public internal(set) var candidates = 0
    var event = NumberedEvent()
    var waiting: [UInt32] = []
  }

  /// What a reader needs; it grows with the number of attributes.
  public func makeScratch() -> Scratch { Scratch() }

  /// Appends the names of all subscriptions that the event satisfies. Takes time in proportion to the nodes that the
  /// event leads to and the subscriptions in their lists.
  public func match(_ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
    scratch.event.enter(event, attributes)
    scratch.candidates += search(scratch.event, &scratch.waiting, into: &matches)
    scratch.event.leave()
  }

  /// Goes through all nodes that the event leads to. Returns the number of subscriptions in their lists.
  private func search(
    _ event: borrowing NumberedEvent, _ waiting: inout [UInt32], into matches: inout [SubscriptionID]
  ) -> Int {
    let (nodes, words, entries) = (nodes.span, lists.words.span, directories.words.span)
    let (codes, values, numbers) = (event.codes.span, event.values.span, event.numbers.span)
    var candidates = 0
    waiting.append(Self.root)
    while let top = waiting.popLast() {
      var node = top
      repeat {
        let this = nodes[unchecked: Int(node)]
        var value: UInt64 = 0
        if node != Self.root {
          value = values[unchecked: Int(this.attribute)]
          guard this.interval.contains(value) else { break }
        }
        candidates &+= Int(this.listed)
        Self.test(words, this.first, this.first &+ Int(this.used), codes, values, into: &matches)
        if this.entries > 0 { Self.note(entries.extracting(this.directoryRange), codes, numbers, in: &waiting) }
        node = this.half(of: value)
      } while node != Node.none
    }
    return candidates
  }

  /// Tests the subscriptions of a list one after another.
  @inline(__always)
  private static func test(
    _ words: Span<UInt64>, _ first: Int, _ end: Int, _ codes: Span<UInt32>, _ values: Span<UInt64>,
    into matches: inout [SubscriptionID]
  ) {
    var record = first
    while record < end {
      let head = words[unchecked: record]
      let next = record &+ BETreeRecord.length(head)
      var constraint = record &+ 1
      if !BETreeRecord.isWide(head) {
        while constraint < next {
          guard CodedConstraint(word: words[unchecked: constraint]).isMet(codes) else { break }
          constraint &+= 1
        }
      } else {
        while constraint < next {
          let number = Int(words[unchecked: constraint])
          guard codes[unchecked: number] != NumberedEvent.absent,
            values[unchecked: number] &- words[unchecked: constraint &+ 1] <= words[unchecked: constraint &+ 2]
          else { break }
          constraint &+= 3
        }
      }
      if constraint == next { matches.append(BETreeRecord.id(head)) }
      record = next
    }
  }

  /// Notes the subtrees of the event's attributes: by a look at every entry of a small directory, by a probe for every
  /// attribute in a large one.
  @inline(__always)
  private static func note(
    _ entries: Span<UInt64>, _ codes: Span<UInt32>, _ numbers: Span<UInt32>, in waiting: inout [UInt32]
  ) {
    if entries.count <= 2 &* numbers.count {
      for slot in entries.indices {
        let entry = entries[unchecked: slot]
        if entry != emptyEntry, codes[unchecked: Int(entry >> 32)] != NumberedEvent.absent {
          waiting.append(UInt32(truncatingIfNeeded: entry))
        }
      }
      return
    }
    for index in numbers.indices {
      var slot = home(of: numbers[unchecked: index], slots: entries.count)
      while entries[unchecked: slot] != emptyEntry {
        if UInt32(truncatingIfNeeded: entries[unchecked: slot] >> 32) == numbers[unchecked: index] {
          waiting.append(UInt32(truncatingIfNeeded: entries[unchecked: slot]))
          break
        }
        slot = (slot &+ 1) & (entries.count &- 1)
      }
    }
  }
}
