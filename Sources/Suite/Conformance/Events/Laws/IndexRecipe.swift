import Events
import PropertyTesting

/// What an index of subscriptions goes through: some that come and go, and events.
struct IndexRecipe: Sendable, CustomStringConvertible {
  /// A subscription that comes or goes.
  enum Change: Sendable {
    case insert(Int, Subscription)
    case remove(Int)
  }

  /// Whether attribute `a` is declared to be an integer; events may break that.
  let promisesIntegers: Bool
  let changes: [Change]
  let events: [Event]

  /// For instance `+3 a = 1 or b < 2, -3; events {a: 1}`.
  var description: String {
    let changes = changes.map { change in
      switch change {
      case .insert(let name, let subscription): "+\(name) \(subscription)"
      case .remove(let name): "-\(name)"
      }
    }
    return (promisesIntegers ? "integers a: " : "") + changes.joined(separator: ", ") + "; events "
      + events.map(\.description).joined(separator: ", ")
  }
}

extension Generator<IndexRecipe> {
  /// Few names, so that they are given again.
  static let index = Generator { source throws(Rejection) in
    let change = Generator<IndexRecipe.Change> { source throws(Rejection) in
      let name = try source.integer(in: 0...7)
      return try source.below(3) == 2 ? .remove(name) : .insert(name, try source.draw(.subscription))
    }
    return IndexRecipe(
      promisesIntegers: try source.below(4) == 3, changes: try source.draw(.array(of: change, count: 0...16)),
      events: try source.draw(.array(of: .namedEvent, count: 1...6)))
  }
}
