import Foundation
import Simulation
import Testing

@Suite("The page of the documentation")
struct DocumentationTests {
  @Test("holds this very code")
  func code() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let code = try String(contentsOf: here.appendingPathComponent("Heartbeats.swift"), encoding: .utf8)
    let page = try String(
      contentsOf: here.appendingPathComponent("../../Sources/Engines/Simulation/Simulation.docc/Simulation.md"),
      encoding: .utf8)
    #expect(page.contains("```swift\n\(code)```"))
  }

  @Test("says what the detector gets wrong")
  func suspicions() {
    let quiet = heartbeats(trouble: .none)
    #expect(quiet.suspicions > 500 && quiet.wrong == 0, "\(quiet)")
    let usual = heartbeats(trouble: .usual)
    #expect(usual.wrong < usual.suspicions / 100, "\(usual)")
    let harsh = heartbeats(trouble: NetworkTrouble(loss: 0.3, duplication: 0, reordering: 0, delay: .zero))
    #expect(harsh.wrong > 1_000, "\(harsh)")
  }
}
