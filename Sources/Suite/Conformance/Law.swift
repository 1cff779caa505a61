import PropertyTesting

/// A sentence that every implementation of something must obey, and the check of it.
///
/// A law knows its subject's interface and no implementation. Each is broken by at least one ``Mutant``, which the
/// suite verifies along with the law itself: a law that nothing breaks says nothing.
public struct Law<Subject>: Sendable {
  /// The stable name, from the subsystem down: `overlay.fissione.degrees`.
  public let id: String

  /// What must hold, as a plain sentence.
  public let statement: String

  /// Throws a `Violation` when the subject breaks the law; what is looked at is drawn from the trial.
  public let check: @Sendable (Subject, Trial) throws -> Void

  /// States a law.
  public init(_ id: String, _ statement: String, check: @escaping @Sendable (Subject, Trial) throws -> Void) {
    self.id = id
    self.statement = statement
    self.check = check
  }
}

/// Something that laws are applied to: a recipe that is generated, and how to build a subject by it.
///
/// The recipe is what a counterexample shows, and what is made simpler: a number of nodes, a list of joins and leaves.
public struct Specimen<Subject>: Sendable {
  /// The stable name of the implementation.
  public let id: String

  /// One line about it.
  public let summary: String

  let subjects: Generator<Prepared<Subject>>

  /// Names a source of subjects. `build` makes the same subject whenever it is given the same recipe.
  public init<Recipe: Sendable>(
    _ id: String, _ summary: String, of recipe: Generator<Recipe>,
    build: @escaping @Sendable (Recipe) throws -> Subject
  ) {
    self.id = id
    self.summary = summary
    subjects = recipe.map { recipe in Prepared(recipe: recipe) { try build(recipe) } }
  }
}

/// A subject that is not built yet.
struct Prepared<Subject>: CustomStringConvertible {
  let recipe: any Sendable
  let build: @Sendable () throws -> Subject

  init(recipe: any Sendable, build: @escaping @Sendable () throws -> Subject) {
    self.recipe = recipe
    self.build = build
  }

  var description: String { ReadableText.of(recipe) }
}

/// A known-bad implementation, and the laws that must notice it.
public struct Mutant<Subject>: Sendable {
  /// The broken implementation; its summary says what is wrong.
  public let specimen: Specimen<Subject>

  /// The laws, by id, each of which must be violated within the cases that are checked.
  public let killedBy: Set<String>

  /// Describes a fault.
  public init<Recipe: Sendable>(
    _ id: String, _ fault: String, killedBy: Set<String>, of recipe: Generator<Recipe>,
    build: @escaping @Sendable (Recipe) throws -> Subject
  ) {
    specimen = Specimen(id, fault, of: recipe, build: build)
    self.killedBy = killedBy
  }
}
