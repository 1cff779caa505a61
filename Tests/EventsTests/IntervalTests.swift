import Events
import Randomness
import Testing

@Suite struct IntervalTests {
  @Test func findsWhatTheExampleSays() throws { try ClassicMatcherTrials.runExample { IntervalMatcher() } }

  @Test func endsMayLieAnywhere() throws { try ClassicMatcherTrials.runLimits { IntervalMatcher() } }

  @Test func churnLeavesNothingBehind() throws { try ClassicMatcherTrials.runChurn { IntervalMatcher() } }

  @Test(arguments: MatcherTrial.shapes.indices) func namesComeAndGo(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { IntervalMatcher() }
  }

  /// Trees of several sizes, of intervals far apart, nested, all alike, or at the limits of the integers.
  @Test(arguments: 0..<5) func treesFindWhatTheScanFinds(_ kind: Int) throws {
    var generator = Seed(5).stream("intervals", UInt64(kind))
    var matcher = IntervalMatcher()
    var oracle = ScanMatcher()
    for number in 0..<3_000 {
      let (low, high): (Int64, Int64) =
        switch kind {
        case 0: (Int64(3 * number), Int64(3 * number + 1))
        case 1: (Int64(number), Int64(6_000 - number))
        case 2: (5, 8)
        case 3: (.min + Int64(number), .max - Int64(generator.below(5_000)))
        default: (Int64(generator.below(1_000)), 1_000 + Int64(generator.below(1_000)))
        }
      let constraints = [Constraint(0, low, high)]
      matcher.insert(constraints, as: SubscriptionID(number))
      oracle.insert(constraints, as: SubscriptionID(number))
    }
    try matcher.checkInvariants()
    var (scratch, oracleScratch) = (matcher.makeScratch(), oracle.makeScratch())
    var values: [Int64] = [.min, .min + 1, .min + 2_999, -1, 0, 4, 5, 8, 9, 1_000, 3_000, 8_998, .max - 1, .max]
    for _ in 0..<100 { values.append(Int64(generator.below(10_000)) - 500) }
    for value in values {
      let event = [AttributeValue(0, value)]
      let found = ClassicMatcherTrials.matches(of: event, in: matcher, &scratch)
      let expected = ClassicMatcherTrials.matches(of: event, in: oracle, &oracleScratch)
      #expect(found == expected, "value \(value)")
    }
  }

  /// What is not found is not touched, but for what is new.
  @Test func theWorkIsWhatIsFound() throws {
    var matcher = IntervalMatcher()
    for number in 0..<10_000 {
      matcher.insert([Constraint(0, Int64(number), Int64(number))], as: SubscriptionID(number))
    }
    var scratch = matcher.makeScratch()
    let found = ClassicMatcherTrials.matches(of: [AttributeValue(0, 777)], in: matcher, &scratch)
    #expect(found == [777])
    #expect(scratch.candidates < 130)
  }

  @Test func epochsRunOut() throws {
    var matcher = IntervalMatcher()
    matcher.insert([Constraint(0, 1, 1), Constraint(1, 1, 1)], as: SubscriptionID(0))
    var scratch = matcher.makeScratch()
    let half = [AttributeValue(0, 1)]
    for step in 0..<10 {
      if step == 4 { scratch.skipEpochs(to: (1 << 24) - 3) }
      let found = ClassicMatcherTrials.matches(of: half, in: matcher, &scratch)
      #expect(found.isEmpty)
    }
  }
}
