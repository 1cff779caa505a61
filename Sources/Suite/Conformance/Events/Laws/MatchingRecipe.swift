import Events
import PropertyTesting
import Randomness

/// What a matcher goes through: a crowd of subscriptions to begin with, then some that come and go, and events.
struct MatchingRecipe: Sendable, CustomStringConvertible {
  /// A subscription that comes or goes.
  enum Change: Hashable, Sendable {
    case insert(Int, [Constraint])
    case remove(Int)
  }

  /// So many subscriptions that follow from a seed, with the names from 100 on.
  let crowd: Int
  let seed: Seed
  /// So many of these are taken out again, and every other one of those comes back.
  let thinned: Int
  /// Whether many of their ranges end far off, and another subscription asks for very much.
  let isWide: Bool
  let changes: [Change]
  let events: [[AttributeValue]]

  /// For instance `after 40 of seed 3: +7 {0: 3...9}, -7; events {0: 4}`.
  var description: String {
    let rest = thinned == 0 ? "" : ", \(thinned) of which have left"
    let before = crowd == 0 ? "" : "after \(crowd)\(isWide ? " wide ones" : "") of seed \(seed)\(rest): "
    let events = events.map { "{\($0.map { "\($0.attribute): \($0.value)" }.joined(separator: ", "))}" }
    return before + changes.map(Self.text).joined(separator: ", ") + "; events " + events.joined(separator: ", ")
  }

  private static func text(_ change: Change) -> String {
    switch change {
    case .insert(let name, let constraints): "+\(name) \(Filter(constraints))"
    case .remove(let name): "-\(name)"
    }
  }

  /// The crowd and the changes, in order.
  var all: [Change] {
    var generator = seed.stream("events.matching.crowd")
    let crowd = (0..<crowd).map { number -> Change in
      let count = generator.below(5)
      let attributes = Set((0..<count).map { _ in UInt32(generator.below(12)) }).sorted()
      return .insert(
        100 + number,
        attributes.map { attribute in
          let low = Int64(generator.below(24))
          let width = Int64(generator.below(2) * generator.below(20))
          // Codes learnt from all of these do not tell small values apart.
          return Constraint(attribute, low, low + (isWide && number % 3 == 0 ? width * 1_000_000_007 : width))
        })
    }
    let greedy = isWide ? [Change.insert(98, (0..<300).map { Constraint(UInt32($0), 0, 15) })] : []
    let leaving = (0..<min(thinned, crowd.count)).map { Change.remove(100 + $0) }
    let returning = crowd[..<leaving.count].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    return greedy + crowd + leaving + returning + changes
  }
}

extension Generator<MatchingRecipe> {
  /// Few attributes and values, so that subscriptions meet each other, and now and then values at the ends of what there is; one in four has
  /// a crowd, for which structures are made anew as they grow, and a third of these have values that are far apart.
  static let matching = Generator { source throws(Rejection) in
    let kind = try source.below(8)
    let crowd = kind < 6 ? 0 : try source.integer(in: 0...(kind == 7 ? 1_500 : 200))
    return try recipe(crowd: crowd, seed: crowd == 0 ? 0 : Seed(try source.integer(in: 0...0xFFFF)), &source)
  }

  /// Without a crowd: what a fault is shown by.
  static let fewSubscriptions = Generator { source throws(Rejection) in try recipe(crowd: 0, seed: 0, &source) }

  private static func recipe(
    crowd: Int, seed: Seed, _ source: inout Source
  ) throws(Rejection) -> MatchingRecipe {
    MatchingRecipe(
      crowd: crowd, seed: seed, thinned: crowd == 0 ? 0 : try source.integer(in: 0...crowd),
      isWide: crowd == 0 ? false : try source.below(3) == 2,
      changes: try source.draw(.array(of: .change, count: 0...24)),
      events: try source.draw(.array(of: .event, count: 1...8)))
  }
}

extension Generator<MatchingRecipe.Change> {
  fileprivate static let change = Generator { source throws(Rejection) in
    let name = try source.integer(in: 0...9)
    if try source.below(3) == 2 { return .remove(name) }
    return .insert(name, try source.draw(.constraints))
  }
}

extension Generator<[Constraint]> {
  /// A conjunction on up to four of six attributes.
  static let constraints = Generator { source throws(Rejection) in
    var constraints: [Constraint] = []
    for attribute in UInt32(0)..<6 where try source.below(3) == 1 {
      let low = try source.draw(.value)
      let high = try source.draw(.value)
      constraints.append(Constraint(attribute, Swift.min(low, high), Swift.max(low, high)))
    }
    return constraints
  }
}

extension Generator<[AttributeValue]> {
  /// Some of six attributes, with a value each.
  static let event = Generator { source throws(Rejection) in
    var values: [AttributeValue] = []
    for attribute in UInt32(0)..<6 where try source.below(4) != 0 {
      values.append(AttributeValue(attribute, try source.draw(.value)))
    }
    return values
  }
}

extension Generator<Int64> {
  /// Mostly small, sometimes as large or as small as can be.
  static let value = Generator { source throws(Rejection) in
    switch try source.below(16) {
    case 15: return try source.below(2) == 0 ? .max : .min
    case 14: return try source.integer(in: -1_000_000_000_000...1_000_000_000_000)
    default: return try source.integer(in: 0...15)
    }
  }
}
