import Conformance
import Events
import Testing

/// A list for each first attribute: correct, and in no hurry.
struct FirstAttribute: Matcher {
  var lists: [UInt32?: [SubscriptionID: [Constraint]]] = [:]
  var owners: [SubscriptionID: UInt32?] = [:]

  var count: Int { owners.count }
  var bytes: Int { owners.count * 100 }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard owners[id] == nil else { return false }
    let constraints = constraints.indices.map { constraints[$0] }
    owners[id] = .some(constraints.first?.attribute)
    lists[constraints.first?.attribute, default: [:]][id] = constraints
    return true
  }

  mutating func remove(_ id: SubscriptionID) -> Bool {
    guard let owner = owners.removeValue(forKey: id) else { return false }
    lists[owner]?[id] = nil
    return true
  }

  func makeScratch() -> CandidateCount { CandidateCount() }

  func match(_ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID]) {
    for attribute in [nil] + event.indices.map({ event[$0].attribute }) {
      for (id, constraints) in lists[attribute] ?? [:] {
        scratch.candidates += 1
        if constraints.span.match(event) { matches.append(id) }
      }
    }
  }

  func checkInvariants() throws {
    try BrokenInvariant.unless(lists.values.reduce(0) { $0 + $1.count } == owners.count, "some are filed nowhere")
  }
}

let firstAttribute = MatchingImplementation("first", summary: "lists by first attribute") { _ in FirstAttribute() }

@Suite struct OwnMatcherTests {
  @Test func itJoinsTheTable() throws {
    var comparison = MatchingComparison(workloads: [.init(.p, subscriptions: 3_000), .init(.s, subscriptions: 3_000)])
    comparison.implementations = MatchingImplementation.all.filter { $0.id == "adaptive" } + [firstAttribute]
    comparison.budget = 600
    let result = try comparison.run(header: "mine") { _ in }
    #expect(result.agrees && result.table.rows.count == 4)
  }

  /// The laws apply to it just so.
  @Test func itObeysTheLaws() throws {
    for check in EventSuites.checks(of: firstAttribute) {
      let verdict = check.run(LawSettings(cases: 40, seed: 1))
      #expect(verdict.isGood, "\(verdict)")
    }
  }

  /// Subscriptions in words, over any matcher.
  @Test func itServesAnIndex() throws {
    var index = SubscriptionIndex<FirstAttribute, String>(FirstAttribute())
    let isNew = index.insert(
      try Subscription(parsing: "price in [10, 20] and (sym = \"IBM\" or not exists sym)"), as: "ann")
    #expect(isNew)
    var scratch = index.makeScratch()
    var found: [String] = []
    index.match(try Event(parsing: "{price: 15, sym: \"IBM\"}"), using: &scratch, into: &found)
    index.match(try Event(parsing: "{price: 15, sym: \"DEC\"}"), using: &scratch, into: &found)
    #expect(found == ["ann"])
  }
}
