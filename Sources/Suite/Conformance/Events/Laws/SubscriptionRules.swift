import Events

/// How subscriptions are understood, written and read: what the laws judge, so that mutants can do it wrongly.
struct SubscriptionRules: Sendable {
  /// What came of reading a text.
  enum Reading: Sendable {
    case subscription(Subscription)
    /// It stops being one here, where this was found.
    case refused(line: Int, column: Int, found: String)
  }

  var truth: @Sendable (Subscription, Event) -> Truth = { $0.truth(on: $1) }
  var write: @Sendable (Subscription) -> String = \.description
  var writeEvent: @Sendable (Event) -> String = \.description
  var read: @Sendable (String) -> Reading = { text in
    do throws(EventSyntaxError) { return .subscription(try Subscription(parsing: text)) } catch {
      return .refused(line: error.line, column: error.column, found: error.found)
    }
  }
}

/// What there is to write about without further choices.
struct SubscriptionSpace: Sendable, CustomStringConvertible {
  var description: String { "attributes a, b and in" }
}

extension Subscription {
  /// Its value by rules that may be wrong.
  ///
  /// - Parameters:
  ///   - absent: the value of a comparison of an attribute that the event lacks.
  ///   - negated: what `not` makes of a value.
  func truth(on event: Event, absent: Truth, negated: (Truth) -> Truth) -> Truth {
    switch form {
    case .predicate(let predicate):
      event[predicate.attribute] == nil && predicate.comparison != .exists ? absent : predicate.truth(on: event)
    case .negation(let operand): negated(operand.truth(on: event, absent: absent, negated: negated))
    case .conjunction(let operands):
      operands.map { $0.truth(on: event, absent: absent, negated: negated) }.min() ?? .yes
    case .disjunction(let operands):
      operands.map { $0.truth(on: event, absent: absent, negated: negated) }.max() ?? .no
    }
  }
}
