import Conformance
import Testing

@Suite("Models with published counts")
struct ModelCheckTests {
  private func verdict(_ model: WaterJugs, states: Int) -> ModelVerdict {
    ModelCheck(
      "test.jugs", subsystem: "test", "", expected: .init(states: states, transitions: 97, depth: 8), model: model
    ).run { 0 }
  }

  @Test("equal counts hold, others are a finding")
  func counts() {
    #expect(verdict(WaterJugs(), states: 16).finding == nil)
    #expect(verdict(WaterJugs(), states: 17).finding?.contains("16") == true)
  }

  @Test("a violated property is told with its shortest trace")
  func violation() {
    let finding = verdict(WaterJugs(claimsImpossible: true), states: 16).finding
    #expect(finding == "not solved is false after fillBig, bigToSmall, emptySmall, bigToSmall, fillBig, bigToSmall")
  }
}
