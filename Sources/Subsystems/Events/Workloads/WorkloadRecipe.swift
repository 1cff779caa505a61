import Randomness

/// How the built-in workloads are made: integers only, from two streams of SplitMix64 with fixed seeds, so that any program can make the
/// same. The events do not depend on the number of subscriptions, and fewer subscriptions are the first of more.
///
/// The parameters of the planted ones are in the manner of BE-Tree's generator: 400 attributes of 48 values, 15 of them in an event, about
/// seven constraints in a subscription.
public struct WorkloadRecipe: Sendable, Hashable {
  /// The letter that the workload is called by.
  public let name: String

  /// One line about it.
  public let summary: String

  /// The number of attributes.
  let attributes: Int
  /// Values are below it.
  let cardinality: UInt64
  /// Where subscriptions come from.
  let kind: Kind
  /// Of a hundred constraints, as many are equalities.
  let equalities: UInt64
  /// Attributes of rank r are drawn with weight 1 / (r + 1) to this power.
  let skew: Int

  enum Kind: Hashable {
    /// From the events: each subscription takes some of the attributes of one event, with ranges around its values.
    case planted
    /// From nothing, with as many attributes as a planted one or fewer.
    case sparse
    /// From nothing, with wide ranges; events have all attributes.
    case dense
  }

  /// Events in every workload.
  public static let eventCount = 1_000

  /// Ranges and equalities, planted, with attributes by Zipf's law.
  public static let p = planted(
    "P", "planted: 400 attributes by Zipf's law, 5 to 9 constraints, 30 % equalities", equalities: 30, skew: 1)
  /// The same with uniform attributes.
  public static let u = planted("U", "planted as P, with uniform attributes", equalities: 30, skew: 0)
  /// The same with equalities alone.
  public static let e = planted("E", "planted as P, with equalities alone", equalities: 100, skew: 1)
  /// Wide ranges on few attributes.
  public static let d = WorkloadRecipe(
    name: "D", summary: "dense: 20 attributes, all in every event, 5 wide ranges by Zipf's law", attributes: 20,
    cardinality: 1_000, kind: .dense, equalities: 0, skew: 1)
  /// Wide ranges among very many values, such as times and amounts have: the counterweight to workloads whose values small codes tell apart.
  ///
  /// As D, but for 10^12 values c instead of 1,000: a width is c / 10 + below(2 c / 5 + 1).
  public static let w = WorkloadRecipe(
    name: "W", summary: "wide: as D, with a trillion values", attributes: 20, cardinality: 1_000_000_000_000,
    kind: .dense, equalities: 0, skew: 1)
  /// Few constraints on many attributes, not planted: the counterweight to workloads whose subscriptions name their events.
  ///
  /// Attributes, values and events are those of P. Each subscription draws k = 2 + below(4); then k times an attribute, by Zipf's law and again
  /// while it has it already, r = below(100), and if r < 30 a value below(48), else a width w = 2 + below(9) and a low end below(48 - w + 1).
  public static let s = WorkloadRecipe(
    name: "S", summary: "sparse and not planted: P's attributes and events, 2 to 5 constraints drawn on their own",
    attributes: 400, cardinality: 48, kind: .sparse, equalities: 30, skew: 1)

  /// All of them.
  public static let all = [p, u, e, d, s, w]

  private static func planted(_ name: String, _ summary: String, equalities: UInt64, skew: Int) -> WorkloadRecipe {
    WorkloadRecipe(
      name: name, summary: summary, attributes: 400, cardinality: 48, kind: .planted, equalities: equalities, skew: skew
    )
  }

  /// The same with attributes drawn with weights to another power, 0 to 4: 0 is uniform.
  public func skewed(_ skew: Int) -> WorkloadRecipe {
    precondition((0...4).contains(skew), "weights are powers 0 to 4")
    return WorkloadRecipe(
      name: "\(name)-skew-\(skew)", summary: "\(summary); weights 1/rank^\(skew)", attributes: attributes,
      cardinality: cardinality, kind: kind, equalities: equalities, skew: skew)
  }

  /// Makes the workload with so many subscriptions.
  public func workload(subscriptions count: Int) -> MatchingWorkload {
    guard let workload = workload(subscriptions: count, isInterrupted: { false }) else {
      preconditionFailure("nobody has interrupted it")
    }
    return workload
  }

  /// The same; nil if `isInterrupted`, which is asked now and then, said that it is enough.
  public func workload(subscriptions count: Int, isInterrupted: () -> Bool) -> MatchingWorkload? {
    var workload = MatchingWorkload(name: name, attributes: attributes, cardinality: Int64(cardinality))
    var draws = WorkloadDraws(self, seed: 0x5EED_0001)
    for _ in 0..<Self.eventCount { workload.append(event: draws.event()) }
    draws = WorkloadDraws(self, seed: 0x5EED_0002)
    workload.reserve(subscriptions: count, constraints: count * 7)
    for number in 0..<count {
      if number % 65_536 == 0, isInterrupted() { return nil }
      workload.append(subscription: draws.subscription(of: workload))
    }
    return workload
  }
}

/// The draws of a recipe in the order that its definition prescribes; each takes its number of words even when the outcome is not used.
struct WorkloadDraws {
  private let recipe: WorkloadRecipe
  private let ranks: WeightedRanks
  private var generator: SplitMix64

  init(_ recipe: WorkloadRecipe, seed: UInt64) {
    self.recipe = recipe
    ranks = WeightedRanks(
      (1...recipe.attributes).map { rank in
        (0..<recipe.skew).reduce(recipe.skew == 0 ? 1 : 1 << 32) { weight, _ in weight / UInt64(rank) }
      })
    generator = SplitMix64(seed: seed)
  }

  mutating func event() -> [AttributeValue] {
    var event: [AttributeValue] = []
    switch recipe.kind {
    case .dense:
      for attribute in 0..<recipe.attributes { event.append(AttributeValue(UInt32(attribute), value())) }
    case .planted, .sparse:
      for _ in 0..<15 {
        let attribute = attribute { drawn in event.contains { $0.attribute == drawn } }
        event.append(AttributeValue(attribute, value()))
      }
    }
    return event.sorted { $0.attribute < $1.attribute }
  }

  mutating func subscription(of workload: MatchingWorkload) -> [Constraint] {
    switch recipe.kind {
    case .planted: return planted(workload)
    case .dense: return unplanted(count: 5) { $0.wideRange() }
    case .sparse:
      let count = 2 + below(4)
      return unplanted(count: Int(count)) { $0.narrowRange() }
    }
  }

  private mutating func planted(_ workload: MatchingWorkload) -> [Constraint] {
    let template = workload.event(Int(below(UInt64(WorkloadRecipe.eventCount))))
    let count = Int(5 + below(5))
    var order = Array(template.indices)
    var constraints: [Constraint] = []
    for place in 0..<count {
      order.swapAt(place, place + Int(below(UInt64(order.count - place))))
      let (attribute, value) = (template[order[place]].attribute, template[order[place]].value)
      if below(100) < recipe.equalities {
        constraints.append(Constraint(attribute, value, value))
      } else {
        let width = Int64(2 + below(9))
        let low = value - Int64(below(UInt64(width)))
        constraints.append(Constraint(attribute, max(0, low), min(Int64(recipe.cardinality) - 1, low + width - 1)))
      }
    }
    return constraints.sorted { $0.attribute < $1.attribute }
  }

  private mutating func unplanted(
    count: Int, range: (inout WorkloadDraws) -> (low: Int64, high: Int64)
  ) -> [Constraint] {
    var constraints: [Constraint] = []
    for _ in 0..<count {
      let attribute = attribute { drawn in constraints.contains { $0.attribute == drawn } }
      let (low, high) = range(&self)
      constraints.append(Constraint(attribute, low, high))
    }
    return constraints.sorted { $0.attribute < $1.attribute }
  }

  private mutating func wideRange() -> (low: Int64, high: Int64) {
    let width = recipe.cardinality / 10 + below(2 * recipe.cardinality / 5 + 1)
    let low = Int64(below(recipe.cardinality - width + 1))
    return (low, low + Int64(width) - 1)
  }

  private mutating func narrowRange() -> (low: Int64, high: Int64) {
    if below(100) < recipe.equalities {
      let value = value()
      return (value, value)
    }
    let width = 2 + below(9)
    let low = Int64(below(recipe.cardinality - width + 1))
    return (low, low + Int64(width) - 1)
  }

  private mutating func value() -> Int64 { Int64(below(recipe.cardinality)) }

  private mutating func attribute(unless isTaken: (UInt32) -> Bool) -> UInt32 {
    while true {
      let attribute = UInt32(ranks.rank(at: below(ranks.total)))
      if !isTaken(attribute) { return attribute }
    }
  }

  private mutating func below(_ n: UInt64) -> UInt64 { generator.belowByProduct(n) }
}
