import Events
import PropertyTesting
import Randomness

/// Laws of every matcher.
enum MatchingLaws {
  /// Those of matchers that find just what matches.
  static let exact = [equalsScan, namesMeanNothing]

  /// Those of all, also of matchers that may find more.
  static let all = [noFalseNegative, wideningLosesNothing, removalUndoes, invariants]

  /// P1.
  static let equalsScan = Law<MatchingSubject>(
    "events.matching.equals-scan",
    "Whatever was inserted and removed, an event finds just the subscriptions that it satisfies, each once."
  ) { subject, _ in
    try forEachMoment(of: subject) { found, expected, event in
      try expect(found == expected, "\(Filter.text(of: event)) finds \(found), not \(expected)")
    }
  }

  /// P8.
  static let noFalseNegative = Law<MatchingSubject>(
    "events.matching.no-false-negative",
    "Whatever was inserted and removed, an event finds all subscriptions that it satisfies, and none twice."
  ) { subject, _ in
    try forEachMoment(of: subject) { found, expected, event in
      let missing = Set(expected).subtracting(found)
      try expect(missing.isEmpty, "\(Filter.text(of: event)) misses \(missing.sorted())")
      try expect(Set(found).count == found.count, "\(Filter.text(of: event)) finds one twice: \(found)")
    }
  }

  /// Goes through the changes with one reader, and matches all events after each few of them.
  private static func forEachMoment(
    of subject: MatchingSubject, _ body: (_ found: [Int], _ expected: [Int], [AttributeValue]) throws -> Void
  ) throws {
    let matcher = subject.make()
    let reader = matcher.makeReader()
    var live: [Int: [Constraint]] = [:]
    let changes = subject.recipe.all
    for (number, change) in changes.enumerated() {
      MatchingSubject.apply(change, to: matcher, &live)
      guard number >= changes.count - subject.recipe.changes.count, number % 4 == 0 else { continue }
      for event in subject.recipe.events {
        try body(MatchingSubject.names(reader, event), MatchingSubject.names(in: live, event), event)
      }
    }
    for event in subject.recipe.events {
      try body(MatchingSubject.names(reader, event), MatchingSubject.names(in: live, event), event)
    }
  }

  /// P2.
  static let namesMeanNothing = Law<MatchingSubject>(
    "events.matching.names-mean-nothing",
    "The same subscriptions in another order and under other names are found by the same events."
  ) { subject, trial in
    let (matcher, live) = subject.after(subject.recipe.all)
    var generator = try trial.stream()
    let names = live.keys.sorted()
    var renamed = names
    var order = names
    renamed.shuffle(using: &generator)
    order.shuffle(using: &generator)
    let newNames = Dictionary(uniqueKeysWithValues: zip(names, renamed))
    let other = subject.make()
    for name in order {
      guard let constraints = live[name], let new = newNames[name] else { continue }
      _ = other.insert(constraints.span, as: SubscriptionID(new))
    }
    let (reader, otherReader) = (matcher.makeReader(), other.makeReader())
    for event in subject.recipe.events {
      let found = MatchingSubject.names(reader, event).compactMap { newNames[$0] }.sorted()
      let again = MatchingSubject.names(otherReader, event)
      try expect(found == again, "\(Filter.text(of: event)) finds \(found), and \(again) in the other order")
    }
  }

  /// P3.
  static let wideningLosesNothing = Law<MatchingSubject>(
    "events.matching.widening-loses-nothing",
    "A subscription whose range is made wider is found by all events that found it before."
  ) { subject, trial in
    let (matcher, live) = subject.after(subject.recipe.all)
    try assume(!live.isEmpty)
    let name = live.keys.sorted()[try trial.below(live.count)]
    guard var constraints = live[name], !constraints.isEmpty else { return }
    let place = try trial.below(constraints.count)
    let by = try trial.integer(in: Int64(0)...5)
    let reader = matcher.makeReader()
    let before = subject.recipe.events.map { MatchingSubject.names(reader, $0).contains(name) }
    let (low, below) = constraints[place].low.subtractingReportingOverflow(by)
    let (high, above) = constraints[place].high.addingReportingOverflow(by)
    constraints[place].low = below ? .min : low
    constraints[place].high = above ? .max : high
    try expect(matcher.remove(SubscriptionID(name)), "\(name) cannot be removed")
    try expect(matcher.insert(constraints.span, as: SubscriptionID(name)), "\(name) cannot come back")
    for (event, found) in zip(subject.recipe.events, before) where found {
      try expect(
        MatchingSubject.names(reader, event).contains(name),
        "\(Filter.text(of: event)) no longer finds the wider \(name)")
    }
  }

  /// P7, and names that are taken or unknown.
  static let removalUndoes = Law<MatchingSubject>(
    "events.matching.removal-undoes",
    "A subscription that comes and goes leaves results and counts as they were; names that are taken or unknown change nothing."
  ) { subject, trial in
    let matcher = subject.make()
    var live: [Int: [Constraint]] = [:]
    for change in subject.recipe.all {
      try expect(MatchingSubject.apply(change, to: matcher, &live), "a name that is taken or unknown is not told")
      try expect(matcher.count == live.count, "\(matcher.count) subscriptions are counted, not \(live.count)")
    }
    let reader = matcher.makeReader()
    let before = subject.recipe.events.map { MatchingSubject.names(reader, $0) }
    let name = SubscriptionID(99)
    let constraints = try trial.draw(.constraints, "constraints")
    try expect(matcher.insert(constraints.span, as: name), "a new name is refused")
    let nothing: [Constraint] = []
    let isGivenTwice = matcher.insert(nothing.span, as: name)
    try expect(!isGivenTwice, "a name is given twice")
    try expect(matcher.remove(name), "what was inserted cannot be removed")
    try expect(!matcher.remove(name), "what was removed can be removed again")
    try expect(matcher.count == live.count, "\(matcher.count) subscriptions are counted, not \(live.count)")
    let after = subject.recipe.events.map { MatchingSubject.names(reader, $0) }
    try expect(after == before, "events find \(after), and \(before) before")
  }

  /// I1 to I3, and what else each structure promises itself.
  static let invariants = Law<MatchingSubject>(
    "events.matching.invariants", "Inside, a matcher is as it should be after every change."
  ) { subject, _ in
    let matcher = subject.make()
    var live: [Int: [Constraint]] = [:]
    let changes = subject.recipe.all
    let beginning = changes.count - subject.recipe.changes.count
    for (number, change) in changes.enumerated() {
      MatchingSubject.apply(change, to: matcher, &live)
      guard number + 1 >= beginning else { continue }
      do {
        try matcher.checkInvariants()
      } catch {
        try expect(false, "after change \(number + 1): \(error)")
      }
    }
  }
}

extension Filter {
  /// An event as it is shown, `{0: 4}`.
  static func text(of event: [AttributeValue]) -> String {
    "{\(event.map { "\($0.attribute): \($0.value)" }.joined(separator: ", "))}"
  }
}
