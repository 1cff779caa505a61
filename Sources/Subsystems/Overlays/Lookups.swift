import Randomness

/// Many lookups from given starts to given keys.
public struct LookupBatch<Key: Sendable>: Sendable {
  /// The nodes that look up, one for each key.
  public let starts: [NodeIndex]

  /// The keys that are looked up.
  public let keys: [Key]

  /// Pairs starts and keys.
  public init(starts: [NodeIndex], keys: [Key]) {
    precondition(starts.count == keys.count, "each lookup has a start and a key")
    self.starts = starts
    self.keys = keys
  }

  /// The number of lookups.
  @inlinable public var count: Int { starts.count }
}

extension Overlay {
  /// Runs the lookups of a range, all by default, one after another, and hands each finished route to `body` with the
  /// number of its lookup.
  @inlinable
  public func lookUp(_ batch: LookupBatch<Key>, in range: Range<Int>? = nil, _ body: (Int, Route) -> Void) {
    for number in range ?? 0..<batch.count {
      var route = begin(from: batch.starts[number], to: batch.keys[number])
      while advance(&route) {}
      body(number, route)
    }
  }

  /// Runs the lookups of a range, all by default, with `width` of them under way at once, one step of each in turn,
  /// so that the processor waits for many memory accesses together. Hands each finished route to `body`, in no
  /// particular order.
  @inlinable
  public func lookUpInterleaved(
    _ batch: LookupBatch<Key>, in range: Range<Int>? = nil, width: Int = 24, _ body: (Int, Route) -> Void
  ) {
    precondition(width > 0, "at least one lookup is under way")
    let range = range ?? 0..<batch.count
    let slots = min(width, range.count)
    guard slots > 0 else { return }
    withUnsafeTemporaryAllocation(of: Route.self, capacity: slots) { routes in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: slots) { numbers in
        var next = range.lowerBound
        for slot in 0..<slots {
          routes.initializeElement(at: slot, to: begin(from: batch.starts[next], to: batch.keys[next]))
          numbers.initializeElement(at: slot, to: next)
          next &+= 1
        }
        var active = slots
        while active > 0 {
          var slot = 0
          while slot < active {
            if advance(&routes[slot]) {
              slot &+= 1
              continue
            }
            body(numbers[slot], routes[slot])
            if next < range.upperBound {
              routes[slot] = begin(from: batch.starts[next], to: batch.keys[next])
              numbers[slot] = next
              next &+= 1
              slot &+= 1
            } else {
              active &-= 1
              routes[slot] = routes[active]
              numbers[slot] = numbers[active]
            }
          }
        }
      }
    }
  }
}

extension Overlay {
  /// Lookups with uniform starts and keys.
  public func randomLookups(_ count: Int, using generator: inout Xoshiro256StarStar) -> LookupBatch<Key> {
    var starts: [NodeIndex] = []
    var keys: [Key] = []
    starts.reserveCapacity(count)
    keys.reserveCapacity(count)
    for _ in 0..<count {
      starts.append(generator.below(nodeCount))
      keys.append(randomKey(using: &generator))
    }
    return LookupBatch(starts: starts, keys: keys)
  }
}
