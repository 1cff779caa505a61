import Measuring

/// What was found about a kernel.
public struct RegressionRow: Sendable {
  /// What there is to be found.
  public enum Result: Sendable {
    /// Pairs were measured.
    case compared(PairedOutcome)
    /// One of the builds does not know the kernel.
    case missing(from: ComparedBuild)
    /// The base counts other operations than the head.
    case incomparable(base: String)
    /// One of the builds gave no sample.
    case failed(KernelProgramError)
  }

  /// The kernel.
  public let kernel: KernelList.Entry

  /// What was found.
  public let result: Result

  /// The chance of such signs without a change, corrected for the number of kernels that were suspected; nil unless one was.
  public internal(set) var adjusted: Double?

  init(kernel: KernelList.Entry, result: Result) {
    self.kernel = kernel
    self.result = result
  }

  /// The pairs; nil where none were measured.
  public var outcome: PairedOutcome? { if case .compared(let outcome) = result { outcome } else { nil } }

  /// The verdict; nil where nothing could be compared.
  public func verdict(by rule: ChangeRule) -> ChangeVerdict? {
    guard let outcome else { return nil }
    if outcome.verdict.isChange, let adjusted, adjusted > rule.level { return .undecided }
    return outcome.verdict
  }
}

/// What was found about two builds.
public struct RegressionReport: Sendable {
  /// The build that is held against.
  public let base: ComparedBuild

  /// The build in question.
  public let head: ComparedBuild

  /// The rule of the verdicts.
  public let rule: ChangeRule

  /// Whether the growth of costs was compared, in place of the costs.
  public let comparesGrowth: Bool

  /// A row a kernel.
  public internal(set) var rows: [RegressionRow] = []

  /// Kernels that were not begun.
  public internal(set) var unreached: [String] = []

  init(base: ComparedBuild, head: ComparedBuild, rule: ChangeRule, comparesGrowth: Bool) {
    self.comparesGrowth = comparesGrowth
    self.base = base
    self.head = head
    self.rule = rule
  }

  /// Corrects the suspected kernels for their number, by Holm's procedure: the chance that any of them is told to have changed without
  /// having done so stays below the level. Those not suspected have been dismissed by other pairs than the ones that decide.
  mutating func correct() {
    let suspected = rows.indices.filter { rows[$0].outcome?.confirmation != nil }
    let adjusted = MultipleTesting.holm(suspected.compactMap { rows[$0].outcome?.change.pValue })
    for (index, value) in zip(suspected, adjusted) { rows[index].adjusted = value }
  }

  /// The kernels of a verdict.
  public func kernels(_ verdict: ChangeVerdict) -> [String] {
    rows.filter { $0.verdict(by: rule) == verdict }.map(\.kernel.kernel)
  }

  /// Whether a kernel got slower.
  public var isBad: Bool { !kernels(.slower).isEmpty }

  /// Kernels that could not be compared, with the reason.
  public var failures: [(kernel: String, reason: String)] {
    rows.compactMap { row in
      switch row.result {
      case .compared: nil
      case .missing(let build): (row.kernel.kernel, "\(build.name) does not know it")
      case .incomparable(let operation):
        (row.kernel.kernel, "\(base.name) measures it by \(operation), \(head.name) by \(row.kernel.operation)")
      case .failed(let error): (row.kernel.kernel, "\(error)")
      }
    }
  }

  /// Whether something that was asked for is not known.
  public var isIncomplete: Bool { !unreached.isEmpty || !kernels(.undecided).isEmpty }
}
