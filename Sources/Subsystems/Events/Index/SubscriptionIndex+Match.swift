extension SubscriptionIndex where M: ~Copyable {
  /// What one reader needs for itself while it matches, good for the index whatever is inserted later.
  public struct Scratch: MatchingScratch {
    @usableFromInline var matcher: M.Scratch
    @usableFromInline var values: [AttributeValue] = []
    @usableFromInline var names: [SubscriptionID] = []
    /// For each subscription, the last event of which it was told whether it matches.
    @usableFromInline var decided: [UInt32] = []
    @usableFromInline var event: UInt32 = 0

    /// The times that a subscription itself was asked whether it matches.
    public var evaluations = 0

    @usableFromInline init(_ matcher: M.Scratch) { self.matcher = matcher }

    /// The subscriptions of the matcher that were looked at one by one.
    @inlinable public var candidates: Int { matcher.candidates }

    /// Begins the next event, when there are this many subscriptions.
    @inlinable mutating func begin(_ owners: Int) {
      if event == .max {
        decided.removeAll(keepingCapacity: true)
        event = 0
      }
      event += 1
      if decided.count < owners { decided.append(contentsOf: repeatElement(0, count: owners - decided.count)) }
      names.removeAll(keepingCapacity: true)
    }
  }

  /// What a reader needs.
  public func makeScratch() -> Scratch { Scratch(matcher.makeScratch()) }

  /// Appends the names of all subscriptions that match the event, each once, in any order. Attributes of which no
  /// subscription speaks cost one look-up of their names.
  @inlinable
  public func match(_ event: Event, using scratch: inout Scratch, into matches: inout [ID]) {
    let traits = translate(event, into: &scratch.values)
    if traits & Self.unforeseen != 0 { return matchEach(event, using: &scratch, into: &matches) }
    scratch.begin(owners.count)
    // Out of the scratch while the matcher writes into it.
    let values = scratch.values
    scratch.values = []
    matcher.match(values.span, using: &scratch.matcher, into: &scratch.names)
    scratch.values = values
    for name in scratch.names {
      let part = parts[name.index]
      let place = Int(part.owner)
      if !part.isOnly {
        if scratch.decided[place] == scratch.event { continue }
        // Either the event meets this part, or the subscription is asked, which settles all its parts.
        scratch.decided[place] = scratch.event
      }
      if part.residual & traits != 0 {
        scratch.evaluations += 1
        if !isMatched(place, by: event) { continue }
      }
      if let id = owners[place] { matches.append(id) }
    }
  }

  @usableFromInline static var unforeseen: UInt8 { EventTraits.unforeseen.rawValue }

  @usableFromInline func translate(_ event: Event, into values: inout [AttributeValue]) -> UInt8 {
    dimensions.translate(event, into: &values).rawValue
  }

  /// Holds the event against every subscription.
  @usableFromInline func matchEach(_ event: Event, using scratch: inout Scratch, into matches: inout [ID]) {
    for (place, id) in owners.enumerated() {
      guard let id else { continue }
      scratch.evaluations += 1
      if isMatched(place, by: event) { matches.append(id) }
    }
  }

  @usableFromInline func isMatched(_ place: Int, by event: Event) -> Bool {
    subscriptions[place]?.matches(event) ?? false
  }
}
