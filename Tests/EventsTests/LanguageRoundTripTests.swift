import Events
import Randomness
import Testing

/// Printing and parsing are inverse, and nothing that is thrown at the parsers does harm.
@Suite struct LanguageRoundTripTests {
  private static let draws: ModelDraws = {
    var draws = ModelDraws()
    draws.names = [
      "a", "and", "inf", "x y", "`", "\"", "\n", "\u{E9}", "e\u{301}", "\u{301}", "1a", "-", "a.b-c", "\\", "\0",
    ]
    draws.depth = 6
    return draws
  }()

  @Test func whatIsPrintedParsesBack() throws {
    var generator = Seed(5).stream("round trips")
    for _ in 0..<4_000 {
      let subscription = try Self.draws.subscription(using: &generator)
      #expect(try Subscription(parsing: subscription.description) == subscription, "\(subscription)")
      let event = try Self.draws.event(using: &generator)
      #expect(try Event(parsing: event.description) == event, "\(event)")
    }
  }

  @Test func everyDoubleParsesBack() throws {
    var generator = Seed(6).stream("doubles")
    for _ in 0..<20_000 {
      guard let value = try? EventValue(Double(bitPattern: generator.next())) else { continue }
      let event = try Event(["x": value])
      #expect(try Event(parsing: event.description)["x"] == value)
    }
  }

  /// Whatever parses must print as something that parses to the same.
  private func check(_ text: String) throws -> Bool {
    let (subscription, event) = (try? Subscription(parsing: text), try? Event(parsing: text))
    if let subscription { #expect(try Subscription(parsing: subscription.description) == subscription, "\(text)") }
    if let event { #expect(try Event(parsing: event.description) == event, "\(text)") }
    if subscription == nil {
      let error = #expect(throws: EventSyntaxError.self) { try Subscription(parsing: text) }
      #expect((error?.column ?? 0) >= 1 && (error?.line ?? 0) >= 1 && error?.description.isEmpty == false)
    }
    return subscription != nil || event != nil
  }

  @Test func randomBytesDoNoHarm() throws {
    var generator = Seed(7).stream("bytes")
    for _ in 0..<10_000 {
      let bytes = (0..<generator.below(40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      _ = try check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func randomTokensDoNoHarm() throws {
    var generator = Seed(8).stream("tokens")
    let tokens = [
      "and", "or", "not", "in", "prefix", "exists", "true", "false", "inf", "-inf", "x", "`y z`", "\"t\"", "1", "-2.5",
      "1e9", "=", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", "{", "}", ",", ":", "\n", "\\", "\u{301}", "-", "!",
    ]
    var parsed = 0
    for _ in 0..<12_000 {
      let text = (0..<1 + generator.below(9)).map { _ in tokens[generator.below(tokens.count)] }
      if try check(text.joined(separator: generator.coin(0.8) ? " " : "")) { parsed += 1 }
    }
    #expect(parsed > 40)
  }

  @Test func mutationsDoNoHarm() throws {
    var generator = Seed(9).stream("mutations")
    var (parsed, refused) = (0, 0)
    for _ in 0..<6_000 {
      let valid =
        generator.coin(0.7)
        ? try Self.draws.subscription(using: &generator).description
        : try Self.draws.event(using: &generator).description
      var bytes = Array(valid.utf8)
      for _ in 0...generator.below(3) where !bytes.isEmpty {
        let place = generator.below(bytes.count)
        switch generator.below(4) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(UInt8(truncatingIfNeeded: generator.next()), at: place)
        case 2: bytes[place] = bytes[generator.below(bytes.count)]
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.below(8)))
        }
      }
      if try check(String(decoding: bytes, as: UTF8.self)) { parsed += 1 } else { refused += 1 }
    }
    #expect(parsed > 100 && refused > 100)
  }
}
