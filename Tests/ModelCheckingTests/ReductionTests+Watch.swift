import CanonicalEncoding
import ModelChecking
import Testing

@Suite("Declarations that are wrong only far from the start")
struct ReductionWatchTests {
  @Test("a dependency between the last steps of two processes")
  func dependency() throws {
    for top: UInt8 in [2, 30, 100] {
      var model = Counters(2, to: top, properties: [.always("not both at the top") { $0.counts != [top, top] }])
      #expect(try Checker(model).runWithSleepSets().finding == "violates not both at the top")
      model.excludesLastStep = true
      #expect(try Checker(model).run().finding == "violates not both at the top")
      let refusal = try #require(refusal { _ = try Checker(model).runWithSleepSets() }, "\(top)")
      #expect(refusal.hasPrefix("a declared footprint is wrong: "), "\(refusal)")
      #expect(refusal.contains("count("), "\(refusal)")
    }
  }

  @Test("a property that names processes", arguments: [2, 3])
  func namedProcesses(processes: Int) throws {
    let top: UInt8 = processes == 2 ? 200 : 30
    // The representatives have their counts in ascending order: none of them has a lower count after a higher.
    let spared: ModelProperty<Counters.State> = .always("0 at the top is not ahead of 1") {
      $0.counts[0] != top || $0.counts[1] != top - 10
    }
    let model = Counters(processes, to: top, properties: [spared])
    #expect(try Checker(model).run().finding == "violates \(spared.name)")
    for strategy in [SearchStrategy.breadthFirst(), .breadthFirst(workers: 2), .depthFirst()] {
      var checker = try Checker(model)
      checker.strategy = strategy
      let refusal = try #require(refusal { _ = try checker.runOnOrbits() }, "\(strategy)")
      #expect(refusal.hasPrefix("the declared symmetry is none: '\(spared.name)' changes in "), "\(refusal)")
    }
  }

  @Test("a representative that breaks a property which its own way through the model keeps", arguments: [0, 1])
  func misleadingRepresentative(first: Int) throws {
    // The way to a representative leads to one of the states that it stands for: to which is not said.
    let top: UInt8 = 200
    let bad = [[top - 50, top], [top, top - 50]][first]
    let model = Counters(2, to: top, properties: [.always("good") { $0.counts != bad }])
    do throws(ModelError) {
      let report = try Checker(model).runOnOrbits()
      #expect(report.counterexample?.trace.last.counts == bad)
    } catch {
      #expect("\(error)".contains("'good' changes in "), "\(error)")
    }
  }

  @Test("a possibility that came true is shown in the model's own states")
  func witnesses() throws {
    let model = Counters(3, to: 4, properties: [.sometimes("all at the top") { $0.counts == [4, 4, 4] }])
    let report = try Checker(model).runOnOrbits()
    let witness = try #require(report.witnesses["all at the top"])
    #expect(witness.initial == model.initialStates[0] && witness.last.counts == [4, 4, 4] && witness.steps.count == 12)
    let again = try ModelTrace(model, initial: 0, ordinals: witness.steps.map(\.ordinal))
    #expect(again.steps.map(\.state) == witness.steps.map(\.state))
  }

  @Test("what the model rules out is not called impossible on its orbits")
  func ruledOut() throws {
    #expect(try Checker(Counters(2, to: 2)).run().neverEnabled.isEmpty)
    #expect(try Checker(Counters(2, to: 2)).runOnOrbits().orbits.neverEnabled.isEmpty)
  }
}

@Suite("Orbits that are large")
struct LargeOrbitTests {
  /// Processes that take tickets, so that in the end no two are alike.
  private struct Tickets: SymmetricModel {
    let base: Counters
    init(_ processes: Int) { base = Counters(processes, to: 1) }

    var properties: [ModelProperty<Counters.State>] { [] }
    var initialStates: [Counters.State] { base.initialStates }
    func forEachSuccessor(of state: Counters.State, _ visit: (Counters.Count, Counters.State) -> Bool) {
      let ticket = (state.counts.max() ?? 0) + 1
      for process in state.counts.indices where state.counts[process] == 0 {
        var next = state
        next.counts[process] = ticket
        if !visit(Counters.Count(process: process), next) { return }
      }
    }
    var symmetricProcesses: Int { base.processes }
    func renaming(_ state: Counters.State, by permutation: Permutation) -> Counters.State {
      base.renaming(state, by: permutation)
    }
    func renaming(_ action: Counters.Count, by permutation: Permutation) -> Counters.Count {
      base.renaming(action, by: permutation)
    }
    func signature(of process: Int, in state: Counters.State) -> UInt64 { base.signature(of: process, in: state) }
    var signaturesTellAll: Bool { true }
  }

  @Test("states that are too many to be counted are not counted")
  func uncountable() throws {
    for processes in [5, 19, 20, 21, 40] {
      let report = try Checker(Tickets(processes)).runOnOrbits()
      #expect(report.orbits.finding == "holds" && report.orbits.states == processes + 1)
      // n! / (n - k)! states have k tickets.
      var (sum, some): (Double, Double) = (1, 1)
      for left in (1...processes).reversed() {
        some *= Double(left)
        sum += some
      }
      if let states = report.states {
        #expect(abs(Double(states) - sum) <= sum * 1e-12, "\(processes)")
      } else {
        #expect(sum > 0x1p63, "\(processes)")
      }
    }
  }

  @Test("renamings that would take ages are refused, and tests of a symmetry end when time does")
  func tooManyRenamings() throws {
    var model = Counters(9, to: 1)
    model.signaturesTellAll = false
    let refusal = try #require(refusal { _ = try Checker(model).runOnOrbits() })
    #expect(refusal.hasPrefix("signatures tell too little: "), "\(refusal)")
    model = Counters(7, to: 1)
    model.signaturesTellAll = false
    var asked = 0
    let report = try Checker(model).runOnOrbits {
      asked += 1
      return true
    }
    #expect(report.orbits.finding == "incomplete: interruption" && report.orbits.states == 0 && asked > 0)
  }
}
