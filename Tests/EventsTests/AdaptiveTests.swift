import Events
import Testing

/// AdaptiveMatcher against the scan.
@Suite struct AdaptiveTests {
  @Test(arguments: MatcherTrial.shapes.indices) func agreesWithTheScan(_ shape: Int) throws {
    try MatcherTrial.shapes[shape].run { AdaptiveMatcher() }
  }

  @Test func anyEndsWillDo() throws { try EndsTrial.run { AdaptiveMatcher() } }

  @Test func anyAttributesWillDo() throws { try EndsTrial.runAttributes { AdaptiveMatcher() } }
}
