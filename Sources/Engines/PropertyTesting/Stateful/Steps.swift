/// What a command does, cut into steps between which other commands may do theirs.
///
/// Each step runs without interruption, as one instruction of the machine or one critical section would; where a real object could
/// be interrupted, another step must begin:
///
///     func increment() -> Steps<Void> {
///       .step {
///         let seen = self.value
///         return .step {
///           self.value = seen + 1
///           return .done(())
///         }
///       }
///     }
public enum Steps<Reply> {
  /// Nothing is left to do.
  case done(Reply)
  /// A step, and what comes after it. An error fails the run.
  case step(() throws -> Steps)

  /// All in one step.
  public static func atomically(_ body: @escaping () throws -> Reply) -> Steps { .step { .done(try body()) } }
}

/// A command that has not ended although it had all the time there is.
struct EndlessCommand: Error, CustomStringConvertible {
  /// The most steps of a run, or of a command that is run by itself.
  static let mostSteps = 10_000

  var description: String { "no end within \(Self.mostSteps) steps" }
}

extension Steps {
  /// Takes all steps, one right after the other.
  func finished() throws -> Reply {
    var rest = self
    for _ in 0...EndlessCommand.mostSteps {
      switch rest {
      case .done(let reply): return reply
      case .step(let body): rest = try body()
      }
    }
    throw EndlessCommand()
  }
}
