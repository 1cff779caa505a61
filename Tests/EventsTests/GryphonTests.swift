import Events
import Randomness
import Testing

@Suite struct GryphonTests {
  @Test func findsWhatTheExampleSays() throws { try ClassicMatcherTrials.runExample { GryphonMatcher() } }

  @Test func endsMayLieAnywhere() throws { try ClassicMatcherTrials.runLimits { GryphonMatcher() } }

  @Test func churnLeavesNothingBehind() throws { try ClassicMatcherTrials.runChurn { GryphonMatcher() } }

  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { GryphonMatcher() }
  }

  /// Few values and names enough that paths branch, are left out and grow again.
  @Test(arguments: 1...4) func treesOfEqualities(_ seed: UInt64) throws {
    var trial = MatcherTrial()
    (trial.attributes, trial.values, trial.width, trial.constraints, trial.eventAttributes) = (9, 3, 1, 6, 9)
    (trial.names, trial.steps, trial.seed) = (2_500, 15_000, Seed(seed))
    try trial.run { GryphonMatcher() }
  }

  /// A bit of a number, as the value of an attribute.
  private func bit(_ place: Int, of number: Int) -> Int64 { Int64((number >> place) & 1) }

  private func equalities(_ numbers: Range<Int>, attributes: Int) -> GryphonMatcher {
    var matcher = GryphonMatcher()
    for number in numbers {
      var constraints: [Constraint] = []
      for place in 0..<attributes {
        let value = bit(place, of: number)
        constraints.append(Constraint(UInt32(place), value, value))
      }
      matcher.insert(constraints, as: SubscriptionID(number))
    }
    return matcher
  }

  /// An event looks at what shares its path, not at all subscriptions.
  @Test func anEventFollowsItsPath() throws {
    let matcher = equalities(0..<1_024, attributes: 10)
    try matcher.checkInvariants()
    var scratch = matcher.makeScratch()
    let event = (0..<10).map { AttributeValue(UInt32($0), bit($0, of: 0b11_0101_1001)) }
    let found = ClassicMatcherTrials.matches(of: event, in: matcher, &scratch)
    #expect(found == [0b11_0101_1001])
    #expect(scratch.candidates <= 32)
  }

  @Test func removalLeavesNoNodes() throws {
    var matcher = equalities(0..<1_024, attributes: 10)
    let full = matcher.nodeCount
    #expect(full > 32)
    for number in 0..<1_024 {
      matcher.remove(SubscriptionID(number * 5 % 1_024))
      if number % 64 == 0 { try matcher.checkInvariants() }
    }
    let empty = matcher.nodeCount
    #expect(empty == 1)
    try matcher.checkInvariants()
  }

  /// Of four hundred attributes only those make nodes that part subscriptions.
  @Test func starsAreLeftOut() throws {
    var matcher = GryphonMatcher()
    for number in 0..<400 {
      let pair = [number, (number + 200) % 400].sorted().map { Constraint(UInt32($0), 1, 1) }
      matcher.insert(pair, as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    let nodes = matcher.nodeCount
    #expect(nodes < 1_000)
    var scratch = matcher.makeScratch()
    let found = ClassicMatcherTrials.matches(
      of: [AttributeValue(17, 1), AttributeValue(217, 1), AttributeValue(230, 1)], in: matcher, &scratch)
    #expect(found == [17, 217])
  }

  /// The order is by popularity, and is fixed anew at doublings.
  @Test func popularAttributesAreTestedFirst() throws {
    var matcher = GryphonMatcher()
    for number in 0..<64 {
      matcher.insert([Constraint(UInt32(number % 8 / 3), Int64(number), Int64(number))], as: SubscriptionID(number))
    }
    let first = matcher.order
    #expect(first == [0, 1, 2])
    for number in 64..<127 { matcher.insert([Constraint(2, 7, 9), Constraint(9, 1, 1)], as: SubscriptionID(number)) }
    let second = matcher.order
    #expect(second == [0, 1, 2, 9])
    matcher.insert([], as: SubscriptionID(127))
    let third = matcher.order
    #expect(third == [2, 9, 0, 1])
    try matcher.checkInvariants()
  }

  /// Very long subscriptions, all alike, go down together as far as there are values to ask for.
  @Test func longPaths() throws {
    var matcher = GryphonMatcher()
    let constraints = (0..<2_000).map { Constraint(UInt32($0), 3, 3) }
    for number in 0..<40 { matcher.insert(constraints, as: SubscriptionID(number)) }
    try matcher.checkInvariants()
    var scratch = matcher.makeScratch()
    let event = (0..<2_000).map { AttributeValue(UInt32($0), 3) }
    let (found, foundLess) = (
      ClassicMatcherTrials.matches(of: event, in: matcher, &scratch),
      ClassicMatcherTrials.matches(of: Array(event.dropLast()), in: matcher, &scratch)
    )
    #expect(found.count == 40 && foundLess.isEmpty)
    for number in 0..<40 { matcher.remove(SubscriptionID(number)) }
    let nodes = matcher.nodeCount
    #expect(nodes == 1)
  }
}
