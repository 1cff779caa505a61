/// Choices that were good once: popularity changes, and values turn up that the codes did not foresee.
extension BlockMatcher {
  /// Looks whether the choices still are good, once as many changes have been made as there are subscriptions, and makes them anew if not.
  mutating func reconsider() {
    clock.restart(for: size)
    if attributes.shouldLearn {
      rebuild()
    } else if pivotsAreStale {
      for index in 0..<homes.count {
        let id = SubscriptionID(index)
        guard homes[id] != .none else { continue }
        let constraints = constraints(of: id)
        unfile(id)
        file(constraints.span, as: id)
      }
    }
  }

  /// Whether new pivots would spare a fifth of the work, as far as a sample tells.
  private var pivotsAreStale: Bool {
    var (now, best) = (0.0, 0.0)
    for index in stride(from: 0, to: homes.count, by: max(1, homes.count / 256)) {
      let id = SubscriptionID(index)
      guard let pivot = pivot(of: id) else { continue }
      let costs = constraints(of: id).compactMap { attributes.range(of: $0) }.map { range in
        (
          attribute: range.attribute,
          cost: expectation(attribute: range.attribute, codes: Int(range.high) - Int(range.low) + 1)
        )
      }
      now += costs.first { $0.attribute == pivot }?.cost ?? 0
      best += costs.map(\.cost).min() ?? 0
    }
    return now > 1.25 * best
  }

  /// The number of the attribute by which a subscription is filed.
  func pivot(of id: SubscriptionID) -> UInt16? {
    let location: UInt32
    switch homes[id] {
    case .none, .always: return nil
    case .lane(let block, _): location = block
    case .copies(let index): location = homes.copies[Int(index)].lanes[0] >> 6
    }
    return blocks[Int(location)].map { UInt16(truncatingIfNeeded: Block($0).header.pointee.bucket >> 32) }
  }

  /// Learns the codes from what is there, and files all anew.
  mutating func rebuild() {
    let all = (0..<homes.count).map { SubscriptionID($0) }.filter { homes[$0] != .none }
      .map { (id: $0, constraints: constraints(of: $0)) }
    for (id, _) in all { unfile(id) }
    attributes.learn(from: all)
    for (id, constraints) in all { file(constraints.span, as: id) }
  }
}
