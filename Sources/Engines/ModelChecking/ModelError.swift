import CanonicalEncoding

/// A model or a search that makes no sense. What is wrong with a protocol is a verdict; this is wrong with its description.
public enum ModelError: Error, Hashable, CustomStringConvertible {
  /// Nothing holds of a model that cannot start, however true it sounds.
  case noInitialState
  /// Two properties share a name, so that a verdict would not say which it means.
  case repeatedPropertyName(String)
  /// A limit is zero or negative.
  case limitNotPositive(String)
  /// There must be 1 to 16 workers.
  case workers(Int)
  /// A bit field has 2^12 to 2^40 bits, and a state 1 to 16 of them.
  case bitstate(logBits: Int, hashes: Int)
  /// Priorities in a walk change at least 0 times, and fewer times than it has steps.
  case priorityDepth(Int, steps: Int)
  /// A state has more steps than can be numbered.
  case tooManySteps(state: String)
  /// The model could not say what happens in a state.
  case stepThrew(state: String, error: String)
  /// Asked again, the model gave other steps, or a state did not read what it wrote.
  case unstable(state: String, finding: String)
  /// An action or a fairness assumption names a class that does not exist.
  case unknownActionClass(Int)
  /// A property or a reduction that this strategy cannot decide.
  case unsupported(String)
  /// The declared symmetry is none.
  case asymmetric(String)
  /// Two actions that claim not to touch each other do.
  case dependent(String)
  /// A path that the model does not allow.
  case notAPath(step: Int, finding: String)

  @usableFromInline
  static func unreadable<State>(_ type: State.Type, _ error: MalformedBytes) -> ModelError {
    .unstable(state: "of type \(type)", finding: "it cannot read what it wrote: \(error)")
  }

  /// One line.
  public var description: String {
    switch self {
    case .noInitialState: "the model has no initial state"
    case .repeatedPropertyName(let name): "two properties are called '\(name)'"
    case .limitNotPositive(let name): "the limit of \(name) must be greater than zero"
    case .workers(let count): "there must be 1...16 workers, not \(count)"
    case .bitstate(let logBits, let hashes):
      "a bit field has 2^12...2^40 bits and 1...16 hashes, not 2^\(logBits) and \(hashes)"
    case .priorityDepth(let depth, let steps):
      "the depth of priorities must be in 1...\(steps), the steps of a walk, not \(depth)"
    case .tooManySteps(let state): "more than 65,536 steps are possible in \(state)"
    case .stepThrew(let state, let error): "the steps of \(state) could not be taken: \(error)"
    case .unstable(let state, let finding): "the model is not a function of its state \(state): \(finding)"
    case .unknownActionClass(let number): "there is no class of actions \(number)"
    case .unsupported(let what): what
    case .asymmetric(let finding): "the declared symmetry is none: \(finding)"
    case .dependent(let finding): "a declared footprint is wrong: \(finding)"
    case .notAPath(let step, let finding): "step \(step) is not one of the model's: \(finding)"
    }
  }
}
