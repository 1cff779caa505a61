import Events

/// A small matcher by popularity pivots with one fault, for mutants: subscriptions in lists by attribute.
struct FaultyPivot: Matcher {
  enum Fault {
    /// Removal looks where the subscription would be filed today.
    case removesByPresentPopularity
    /// A range is found by its low end only.
    case findsByLowEnd
    /// A constraint on an attribute that the event lacks counts as met.
    case admitsAbsent
    /// The high end of a range is left out.
    case excludesHighEnd
    /// A list takes one subscription.
    case overflows
    /// Wide ranges are not worth filing.
    case forgetsWide
    /// Subscriptions are filed under all of their attributes.
    case filesEverywhere
    /// Popularity is never counted down.
    case countsUpOnly
    /// A name that is taken is given anew.
    case replacesTaken
  }

  let fault: Fault
  private var subscriptions: [SubscriptionID: [Constraint]] = [:]
  private var lists: [UInt32: [SubscriptionID]] = [:]
  private var always: [SubscriptionID] = []
  private var popularity: [UInt32: Int] = [:]

  init(fault: Fault) { self.fault = fault }

  var count: Int { subscriptions.count }
  var bytes: Int { subscriptions.count * 64 }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    if subscriptions[id] != nil {
      guard fault == .replacesTaken else { return false }
      _ = remove(id)
    }
    let constraints = constraints.indices.map { constraints[$0] }
    subscriptions[id] = constraints
    for constraint in constraints { popularity[constraint.attribute, default: 0] += 1 }
    guard let pivot = pivot(of: constraints) else {
      always.append(id)
      return true
    }
    if fault == .forgetsWide, constraints.contains(where: { $0.low < 0 || $0.high > $0.low.addingClamped(8) }) {
      return true
    }
    for attribute in fault == .filesEverywhere ? constraints.map(\.attribute) : [pivot] {
      if fault == .overflows, lists[attribute, default: []].count >= 1 { continue }
      lists[attribute, default: []].append(id)
    }
    return true
  }

  private func pivot(of constraints: [Constraint]) -> UInt32? {
    constraints.map(\.attribute).min { (popularity[$0] ?? 0, $0) < (popularity[$1] ?? 0, $1) }
  }

  mutating func remove(_ id: SubscriptionID) -> Bool {
    guard let constraints = subscriptions.removeValue(forKey: id) else { return false }
    always.removeAll { $0 == id }
    let present = pivot(of: constraints)
    for attribute in lists.keys.sorted() where fault != .removesByPresentPopularity || attribute == present {
      lists[attribute]?.removeAll { $0 == id }
    }
    if fault != .countsUpOnly { for constraint in constraints { popularity[constraint.attribute, default: 0] -= 1 } }
    return true
  }

  func makeScratch() -> CandidateCount { CandidateCount() }

  func match(_ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID]) {
    matches += always
    let values = event.indices.map { event[$0] }
    for value in values {
      for id in lists[value.attribute] ?? [] {
        scratch.candidates += 1
        // What was not taken out is still there.
        let constraints = subscriptions[id] ?? []
        if constraints.allSatisfy({ isMet($0, values) }) { matches.append(id) }
      }
    }
  }

  private func isMet(_ constraint: Constraint, _ event: [AttributeValue]) -> Bool {
    guard let value = event.first(where: { $0.attribute == constraint.attribute })?.value else {
      return fault == .admitsAbsent
    }
    switch fault {
    case .findsByLowEnd: return value == constraint.low
    case .excludesHighEnd:
      return constraint.admits(value) && (value < constraint.high || constraint.low == constraint.high)
    default: return constraint.admits(value)
    }
  }

  func checkInvariants() throws {
    var counted: [UInt32: Int] = [:]
    for constraint in subscriptions.values.joined() { counted[constraint.attribute, default: 0] += 1 }
    for (attribute, number) in popularity where counted[attribute, default: 0] != number {
      throw BrokenInvariant("attribute \(attribute) is miscounted")
    }
  }
}

extension Int64 {
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
