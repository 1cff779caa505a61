import PropertyTesting
import Randomness

/// A law with its subject's type erased, ready to be run.
public struct LawCheck: Sendable {
  /// The law's id.
  public let id: String

  /// The law's sentence.
  public let statement: String

  /// The subsystem that it belongs to.
  public let subsystem: String

  private let body: @Sendable (LawSettings) -> LawVerdict
  private let retry: @Sendable (_ specimen: String, ChoiceString) -> LawReplay?

  /// Checks the law in `cases` cases of every implementation, and each mutant until it is noticed, all from one seed.
  public func run(_ settings: LawSettings) -> LawVerdict { body(settings) }

  /// Judges one case. Nil if the law is not applied to such an implementation or mutant.
  public func replay(_ choices: ChoiceString, of specimen: String) -> LawReplay? { retry(specimen, choices) }

  init<Subject>(_ law: Law<Subject>, of suite: LawSuite<Subject>) {
    id = law.id
    statement = law.statement
    subsystem = suite.subsystem
    let mutants = suite.mutants.filter { $0.killedBy.contains(law.id) }.map(\.specimen)
    body = { settings in
      let start = settings.clock()
      var (cases, violation, remarks) = (0, LawCounterexample?.none, [String]())
      var (isIncomplete, isUnhealthy) = (false, false)
      for specimen in suite.specimens {
        let report = Self.check(law, specimen, settings, isMutant: false)
        cases += report.cases + (report.counterexample == nil ? 0 : 1)
        remarks += report.warnings
        // What is given up is not judged: a law that draws too much would pass unseen.
        if report.discarded > report.cases { remarks.append("\(specimen.id): gave up \(report.discarded) cases") }
        switch report.verdict {
        case .passed: break
        case .incomplete: isIncomplete = true
        case .falsified(let found): violation = violation ?? Self.counterexample(found, law.id, specimen.id)
        case .uncovered, .unhealthy:
          isUnhealthy = true
          remarks.append("\(specimen.id): \(report)")
        }
      }
      let rejections = mutants.compactMap { mutant -> LawCounterexample? in
        let report = Self.check(law, mutant, settings, isMutant: true)
        if case .incomplete = report.verdict { isIncomplete = true }
        return report.counterexample.map { Self.counterexample($0, law.id, mutant.id) }
      }
      return LawVerdict(
        id: law.id, subsystem: suite.subsystem, statement: law.statement, cases: cases, violation: violation,
        remarks: remarks, mutants: mutants.map(\.id), rejections: rejections, isIncomplete: isIncomplete,
        isUnhealthy: isUnhealthy, seconds: settings.clock() - start)
    }
    retry = { id, choices in
      guard let specimen = (suite.specimens + mutants).first(where: { $0.id == id }) else { return nil }
      var settings = LawSettings(cases: 1, seed: 1)
      settings.replaying = choices
      let report = Self.check(law, specimen, settings, isMutant: mutants.contains { $0.id == id })
      if let found = report.counterexample { return .violated(Self.counterexample(found, law.id, id)) }
      return report.isGood ? .holds : .givenUp
    }
  }

  /// A mutant gets at least this many chances to be noticed, however few cases are asked for.
  private static let casesForMutants = 200

  private static func check<Subject>(
    _ law: Law<Subject>, _ specimen: Specimen<Subject>, _ settings: LawSettings, isMutant: Bool
  ) -> CheckReport<Prepared<Subject>> {
    let cases = isMutant ? max(settings.cases, casesForMutants) : settings.cases
    var checking = CheckSettings(cases: cases, seed: settings.seed.child(law.id).child(specimen.id))
    checking.isInterrupted = settings.isOver
    checking.replaying = settings.replaying
    checking.shrinking = settings.replaying == nil ? settings.shrinking : nil
    checking.failures = isMutant ? nil : settings.failures
    let name = "\(law.id) of \(specimen.id)"
    return PropertyCheck(name, specimen.subjects, settings: checking) { prepared, trial in
      let subject: Subject
      do {
        subject = try prepared.build()
      } catch {
        // That a case of a mutant cannot even be built is no merit of the law.
        if isMutant { throw Rejection.unwanted }
        throw Failure(kind: "cannot be built", location: nil, message: "it cannot be built: \(error)")
      }
      do {
        try law.check(subject, trial)
      } catch let error where isMutant && !(error is Violation) {
        throw Rejection.unwanted
      }
    }.run()
  }

  private static func counterexample<Subject>(
    _ found: Counterexample<Prepared<Subject>>, _ law: String, _ specimen: String
  ) -> LawCounterexample {
    LawCounterexample(
      law: law, specimen: specimen, example: ([found.text] + found.notes).joined(separator: ", "),
      finding: found.failure.message, choices: found.choices)
  }
}

/// How laws are checked.
public struct LawSettings: Sendable {
  /// Cases of each law and implementation.
  public var cases: Int
  /// Where all random choices come from.
  public var seed: Seed
  /// After this time by the clock no further case is begun.
  public var deadline: Double?
  /// Seconds since some moment.
  public var clock: @Sendable () -> Double = { 0 }
  /// Whether the user wants it to end.
  public var isInterrupted: @Sendable () -> Bool = { false }
  /// The work that may go into making a case simpler.
  public var shrinking = ShrinkBudget(evaluations: 5000, seconds: 30)
  /// Where violations are kept, to be tried first the next time.
  public var failures: FailureFolder?
  /// The case to be judged, and no other.
  var replaying: ChoiceString?

  /// So many cases from a seed, without a limit of time.
  public init(cases: Int, seed: Seed) {
    self.cases = cases
    self.seed = seed
  }

  var isOver: @Sendable () -> Bool {
    let (deadline, clock, isInterrupted) = (deadline, clock, isInterrupted)
    return { isInterrupted() || deadline.map { clock() > $0 } ?? false }
  }
}
