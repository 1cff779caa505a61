extension EventValue: CustomStringConvertible {
  /// As it is written in events and subscriptions: `20`, `20.5`, `-inf`, `"IBM"`, `true`.
  public var description: String {
    switch content {
    case .integer(let integer): integer.description
    case .double(let double): double.description
    case .text(let text): EventText.quoted(text)
    case .boolean(let boolean): boolean.description
    }
  }
}

extension Event: CustomStringConvertible {
  /// The event of a text such as `{price: 20, sym: "IBM", active: true}`.
  ///
  /// Names and values are written as in subscriptions: see ``Subscription/init(parsing:)``.
  public init(parsing text: String) throws(EventSyntaxError) {
    var parser = try EventParser(text, expected: "'{'")
    self = try parser.event()
  }

  /// The text that parses to this event, its attributes ascending by the bytes of their names.
  public var description: String {
    "{" + attributes.map { "\(EventText.name($0.name)): \($0.value)" }.joined(separator: ", ") + "}"
  }
}

extension EventParser {
  fileprivate mutating func event() throws(EventSyntaxError) -> Event {
    guard try take(.openBrace, then: "the name of an attribute") else { throw failure("'{'") }
    var entries: [Event.Entry] = []
    var names: Set<AttributeName> = []
    if token.kind != .mark(.closeBrace) {
      repeat {
        let place = token.range
        let name = AttributeName(try name(then: "':'"))
        guard names.insert(name).inserted else {
          throw failure("an attribute that has no value yet", at: place)
        }
        guard try take(.colon, then: "a value") else { throw failure("':'") }
        entries.append(Event.Entry(name: name, value: try value(then: "',' or '}'")))
      } while try take(.comma, then: "the name of an attribute")
    }
    guard try take(.closeBrace, then: "the end") else { throw failure(entries.isEmpty ? "'}'" : "',' or '}'") }
    try end(expected: "the end")
    do { return try Event(entries) } catch { throw failure("attributes with names, each once") }
  }
}
