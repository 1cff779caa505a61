extension Subscription: CustomStringConvertible {
  /// The subscription of a text.
  ///
  ///     expression: conjunction "or" conjunction ...
  ///     conjunction: operand "and" operand ...
  ///     operand: "not" operand | "(" expression ")" | "true" | "false" | predicate
  ///     predicate: name ("=" | "!=" | "<" | "<=" | ">" | ">=") value | name "in" "[" value "," value "]"
  ///       | name "in" "{" value "," ... "}" | name "prefix" text | "exists" name
  ///     value: integer | double | text | "true" | "false"
  ///
  /// Names begin with a letter or `_` and go on with letters, digits, `_`, `.` and `-`; any other name stands in back
  /// quotes. Texts stand in double quotes. In both, `\"`, `` \` ``, `\\`, `\n`, `\t`, `\r` and `\u{...}` are escapes.
  /// Doubles have a point, an exponent or both (`0.5`, `1e6`), or are `inf` and `-inf`. Keywords are in lower case; a
  /// name that is a keyword stands in back quotes.
  ///
  /// - Throws: ``EventSyntaxError``, also for a text whose operators nest more than ``deepest`` levels deep.
  public init(parsing text: String) throws(EventSyntaxError) {
    var parser = try SubscriptionParser(text)
    self = try parser.subscription()
  }

  /// The text that parses to this subscription.
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch form {
    case .predicate(let predicate): text += predicate.description
    case .conjunction(let operands):
      if operands.isEmpty { text += "true" }
      for (index, operand) in operands.enumerated() {
        if index > 0 { text += " and " }
        operand.write(to: &text, inParentheses: operand.isDisjunction)
      }
    case .disjunction(let operands):
      if operands.isEmpty { text += "false" }
      for (index, operand) in operands.enumerated() {
        if index > 0 { text += " or " }
        operand.write(to: &text)
      }
    case .negation(let operand):
      text += "not "
      operand.write(to: &text, inParentheses: operand.isConjunction || operand.isDisjunction)
    }
  }

  private func write(to text: inout String, inParentheses: Bool) {
    if inParentheses { text += "(" }
    write(to: &text)
    if inParentheses { text += ")" }
  }

  /// Of operands; `true` needs no parentheses.
  private var isConjunction: Bool {
    if case .conjunction(let operands) = form { !operands.isEmpty } else { false }
  }

  /// Of operands; `false` needs no parentheses.
  private var isDisjunction: Bool {
    if case .disjunction(let operands) = form { !operands.isEmpty } else { false }
  }
}

extension AttributePredicate: CustomStringConvertible {
  /// As it is written in subscriptions: `price in [10, 20]`.
  public var description: String {
    let name = EventText.name(attribute)
    return switch comparison {
    case .equal(let value): "\(name) = \(value)"
    case .notEqual(let value): "\(name) != \(value)"
    case .less(let value): "\(name) < \(value)"
    case .lessOrEqual(let value): "\(name) <= \(value)"
    case .greater(let value): "\(name) > \(value)"
    case .greaterOrEqual(let value): "\(name) >= \(value)"
    case .within(let low, let high): "\(name) in [\(low), \(high)]"
    case .oneOf(let values): "\(name) in {\(values.map(\.description).joined(separator: ", "))}"
    case .prefix(let prefix): "\(name) prefix \(prefix)"
    case .exists: "exists \(name)"
    }
  }
}
