extension SubscriptionIndex where M: ~Copyable {
  /// The bytes that it holds, about: the matcher, the subscriptions as they were inserted, and the tables between them.
  public var bytes: Int {
    var bytes = matcher.bytes + dimensions.bytes
    bytes += owners.capacity * MemoryLayout<ID?>.stride
    bytes += subscriptions.capacity * MemoryLayout<Subscription?>.stride
    for subscription in subscriptions { bytes += subscription?.bytesBeside ?? 0 }
    bytes += parts.capacity * MemoryLayout<Part>.stride
    bytes += places.capacity * (MemoryLayout<(ID, Int32)>.stride + 1)
    bytes += (firstParts.capacity + freeOwners.capacity + freeParts.capacity) * MemoryLayout<Int32>.stride
    return bytes
  }

  /// Looks whether the index is as it should be inside: for tests, at any cost.
  ///
  /// - Throws: ``BrokenInvariant``.
  public func checkInvariants() throws {
    try matcher.checkInvariants()
    try BrokenInvariant.unless(
      matcher.count + freeParts.count == parts.count && places.count + freeOwners.count == owners.count,
      "names are lost")
    var all: [Conjunction] = []
    for (id, place) in places {
      guard owners[Int(place)] == id, let subscription = subscriptions[Int(place)] else {
        throw BrokenInvariant("\(id) is not where it is looked for")
      }
      let conjunctions = conjunctions(of: subscription)
      all += conjunctions
      var count = 0
      var part = firstParts[Int(place)]
      while part >= 0 {
        count += 1
        try BrokenInvariant.unless(parts[Int(part)].owner == place, "a part of \(id) is another's")
        part = parts[Int(part)].next
      }
      try BrokenInvariant.unless(count == conjunctions.count, "\(id) has \(count) parts")
    }
    try dimensions.checkInvariants(all)
  }
}

extension Subscription {
  /// The bytes that it holds beside its own stride, about.
  var bytesBeside: Int {
    switch form {
    case .predicate(let predicate): predicate.name.octets.bytesBeside + predicate.comparison.bytesBeside
    case .negation(let operand): MemoryLayout<Subscription>.stride + 16 + operand.bytesBeside
    case .conjunction(let operands), .disjunction(let operands):
      operands.reduce(32) { $0 + MemoryLayout<Subscription>.stride + $1.bytesBeside }
    }
  }
}

extension AttributePredicate.Comparison {
  fileprivate var bytesBeside: Int {
    switch self {
    case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
      .greaterOrEqual(let value), .prefix(let value):
      value.text?.bytesBeside ?? 0
    case .within(let low, let high): (low.text?.bytesBeside ?? 0) + (high.text?.bytesBeside ?? 0)
    case .oneOf(let values):
      values.reduce(32) { $0 + MemoryLayout<EventValue>.stride + ($1.text?.bytesBeside ?? 0) }
    case .exists: 0
    }
  }
}
