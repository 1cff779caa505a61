extension Generator {
  /// Runs in which two clients use an object side by side, with so many commands in all and step by step as a drawn schedule says,
  /// after a prefix of commands that were run one after the other. Object and model are made anew by `start` for each run.
  ///
  /// - Precondition: a prefix has no fewer than 0 commands, what comes after it at least one.
  public static func parallelRun<Model: ParallelModel>(
    from start: Generator<(model: Model, object: Model.Object)>, prefix: ClosedRange<Int> = 0...8,
    count: ClosedRange<Int> = 1...8
  ) -> Generator where Value == ParallelRun<Model> {
    precondition(prefix.lowerBound >= 0, "a prefix has no fewer than 0 commands, not \(prefix.lowerBound)")
    precondition(count.lowerBound > 0, "side by side at least one command is run, not \(count.lowerBound)")
    return Generator(label: 0x7061_7261, isSpan: true) { source throws(Rejection) in
      let (model, object) = try source.draw(start)
      var runner = try CommandRunner(model, object)
      try source.span(0x7072_6566) { source throws(Rejection) in try runner.run(prefix, from: &source) }
      guard runner.run.failure == nil else { return ParallelRun(failingPrefix: runner.run) }
      return try ParallelRun(runner, ParallelPlan(runner.model, count: count, from: &source))
    }
  }
}

extension PropertyCheck {
  /// States that an object which two clients use at the same time is linearizable: whatever the schedule, some order of the commands
  /// that keeps those which do not overlap in theirs explains all replies.
  ///
  /// There are no threads: the steps of the commands are interleaved as drawn choices say, so that a failure comes back, and is made
  /// simpler to the fewest commands and the fewest turns from one client to the other. Time is exponential in `count` at worst, and
  /// linear in `prefix`.
  ///
  /// - Precondition: a prefix has no fewer than 0 commands, what comes after it at least one.
  public init<Model: ParallelModel>(
    _ name: String, parallel start: Generator<(model: Model, object: Model.Object)>,
    prefix: ClosedRange<Int> = 0...8, count: ClosedRange<Int> = 1...8, settings: CheckSettings = CheckSettings()
  ) where Value == ParallelRun<Model> {
    let runs = Generator.parallelRun(from: start, prefix: prefix, count: count)
    self.init(name, runs, settings: settings) { run, _ in try run.check() }
  }
}
