import Conformance
import Events
import ModelChecking
import Testing

/// Which hand-off guarantees what.
@Suite struct HandOffVerdictTests {
  @Test func verdictsAreWhatIsKnown() throws {
    let verdicts = try HandOffVerdict.all()
    // Three scenarios, four hand-offs, eight guarantees.
    #expect(verdicts.count == 3 * 4 * 8)
    #expect(HandOffVerdict.surprises(in: verdicts) == [])
    let violated = verdicts.filter { $0.answer != .holds }
    #expect(violated.count == 13)
    #expect(violated.allSatisfy { [.strawman, .deferredUnsubscription].contains($0.handOff) })
  }

  @Test func whatIsNotSearchedIsNotSaid() throws {
    let verdicts = try HandOffVerdict.all(limits: SearchLimits(states: 10))
    #expect(verdicts.contains { $0.answer == .undecided })
    #expect(verdicts.allSatisfy { $0.answer != .holds })
    #expect(HandOffVerdict.surprises(in: verdicts) == [])
  }
}
