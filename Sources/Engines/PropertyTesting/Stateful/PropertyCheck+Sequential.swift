extension Generator {
  /// Runs of so many commands, one after the other, on an object beside its model; both are made anew by `start` for each run.
  ///
  /// A value of this generator is a run that has taken place. It is a generator all the same: the choices make it what it is.
  ///
  /// - Precondition: a run has at least one command.
  public static func sequentialRun<Model: CommandModel>(
    from start: Generator<(model: Model, object: Model.Object)>, count: ClosedRange<Int> = 1...100
  ) -> Generator where Value == CommandRun<Model> {
    precondition(count.lowerBound > 0, "a run has at least one command, not \(count.lowerBound)")
    return Generator(label: 0x7365_7175, isSpan: true) { source throws(Rejection) in
      let (model, object) = try source.draw(start)
      var runner = try CommandRunner(model, object)
      try runner.run(count, from: &source)
      return runner.run
    }
  }
}

extension PropertyCheck {
  /// States that an object agrees with its model, whatever commands are run on it.
  ///
  /// A run is bad when a command or a postcondition or an invariant throws. It is made simpler by dropping commands, and then by
  /// making their arguments simpler.
  ///
  /// - Precondition: a run has at least one command.
  public init<Model: CommandModel>(
    _ name: String, sequential start: Generator<(model: Model, object: Model.Object)>,
    count: ClosedRange<Int> = 1...100, settings: CheckSettings = CheckSettings()
  ) where Value == CommandRun<Model> {
    self.init(name, .sequentialRun(from: start, count: count), settings: settings) { run, _ in try run.check() }
  }
}
