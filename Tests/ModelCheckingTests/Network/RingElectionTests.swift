import Foundation
import ModelChecking
import Testing

@Suite("Leader election, a whole protocol and its check on one page")
struct RingElectionTests {
  @Test("the greatest number wins in every order, after as many steps as there are members")
  func elects() throws {
    for numbers in [[1, 2, 3], [1, 3, 2], [2, 1, 4, 3], [4, 3, 2, 1]] {
      let report = try Checker(RingMember.model(numbers)).run()
      guard case .holds = report.verdict else {
        Issue.record("\(report.verdict)")
        continue
      }
      #expect(report.witnesses["there is a leader"]?.steps.count == numbers.count)
      let search = try NaiveSearch(RingMember.model(numbers))
      #expect(search.ends.count == 1)
      #expect(search.ends[0].participants.filter(\.isLeader).map(\.number) == [numbers.count])
    }
  }

  @Test("a single lost message can leave the ring without a leader")
  func losses() throws {
    let report = try Checker(RingMember.model([1, 2, 3], faults: NetworkFaults(losses: 1))).run()
    guard case .violated("somebody leads", let trace) = report.verdict else {
      Issue.record("\(report.verdict)")
      return
    }
    #expect(trace.steps.contains { $0.action.kind == .drop })
    #expect(trace.last.participants.allSatisfy { !$0.isLeader })
  }

  @Test("the page of the documentation holds this very code")
  func documentation() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let code = try String(contentsOf: here.appendingPathComponent("RingElection.swift"), encoding: .utf8)
    let page = try String(
      contentsOf: here.appendingPathComponent(
        "../../../Sources/Engines/ModelChecking/ModelChecking.docc/ModelChecking.md"),
      encoding: .utf8)
    #expect(page.contains("```swift\n\(code)```"))
  }
}
