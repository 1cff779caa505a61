import Events
import Randomness
import Testing

/// The texts of subscriptions and events: what parses to what, and what is said of texts that do not parse.
@Suite struct LanguageTests {
  @Test(arguments: [
    ("price in [10, 20] and sym = \"IBM\"", "price in [10, 20] and sym = \"IBM\""),
    ("not (vol < 50 or exists halted)", "not (vol < 50 or exists halted)"),
    ("topic prefix \"sports/\"", "topic prefix \"sports/\""), ("size in {3, 1, 2, 1}", "size in {1, 2, 3}"),
    ("active=true", "active = true"), ("true", "true"), ("false", "false"), ("not true", "not true"),
    ("a=1 or b=2 and c=3", "a = 1 or b = 2 and c = 3"), ("a=1 or(b=2 or c=3)", "a = 1 or b = 2 or c = 3"),
    ("(a=1 or b=2) and c=3", "(a = 1 or b = 2) and c = 3"), ("((a=1))", "a = 1"),
    ("not a=1 and b=2", "not a = 1 and b = 2"), ("not (a=1 and b=2)", "not (a = 1 and b = 2)"),
    ("not not a=1", "not not a = 1"), ("true and a=1", "a = 1"), ("true or a=1", "true or a = 1"),
    ("x<-5 and y>=-0.5", "x < -5 and y >= -0.5"), ("x=1e3", "x = 1000"), ("x=-0.0", "x = 0"), ("x=1e-400", "x = 0"),
    ("x=0.1e-5", "x = 1e-06"), ("x=1E+300", "x = 1e+300"), ("x<inf and x>-inf", "x < inf and x > -inf"),
    ("x=-9223372036854775808", "x = -9223372036854775808"), ("x=007", "x = 7"), ("x != 5", "x != 5"),
    ("x in [1.5, 1.5]", "x in [1.5, 1.5]"), ("x.y-z_1 <= 5", "x.y-z_1 <= 5"), ("`and` = 1", "`and` = 1"),
    ("`a b` = 1", "`a b` = 1"), ("`ab` = 1", "ab = 1"), ("`\\u{1F600}\\``=1", "`\u{1F600}\\`` = 1"),
    ("\u{4EF7}\u{683C} >= 10", "\u{4EF7}\u{683C} >= 10"),
    ("x = \"\\\"\\\\\\n\\t\\r\\u{0}\"", "x = \"\\\"\\\\\\n\\t\\r\\u{0}\""),
    ("\n\ta = 1\r\nand\tb = 2\n", "a = 1 and b = 2"), ("inside in {1}", "inside in {1}"), ("notx = 1", "notx = 1"),
    ("x in [\"a\", \"b\"]", "x in [\"a\", \"b\"]"),
  ]) func subscriptionsPrintAs(_ text: String, _ expected: String) throws {
    let subscription = try Subscription(parsing: text)
    #expect(subscription.description == expected)
    #expect(try Subscription(parsing: expected) == subscription)
  }

  @Test func operatorsBindAsTheyShould() throws {
    let parsed = try Subscription(parsing: "a = 1 or not b = 2 and c = 3")
    func leaf(_ name: String, _ value: EventValue) throws -> Subscription {
      Subscription(try AttributePredicate(name, .equal(value)))
    }
    #expect(
      parsed
        == (try .disjunction(of: [
          leaf("a", 1), .conjunction(of: [.negation(of: leaf("b", 2)), leaf("c", 3)]),
        ])))
  }

  @Test(arguments: [
    ("vol < and x = 1", "column 7: expected a value after '<', found 'and'"),
    ("", "column 1: expected a predicate, 'not' or '(', found the end"),
    ("x", "column 2: expected a comparison after 'x', found the end"),
    ("x =", "column 4: expected a value after '=', found the end"),
    ("x == 1", "column 4: expected a value after '=', found '='"),
    ("x = 1 y = 2", "column 7: expected 'and', 'or' or the end after '1', found 'y'"),
    ("x = 1 and", "column 10: expected a predicate, 'not' or '(' after 'and', found the end"),
    ("(x = 1", "column 7: expected 'and', 'or' or ')' after '1', found the end"),
    ("x in [20, 10]", "column 6: expected a range whose low end is not above its high end, found '[20, 10]'"),
    ("x in [20]", "column 9: expected ',' after '20', found ']'"),
    ("x in (1, 2)", "column 6: expected '[' or '{' after 'in', found '('"),
    ("x in {}", "column 7: expected a value after '{', found '}'"),
    ("x in {1, \"a\"}", "column 6: expected values of one class, found '{1, \"a\"}'"),
    ("x < true", "column 5: expected numbers or texts, since booleans are compared by = and != only, found 'true'"),
    ("x prefix 5", "column 10: expected a text after 'prefix', found '5'"),
    ("x = 9223372036854775808", "column 5: expected an integer of 64 bits, found '9223372036854775808'"),
    ("x = 1e400", "column 5: expected a number in the range of doubles, found '1e400'"),
    ("x = 1.", "column 7: expected a digit, found the end"), ("x = -", "column 6: expected a digit, found the end"),
    ("x = 12ab", "column 5: expected a number, found '12ab'"),
    ("x = -info", "column 5: expected a number after '-', found '-info'"),
    ("x = \"abc", "column 9: expected \" at the end of what it begins, found the end"),
    ("x = \"a\\q\"", "column 8: expected an escape: \\\", \\`, \\\\, \\n, \\t, \\r or \\u{...}, found 'q'"),
    (
      "x = \"\\u{110000}\"",
      "column 7: expected '\\u{...}' with the number of a Unicode scalar in hexadecimal digits, found 'u{110000'"
    ),
    ("`` = 1", "column 1: expected a name, found '``'"),
    ("AND x = 1", "column 5: expected a comparison after 'AND', found 'x'"),
    ("exists", "column 7: expected the name of an attribute after 'exists', found the end"),
    ("exists and", "column 8: expected the name of an attribute after 'exists', found 'and'"),
    ("x ! 1", "column 3: expected a comparison after 'x', found '!'"),
    ("# = 1", "column 1: expected a predicate, 'not' or '(', found '#'"),
    ("a = 1 and\n  b ~ 2", "line 2, column 5: expected a comparison after 'b', found '~'"),
    ("`\u{E9}e\u{301}` ~ 2", "column 6: expected a comparison after '`\u{E9}e\u{301}`', found '~'"),
  ]) func mistakesAreTold(_ text: String, _ expected: String) {
    let error = #expect(throws: EventSyntaxError.self) { try Subscription(parsing: text) }
    #expect(error?.description == expected)
  }

  @Test(arguments: [
    ("{price: 20, sym: \"IBM\", active: true}", "{active: true, price: 20, sym: \"IBM\"}"), ("{}", "{}"),
    (" { x : -inf } ", "{x: -inf}"), ("{`a b`:1.50}", "{`a b`: 1.5}"), ("{`true`: true}", "{`true`: true}"),
  ]) func eventsPrintAs(_ text: String, _ expected: String) throws {
    let event = try Event(parsing: text)
    #expect(event.description == expected)
    #expect(try Event(parsing: expected) == event)
  }

  @Test(arguments: [
    ("{x: 1, y: 2, x: 3}", "column 14: expected an attribute that has no value yet, found 'x'"),
    ("", "column 1: expected '{', found the end"), ("{x: 1", "column 6: expected ',' or '}' after '1', found the end"),
    ("{x 1}", "column 4: expected ':' after 'x', found '1'"),
    ("{x: 1,}", "column 7: expected the name of an attribute after ',', found '}'"),
    ("{x: y}", "column 5: expected a value after ':', found 'y'"),
    ("{x: 1} and", "column 8: expected the end after '}', found 'and'"),
    ("{x: nan}", "column 5: expected a value after ':', found 'nan'"),
  ]) func mistakesInEventsAreTold(_ text: String, _ expected: String) {
    let error = #expect(throws: EventSyntaxError.self) { try Event(parsing: text) }
    #expect(error?.description == expected)
  }

  @Test func nestingHasALimit() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "(", count: count) + "x = 1" + String(repeating: ")", count: count)
    }
    let limit = Subscription.deepest
    #expect(try Subscription(parsing: nested(limit - 1)).description == "x = 1")
    let error = #expect(throws: EventSyntaxError.self) { try Subscription(parsing: nested(limit)) }
    #expect(error?.column == limit + 1)
    #expect(error?.expected == "at most 200 levels of operators and parentheses")
    #expect(throws: EventSyntaxError.self) { try Subscription(parsing: nested(1_000_000)) }
    #expect(throws: EventSyntaxError.self) {
      try Subscription(parsing: String(repeating: "not ", count: 1_000_000) + "x = 1")
    }
    // Fewer parentheses than levels: each pair holds an `or` and an `and`.
    let alternating = String(repeating: "x = 1 or x = 1 and (", count: 150)
    #expect(throws: EventSyntaxError.self) {
      try Subscription(parsing: alternating + "x = 1" + String(repeating: ")", count: 150))
    }
  }

  @Test func breadthHasNone() throws {
    let terms = (0..<20_000).map { "x\($0) = \($0)" }
    let text = terms.joined(separator: " and ")
    #expect(try Subscription(parsing: text).description == text)
  }
}
