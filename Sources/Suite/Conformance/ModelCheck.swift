import ModelChecking

/// A model with its types erased, the counts that a complete search must find, and the mutants that it must reject.
public struct ModelCheck: Sendable {
  /// The stable name.
  public let id: String

  /// The subsystem that the model belongs to.
  public let subsystem: String

  /// One line about it.
  public let summary: String

  /// What is known of the model's size.
  public struct Counts: Sendable, Equatable {
    /// Different states.
    public let states: Int
    /// Generated successors, initial states and repetitions included; nil where nothing is published.
    public let transitions: Int?
    /// States on the longest of the shortest paths; nil where nothing is published.
    public let depth: Int?
    /// Who counted them.
    public let source: String

    package init(_ states: Int, _ transitions: Int? = nil, depth: Int? = nil, source: String) {
      self.states = states
      self.transitions = transitions
      self.depth = depth
      self.source = source
    }
  }

  /// What others, or a prototype, counted; nil when nobody has.
  public let expected: Counts?

  /// Whether ``expected`` counts orbits: one state for all that renaming makes of it.
  public let countsOrbits: Bool

  /// What is to be known about the row, such as a figure of the source's that cannot be had.
  public var remark: String?

  /// Whether a search takes so long that it is run only on demand or within a budget.
  public var isLarge = false

  /// Broken variants, and the property that each breaks.
  public var mutants: [(check: ModelCheck, breaks: String)] = []

  private let body: @Sendable (ModelSearch) throws -> ModelOutcome
  private let replaying: @Sendable (ModelReplay.Source, TraceRewriting) throws -> ModelReplay
  private let drawing: @Sendable (_ limit: Int) throws -> String

  /// A model that `make` describes.
  package init<M: Model>(
    _ id: String, subsystem: String = "checker", _ summary: String, expected: Counts? = nil,
    _ make: @escaping @Sendable () throws -> M
  ) {
    self.init(id, subsystem, summary, expected, countsOrbits: false, make) { checker, search in
      ModelOutcome(try checker.run(isInterrupted: search.isInterrupted)) { trace, property in
        ModelCounterexample(trace, to: property, of: id, checker.model)
      }
    }
  }

  /// The same model, of which one state is visited for all that renaming makes of it, however it is to be searched. Walks go through
  /// the model itself.
  package init<M: SymmetricModel>(
    orbitsOf id: String, subsystem: String = "checker", _ summary: String, expected: Counts? = nil,
    _ make: @escaping @Sendable () throws -> M
  ) {
    self.init(id, subsystem, summary, expected, countsOrbits: true, make) { checker, search in
      let report = try checker.runOnOrbits(isInterrupted: search.isInterrupted)
      var outcome = ModelOutcome(report, of: id, checker.model)
      outcome.statesStoodFor = report.states
      return outcome
    }
  }

  private init<M: Model>(
    _ id: String, _ subsystem: String, _ summary: String, _ expected: Counts?, countsOrbits: Bool,
    _ make: @escaping @Sendable () throws -> M,
    run: @escaping @Sendable (Checker<M>, ModelSearch) throws -> ModelOutcome
  ) {
    self.id = id
    self.subsystem = subsystem
    self.summary = summary
    self.expected = expected
    self.countsOrbits = countsOrbits
    replaying = { try ModelReplay($0, in: try make(), $1) }
    drawing = { try Checker(try make()).dot(limit: $0) }
    body = { search in
      let model = try make()
      if let walks = search.walks { return try walks.run(in: model, id: id, search) }
      let reduction = countsOrbits ? .none : search.reduction
      let (reduced, use) = try reduction.run(on: model, id: id, search)
      var outcome = try reduced ?? run(search.checker(of: model), search)
      outcome.reduction = use
      return outcome
    }
  }

  /// Searches the model as told.
  ///
  /// - Throws: `ModelError` if the model or the search makes no sense.
  public func search(_ search: ModelSearch = ModelSearch()) throws -> ModelOutcome { try body(search) }

  /// Runs the model along a trace, and tells it more plainly if so wished.
  ///
  /// - Throws: `ModelError` if the model makes no sense.
  public func replay(
    _ source: ModelReplay.Source, _ rewriting: TraceRewriting = TraceRewriting()
  ) throws -> ModelReplay { try replaying(source, rewriting) }

  /// The graph of all states in the DOT language.
  ///
  /// - Throws: `ModelError` if there are more than `limit` states.
  public func graph(limit: Int) throws -> String { try drawing(limit) }

  /// Searches the model and its mutants, and holds what is found against what is expected.
  ///
  /// - Parameter clock: seconds since some moment.
  public func run(_ search: ModelSearch = ModelSearch(), clock: () -> Double) -> ModelVerdict {
    let start = clock()
    var verdict = ModelVerdict(of: self)
    do {
      let outcome = try self.search(search)
      verdict.hold(outcome, foundBy: search)
      if case .incomplete = outcome.status {
        // What is not known of the model is not asked of its mutants.
        verdict.undecidedMutants = mutants.map(\.check.id)
      } else {
        for (mutant, property) in mutants {
          var rest = search.forMutants
          rest.limits.seconds -= clock() - start
          if rest.limits.seconds > 0 {
            verdict.hold(try mutant.search(rest), ofMutant: mutant.id, toBreak: property, foundBy: search)
          } else {
            verdict.undecidedMutants.append(mutant.id)
          }
        }
      }
    } catch ModelError.unsupported(let reason) {
      verdict.undecided = reason
    } catch {
      verdict.finding = "\(error)"
    }
    verdict.seconds = clock() - start
    return verdict
  }

  /// The same with what is to be known about it.
  package func remarking(_ remark: String) -> ModelCheck {
    var check = self
    check.remark = remark
    return check
  }

  /// The same, run only on demand.
  package var large: ModelCheck {
    var check = self
    check.isLarge = true
    return check
  }

  /// The same with a broken variant, whose id is this one's with `name` appended.
  package func broken<M: Model>(
    _ name: String, _ summary: String, breaks property: String, _ make: @escaping @Sendable () throws -> M
  ) -> ModelCheck {
    var check = self
    check.mutants.append((ModelCheck("\(id).\(name)", subsystem: subsystem, summary, make), property))
    return check
  }
}
