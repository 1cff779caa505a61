/// Commands that were run one after the other on a real object beside its model, until all were done or something was not right.
public struct CommandRun<Model: CommandModel> {
  /// A command and what came of it.
  public struct Step {
    /// What was done.
    public let command: Model.Command

    /// What it gave; nil if it threw an error, or did not end.
    public let reply: Model.Reply?
  }

  /// The model at the start.
  public let initial: Model

  /// The commands that were run; if the run failed while or after one was run, that is the last.
  public internal(set) var steps: [Step] = []

  /// What was not right, if anything.
  public internal(set) var failure: Failure?

  init(from initial: Model) { self.initial = initial }

  /// Throws the failure, if there is one.
  public func check() throws(Failure) {
    if let failure { throw failure }
  }
}

extension CommandRun: CustomStringConvertible {
  /// The commands, numbered, a line for each, with their replies.
  public var description: String {
    let lines = steps.enumerated().map { "\n  \($0.offset + 1). \($0.element)" }
    return "\(Self.count(steps.count)) from \(ReadableText.of(initial))\(lines.joined())"
  }

  static func count(_ commands: Int) -> String { commands == 1 ? "1 command" : "\(commands) commands" }
}

extension CommandRun.Step: CustomStringConvertible {
  /// The command and its reply, for instance `.pop -> 3`; a reply that says nothing is left out.
  public var description: String {
    let text = ReadableText.of(command)
    guard let reply else { return text }
    return reply is Void ? text : "\(text) -> \(ReadableText.of(reply))"
  }
}
