/// Runs commands on an object and its model, and writes down what happens.
struct CommandRunner<Model: CommandModel> {
  private(set) var model: Model
  private(set) var object: Model.Object
  private(set) var run: CommandRun<Model>

  init(_ model: Model, _ object: Model.Object) throws(Rejection) {
    self.model = model
    self.object = object
    run = CommandRun(from: model)
    try watch("at the start") { runner in try runner.model.checkInvariant(of: runner.object) }
  }

  /// Draws so many commands, each for the state that those before it have led to, and runs them.
  mutating func run(_ count: ClosedRange<Int>, from source: inout Source) throws(Rejection) {
    guard run.failure == nil else { return }
    try source.drawCommands(count) { source throws(Rejection) in
      guard let command = try source.drawCommand(of: model) else { return .refused }
      try perform(command)
      return run.failure == nil ? .taken : .last
    }
  }

  private mutating func perform(_ command: Model.Command) throws(Rejection) {
    let number = run.steps.count + 1
    var reply: Model.Reply?
    try watch("step \(number)") { runner in
      reply = try runner.model.run(command, on: &runner.object)
    }
    run.steps.append(CommandRun.Step(command: command, reply: reply))
    guard let reply else { return }
    try watch("step \(number)") { runner in
      try runner.model.checkPostcondition(of: command, reply)
      runner.model.advance(command, reply)
    }
    guard run.failure == nil else { return }
    try watch("after step \(number)") { runner in try runner.model.checkInvariant(of: runner.object) }
  }

  /// Writes down what `body` throws, and where; a rejection gives up the whole case.
  private mutating func watch(
    _ place: @autoclosure () -> String, _ body: (inout CommandRunner) throws -> Void
  ) throws(Rejection) {
    do {
      try body(&self)
    } catch let rejection as Rejection {
      throw rejection
    } catch {
      run.failure = Failure(error, at: place())
    }
  }
}

extension Failure {
  /// The failure that an error stands for, with the place in a run where it was thrown.
  init(_ error: any Error, at place: String) {
    let failure = Failure(error)
    self.init(
      kind: failure.identity.kind, location: failure.identity.location, message: "\(place): \(failure.message)")
  }
}
