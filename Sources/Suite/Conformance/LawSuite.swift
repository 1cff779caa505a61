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

extension LawSuite {
  /// The laws of the suite, ready to be run.
  public var checks: [LawCheck] { laws.map { LawCheck($0, of: self) } }
}
