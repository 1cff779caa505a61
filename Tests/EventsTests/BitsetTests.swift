import Events
import Testing

/// BitsetMatcher against the scan.
@Suite struct BitsetTests {
  @Test(arguments: MatcherTrial.shapes.indices) func agreesWithTheScan(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { BitsetMatcher() }
  }

  @Test func anyEndsWillDo() throws { try EndsTrial.run { BitsetMatcher() } }

  @Test func anyAttributesWillDo() throws { try EndsTrial.runAttributes { BitsetMatcher() } }
}
