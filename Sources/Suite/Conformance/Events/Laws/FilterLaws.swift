import Events
import PropertyTesting
import Randomness

/// How filters are compared and merged: what the laws judge, so that mutants can do it wrongly.
struct FilterRules: Sendable {
  var covers: @Sendable (Filter, Filter) -> Bool = { $0.covers($1) }
  var merged: @Sendable (Filter, Filter) -> Filter? = { $0.merged(with: $1) }
  var enclosing: @Sendable (Filter, Filter) -> Filter = { $0.enclosing($1) }
  var overlaps: @Sendable (Filter, Filter) -> Bool = { $0.overlaps($1) }
  var minimalCover: @Sendable ([Filter]) -> [Filter] = { $0.minimalCover }
}

/// What there is of filters without further choices.
struct FilterSpace: Sendable, CustomStringConvertible {
  var description: String { "three attributes" }
}

/// Laws of filters, against all events of a small space: three attributes that are absent or 0 to 3.
enum FilterLaws {
  static let suite = LawSuite<FilterRules>(
    subsystem: "events",
    laws: [
      coveringIsImplication, coveringIsAnOrder, perfectMergesAreUnions, enclosuresCover, overlapIsASharedEvent,
      coversAreMinimal,
    ],
    specimens: [
      Specimen("events.filters", "Conjunctions of ranges.", of: .constant(FilterSpace())) { _ in FilterRules() }
    ],
    mutants: mutants)

  /// P4, both ways.
  static let coveringIsImplication = Law<FilterRules>(
    "events.filters.covering-is-implication",
    "A filter covers another just if every event that meets the other meets it, of all events of a small space."
  ) { rules, trial in
    let (one, other) = (try trial.filter(), try trial.filter())
    let implies = space.allSatisfy { !other.matches($0) || one.matches($0) }
    try expect(
      rules.covers(one, other) == implies, "\(one) covers \(other): \(rules.covers(one, other)), not \(implies)")
  }

  /// P5.
  static let coveringIsAnOrder = Law<FilterRules>(
    "events.filters.covering-is-an-order", "Every filter covers itself, and what is covered by a covered one."
  ) { rules, trial in
    let (one, two, three) = (try trial.filter(), try trial.filter(), try trial.filter())
    try expect(rules.covers(one, one), "\(one) does not cover itself")
    if rules.covers(one, two), rules.covers(two, three) {
      try expect(rules.covers(one, three), "\(one) covers \(two), which covers \(three), and does not cover that")
    }
  }

  /// P6, and that no perfect merge is passed over.
  static let perfectMergesAreUnions = Law<FilterRules>(
    "events.filters.perfect-merges-are-unions",
    "Just the events that meet one of two filters meet their perfect merge, which there is if any conjunction does that."
  ) { rules, trial in
    let one = try trial.filter()
    let other = try trial.filter(like: one)
    let merged = rules.merged(one, other)
    let union = merged ?? one.enclosing(other)
    let wrong = space.first { union.matches($0) != (one.matches($0) || other.matches($0)) }
    if let merged, let wrong {
      try expect(false, "\(one) and \(other) become \(merged), which is wrong about \(Filter.text(of: wrong))")
    }
    try expect(merged != nil || wrong != nil, "\(one) and \(other) are not merged into \(union)")
  }

  /// Imperfect merging never loses anything.
  static let enclosuresCover = Law<FilterRules>(
    "events.filters.enclosures-cover", "What encloses two filters covers both."
  ) { rules, trial in
    let (one, other) = (try trial.filter(), try trial.filter())
    let enclosing = rules.enclosing(one, other)
    for filter in [one, other] {
      for event in space where filter.matches(event) {
        try expect(
          enclosing.matches(event),
          "\(enclosing) is to enclose \(filter), and does not let \(Filter.text(of: event)) through")
      }
    }
  }

  /// For advertisements.
  static let overlapIsASharedEvent = Law<FilterRules>(
    "events.filters.overlap-is-a-shared-event", "Two filters overlap just if some event of a small space meets both."
  ) { rules, trial in
    let (one, other) = (try trial.filter(), try trial.filter())
    let shares = space.contains { one.matches($0) && other.matches($0) }
    try expect(
      rules.overlaps(one, other) == shares, "\(one) overlaps \(other): \(rules.overlaps(one, other)), not \(shares)")
  }

  /// What is told to a neighbour.
  static let coversAreMinimal = Law<FilterRules>(
    "events.filters.covers-are-minimal",
    "A minimal cover covers every filter of a list, is taken from the list, and none of it covers another."
  ) { rules, trial in
    var filters: [Filter] = []
    for _ in 0..<(try trial.below(6)) { filters.append(try trial.filter()) }
    let cover = rules.minimalCover(filters)
    for filter in filters {
      try expect(cover.contains { $0.covers(filter) }, "\(filter) is not covered by \(cover)")
    }
    try expect(cover.allSatisfy(filters.contains), "\(cover) is not all of \(filters)")
    for (place, one) in cover.enumerated() {
      for (otherPlace, other) in cover.enumerated() where place != otherPlace {
        try expect(!one.covers(other), "\(one) covers \(other) in the same cover")
      }
    }
  }

  /// Every event of three attributes with values 0 to 3.
  static let space: [[AttributeValue]] = (0..<125).map { number in
    [number % 5, number / 5 % 5, number / 25].enumerated().filter { $0.element < 4 }
      .map { AttributeValue(UInt32($0.offset), Int64($0.element)) }
  }
}

extension Trial {
  /// A filter with some of the ranges of another one, and others for the rest.
  fileprivate func filter(like other: Filter) throws(Rejection) -> Filter {
    try draw(
      Generator { source throws(Rejection) in
        var constraints: [Constraint] = []
        for constraint in other.constraints {
          if try source.below(2) == 0 {
            constraints.append(constraint)
          } else {
            let low = try source.integer(in: Int64(0)...3)
            constraints.append(Constraint(constraint.attribute, low, try source.integer(in: low...3)))
          }
        }
        return Filter(constraints)
      }, "filter")
  }

  /// A filter that the small space decides: values 0 to 3.
  fileprivate func filter() throws(Rejection) -> Filter {
    try draw(
      Generator { source throws(Rejection) in
        var constraints: [Constraint] = []
        for attribute in UInt32(0)..<3 where try source.below(2) == 1 {
          let low = try source.integer(in: Int64(0)...3)
          let high = try source.integer(in: low...3)
          constraints.append(Constraint(attribute, low, high))
        }
        return Filter(constraints)
      }, "filter")
  }
}
