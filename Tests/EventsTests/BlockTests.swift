import Events
import Testing

/// BlockMatcher against the scan.
@Suite struct BlockTests {
  @Test(arguments: MatcherTrial.shapes.indices) func agreesWithTheScan(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { BlockMatcher() }
  }

  @Test func anyEndsWillDo() throws { try EndsTrial.run { BlockMatcher() } }

  @Test func anyAttributesWillDo() throws { try EndsTrial.runAttributes { BlockMatcher() } }
}
