import Randomness

/// A published statement about a system of iVCE, and how this suite finds out about it.
///
/// Where the source was not at hand the ledger says so; a figure that is only remembered is never given as the source's.
public struct Claim: Sendable {
  /// The stable name, from the subsystem down.
  public let id: String

  /// What is claimed, as a plain sentence.
  public let statement: String

  /// Who claims it, and whether that could be read.
  public let source: String

  /// How it is checked, in one word.
  public let evidence: Evidence

  /// The law, model, kernel or command where it is checked on its own.
  public let place: String

  /// The kinds of evidence, strongest first.
  public enum Evidence: String, Sendable, CaseIterable {
    /// By a machine-checked proof.
    case proved
    /// In all states within a stated bound.
    case exhaustive
    /// On many random cases.
    case tested
    /// By measuring.
    case measured
  }

  /// What became of a claim.
  public enum Status: String, Sendable, CaseIterable {
    /// It is as claimed, within the tolerance that the finding states.
    case holds
    /// It is so within a bound that the source does not state, which the finding does.
    case bounded
    /// What is found differs from the claim.
    case discrepancy
    /// There is a counterexample.
    case refuted
    /// It was not decided.
    case open
  }

  /// What was found about a claim.
  public struct Finding: Sendable {
    /// What became of it.
    public let status: Status
    /// The claim in figures, for the cases that were looked at.
    public let claimed: String
    /// The same of what was found.
    public let found: String

    /// A finding.
    public init(_ status: Status, claimed: String, found: String) {
      self.status = status
      self.claimed = claimed
      self.found = found
    }
  }

  /// Finds out.
  public let check: @Sendable (Seed) throws -> Finding

  /// Enters a claim into the ledger.
  public init(
    _ id: String, _ statement: String, source: String, _ evidence: Evidence, at place: String,
    check: @escaping @Sendable (Seed) throws -> Finding
  ) {
    self.id = id
    self.statement = statement
    self.source = source
    self.evidence = evidence
    self.place = place
    self.check = check
  }
}
