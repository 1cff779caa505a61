import Randomness

/// Laws about one kind of subject, the implementations they are applied to, and the mutants that they must reject.
public struct LawSuite<Subject>: Sendable {
  /// The subsystem that the laws belong to.
  public let subsystem: String

  /// The laws.
  public let laws: [Law<Subject>]

  /// The implementations that must obey all of them.
  public let specimens: [Specimen<Subject>]

  /// The implementations that must not.
  public let mutants: [Mutant<Subject>]

  /// Gathers laws and what they judge. Ids must be unique, and mutants may name only laws of the suite.
  public init(
    subsystem: String, laws: [Law<Subject>], specimens: [Specimen<Subject>], mutants: [Mutant<Subject>]
  ) {
    let ids = Set(laws.map(\.id))
    precondition(ids.count == laws.count, "two laws of a suite have the same id")
    precondition(mutants.allSatisfy { $0.killedBy.isSubset(of: ids) }, "a mutant names a law that does not exist")
    self.subsystem = subsystem
    self.laws = laws
    self.specimens = specimens
    self.mutants = mutants
  }
}

/// What the check of one law found.
public struct LawVerdict: Sendable {
  /// The law's id.
  public let id: String
  /// The subsystem that it belongs to.
  public let subsystem: String
  /// The law's sentence.
  public let statement: String
  /// Cases in which the law was checked, over all implementations.
  public let cases: Int
  /// The first violation: the implementation, the number of the case, and what was found.
  public let violation: (specimen: String, number: Int, finding: String)?
  /// The mutants that the law must reject, and those that it did not.
  public let mutants: [String]
  /// Those of ``mutants`` that the law let pass.
  public let survivors: [String]
  /// Whether time ran out before all cases and mutants were done.
  public let isIncomplete: Bool
  /// Wall-clock time of the check.
  public let seconds: Double

  /// Whether the law holds in all cases and every mutant was noticed.
  public var isGood: Bool { !isBad && !isIncomplete }

  /// Whether the law is violated, or a mutant was let pass.
  public var isBad: Bool { violation != nil || (!isIncomplete && (!survivors.isEmpty || mutants.isEmpty)) }
}

/// A law with its subject's type erased, ready to be run.
public struct LawCheck: Sendable {
  /// The law's id.
  public let id: String

  /// The law's sentence.
  public let statement: String

  /// The subsystem that it belongs to.
  public let subsystem: String

  private let body: @Sendable (_ cases: Int, Seed, _ deadline: Double?, _ clock: () -> Double) -> LawVerdict

  /// Checks the law in `cases` cases of every implementation, and each mutant until it is noticed, all from one seed.
  ///
  /// - Parameters:
  ///   - deadline: the time by the clock after which no further case is begun; none when nil.
  ///   - clock: seconds since some moment.
  public func run(cases: Int, seed: Seed, deadline: Double? = nil, clock: () -> Double) -> LawVerdict {
    body(cases, seed, deadline, clock)
  }

  init<Subject>(_ law: Law<Subject>, of suite: LawSuite<Subject>) {
    id = law.id
    statement = law.statement
    subsystem = suite.subsystem
    body = { cases, seed, deadline, clock in
      let start = clock()
      func isOver() -> Bool { deadline.map { clock() > $0 } ?? false }
      var violation: (specimen: String, number: Int, finding: String)?
      var checked = 0
      for specimen in suite.specimens {
        let (done, found) = Self.firstViolation(of: law, by: specimen, cases: cases, seed: seed, isOver: isOver)
        checked += done
        if let found, violation == nil { violation = (specimen.id, done - 1, found) }
      }
      let mutants = suite.mutants.filter { $0.killedBy.contains(law.id) }.map(\.specimen)
      let survivors = mutants.filter {
        !Self.notices(law, mutant: $0, cases: max(cases, Self.casesForMutants), seed: seed, isOver: isOver)
      }
      return LawVerdict(
        id: law.id, subsystem: suite.subsystem, statement: law.statement, cases: checked, violation: violation,
        mutants: mutants.map(\.id), survivors: survivors.map(\.id), isIncomplete: isOver(), seconds: clock() - start)
    }
  }

  /// A mutant gets at least this many chances to be noticed, however few cases are asked for.
  private static let casesForMutants = 24

  private static func firstViolation<Subject>(
    of law: Law<Subject>, by specimen: Specimen<Subject>, cases: Int, seed: Seed, isOver: () -> Bool
  ) -> (cases: Int, finding: String?) {
    for number in 0..<cases {
      if isOver() { return (number, nil) }
      do {
        try check(law, specimen, number, seed)
      } catch {
        return (number + 1, "\(error)")
      }
    }
    return (cases, nil)
  }

  /// Whether the law rejects the mutant. That a case of it cannot even be built is no merit of the law.
  private static func notices<Subject>(
    _ law: Law<Subject>, mutant: Specimen<Subject>, cases: Int, seed: Seed, isOver: () -> Bool
  ) -> Bool {
    for number in 0..<cases where !isOver() {
      do {
        try check(law, mutant, number, seed)
      } catch {
        if error is Violation { return true }
      }
    }
    return false
  }

  private static func check<Subject>(
    _ law: Law<Subject>, _ specimen: Specimen<Subject>, _ number: Int, _ seed: Seed
  ) throws {
    let caseSeed = seed.child(specimen.id, UInt64(number))
    var generator = caseSeed.stream(law.id)
    try law.check(specimen.make(number, caseSeed), &generator)
  }
}

extension LawSuite {
  /// The laws of the suite, ready to be run.
  public var checks: [LawCheck] { laws.map { LawCheck($0, of: self) } }
}
