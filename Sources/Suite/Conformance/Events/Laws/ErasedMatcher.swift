import Events

/// Any matcher as a matcher.
struct ErasedMatcher: Matcher {
  /// The reader that matches.
  struct Scratch: MatchingScratch {
    let reader: any MatcherReader
    var candidates: Int { reader.candidates }
  }

  /// Only ever used by the case that made it.
  private nonisolated(unsafe) let matcher: any BuiltMatcher

  init(_ matcher: any BuiltMatcher) { self.matcher = matcher }

  var count: Int { matcher.count }
  var bytes: Int { matcher.bytes }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    matcher.insert(constraints, as: id)
  }

  mutating func remove(_ id: SubscriptionID) -> Bool { matcher.remove(id) }

  func makeScratch() -> Scratch { Scratch(reader: matcher.makeReader()) }

  func match(_ event: Span<AttributeValue>, using scratch: inout Scratch, into matches: inout [SubscriptionID]) {
    scratch.reader.match(event)
    matches += scratch.reader.matches
  }

  func checkInvariants() throws { try matcher.checkInvariants() }
}
