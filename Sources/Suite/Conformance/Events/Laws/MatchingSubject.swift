import Events
import Randomness

/// A matcher and what it is to go through.
struct MatchingSubject {
  let recipe: MatchingRecipe
  /// Makes a matcher without subscriptions.
  let make: () -> any BuiltMatcher

  typealias Change = MatchingRecipe.Change

  /// A matcher that has gone through changes, and what is in it then by the meaning of the changes.
  func after(_ changes: [Change]) -> (matcher: any BuiltMatcher, live: [Int: [Constraint]]) {
    let matcher = make()
    var live: [Int: [Constraint]] = [:]
    for change in changes { Self.apply(change, to: matcher, &live) }
    return (matcher, live)
  }

  /// Applies a change; whether the matcher says of it what it should.
  @discardableResult
  static func apply(_ change: Change, to matcher: any BuiltMatcher, _ live: inout [Int: [Constraint]]) -> Bool {
    switch change {
    case .insert(let name, let constraints):
      let isNew = live[name] == nil
      if isNew { live[name] = constraints }
      return matcher.insert(constraints.span, as: SubscriptionID(name)) == isNew
    case .remove(let name):
      let wasThere = live.removeValue(forKey: name) != nil
      return matcher.remove(SubscriptionID(name)) == wasThere
    }
  }

  /// The names that an event finds, ascending.
  static func names(_ reader: any MatcherReader, _ event: [AttributeValue]) -> [Int] {
    reader.match(event.span)
    return reader.matches.map(\.index).sorted()
  }

  /// The names that an event should find, ascending.
  static func names(in live: [Int: [Constraint]], _ event: [AttributeValue]) -> [Int] {
    live.filter { $0.value.span.match(event.span) }.map(\.key).sorted()
  }
}
