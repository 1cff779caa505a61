import Histories

/// A model for commands that run side by side: a sequential object that says which replies are right, whatever the order.
///
/// Instead of a postcondition and the state that comes next there is `step`, which has both: no state if the reply is not right.
/// The steps of a command are those between which the commands of another client may come.
public protocol ParallelModel: CommandModel, SequentialObject where Command == Call, Object: AnyObject {
  /// What a command does to the object, cut into steps.
  ///
  /// It knows nothing of the state: what it needs, the command carries or the object has. However the steps of others come between,
  /// it must end as long as the others go on too: it may try again and again, but not wait for a command that may never come.
  static func steps(of command: Command, on object: Object) -> Steps<Reply>
}

extension ParallelModel {
  /// Takes all steps, one right after the other; throws if there is no end.
  public func run(_ command: Command, on object: inout Object) throws -> Reply {
    try Self.steps(of: command, on: object).finished()
  }

  /// Throws if `step` leads to no state.
  public func checkPostcondition(of command: Command, _ reply: Reply) throws {
    guard step(command, reply) == nil else { return }
    throw Failure(
      kind: "PropertyTesting.WrongReply", location: nil,
      message: "the model does not reply \(ReadableText.of(reply)) to \(ReadableText.of(command))")
  }

  /// The state that `step` leads to.
  public mutating func advance(_ command: Command, _ reply: Reply) { self = step(command, reply) ?? self }
}
