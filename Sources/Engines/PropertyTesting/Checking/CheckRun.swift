import Randomness

/// One check of a property, in the order: the case to be replayed; kept failures; the simplest case; cases at the edges; random cases
/// that grow; cases changed from those with the highest score.
final class CheckRun<Value> {
  private let name: String
  private let generator: Generator<Value>
  private let settings: CheckSettings
  /// Judges a value: the error that was thrown.
  private let judge: (Value, Trial) -> (any Error)?

  private let trial = Trial()
  private let start = ContinuousClock.now
  private var cases = 0
  private var discarded = 0
  private var tooLarge = 0
  private var generating = Duration.zero
  private var labels: [String: Int] = [:]
  private var mended = 0
  private var warnings: [String] = []
  private var best: (score: Double, script: [UInt64])?

  init(
    _ name: String, _ generator: Generator<Value>, _ settings: CheckSettings,
    judge: @escaping (Value, Trial) -> (any Error)?
  ) {
    self.name = name
    self.generator = generator
    self.settings = settings
    self.judge = judge
  }

  func run() -> CheckReport<Value> { report(verdict()) }

  private func verdict() -> CheckReport<Value>.Verdict {
    if let given = settings.replaying {
      trial.source.restart(given.values)
      if let verdict = falsified(judged(), number: nil) { return verdict }
      return cases > 0
        ? .passed : .unhealthy(HealthProblem(kind: .empty, finding: "the case of the choices \(given) is given up"))
    }
    if let verdict = retryKeptFailures() { return verdict }
    var number = 0
    while cases < settings.cases {
      if isOver || settings.isInterrupted() { return .incomplete }
      prepare(number)
      if let verdict = falsified(judged(), number: number) { return verdict }
      number += 1
      if let problem = problem(after: number), !settings.tolerated.contains(problem.kind) { return .unhealthy(problem) }
    }
    return coverage() ?? .passed
  }

  /// What a case came to, when it was not good.
  private struct Bad {
    let value: Value
    let failure: Failure
  }

  /// Generates and judges a case.
  private func judged() -> Bad? {
    trial.begin()
    let value: Value
    do throws(Rejection) {
      value = try drawn()
    } catch {
      discarded += 1
      if error == .tooLarge { tooLarge += 1 }
      return nil
    }
    guard let error = judge(value, trial) else {
      cases += 1
      for label in trial.labels { labels[label, default: 0] += 1 }
      if let score = trial.score, score > best?.score ?? -.infinity {
        best = (score, trial.source.recording.values)
      }
      return nil
    }
    if let rejection = error as? Rejection {
      discarded += 1
      if rejection == .tooLarge { tooLarge += 1 }
      return nil
    }
    return Bad(value: value, failure: Failure(error))
  }

  /// The first cases tell how long generating takes; a clock for all would cost more than most values.
  private static var timedCases: Int { 10 }

  private func drawn() throws(Rejection) -> Value {
    guard cases + discarded < Self.timedCases else { return try trial.source.draw(generator) }
    let begin = ContinuousClock.now
    defer { generating += ContinuousClock.now - begin }
    return try trial.source.draw(generator)
  }

  /// Sets the source up for a case.
  private func prepare(_ number: Int) {
    // The simplest of all, then some in which edges are as frequent as not.
    if number == 0 { return trial.source.restart() }
    var random = settings.seed.stream("case", UInt64(number))
    let edges = min(settings.cases / 10, 20)
    let size = min(1, Double(cases + 1) / Double(max(settings.cases / 2, 1)))
    if let best, cases > settings.cases / 4, random.coin(0.5) {
      return trial.source.restart(changed(best.script, &random), random: random, size: size)
    }
    trial.source.restart(random: random, size: size, edgeShare: number <= edges ? 128 : 16)
  }

  /// A script with one number changed a little or a lot, or cut off somewhere, to go on at random.
  private func changed(_ script: [UInt64], _ random: inout Xoshiro256StarStar) -> [UInt64] {
    guard !script.isEmpty else { return script }
    var script = script
    let place = random.below(script.count)
    switch random.below(4) {
    case 0: script.removeSubrange(place...)
    case 1: script[place] &+= random.next() >> UInt64(random.below(64))
    case 2: script[place] &-= min(script[place], random.next() >> UInt64(random.below(64)))
    default: script[place] = script[place] &+ 1
    }
    return script
  }

  private func retryKeptFailures() -> CheckReport<Value>.Verdict? {
    guard let folder = settings.failures else { return nil }
    let (entries, damaged) = folder.entries(of: name)
    warnings += damaged
    for entry in entries {
      if isOver || settings.isInterrupted() { return .incomplete }
      trial.source.restart(entry.choices.values)
      let (casesBefore, discardedBefore) = (cases, discarded)
      if let verdict = falsified(judged(), number: nil) { return verdict }
      (cases, discarded) = (casesBefore, discardedBefore)
      folder.forget(entry)
      mended += 1
    }
    return nil
  }

  /// Makes a bad case simpler, and keeps it.
  private func falsified(_ bad: Bad?, number: Int?) -> CheckReport<Value>.Verdict? {
    guard let bad else { return nil }
    let found = trial.source.recording
    var (script, shrinks, isCutShort) = (found.values, 0, false)
    // A case that does not come back cannot be made simpler.
    guard let again = replay(script), again.failure.identity == bad.failure.identity else {
      return .unhealthy(
        HealthProblem(
          kind: .flaky,
          finding:
            "the choices \(ChoiceString(script)) led to a failure (\(bad.failure.message)), and when judged again did not"
        ))
    }
    if let budget = settings.shrinking {
      (script, shrinks, isCutShort) = shrunk(found, like: bad.failure.identity, budget)
    }
    trial.keepsNotes = true
    guard let last = replay(script), last.failure.identity == bad.failure.identity else {
      return .unhealthy(
        HealthProblem(
          kind: .flaky, finding: "the choices \(ChoiceString(script)) led to a failure, and when judged again did not"))
    }
    let counterexample = Counterexample(
      value: last.value, failure: last.failure, notes: trial.notes, choices: ChoiceString(script), number: number,
      shrinks: shrinks, isCutShort: isCutShort)
    do {
      try settings.failures?.keep(counterexample, of: name, seed: settings.seed)
    } catch {
      warnings.append("the failing case could not be kept: \(error)")
    }
    return .falsified(counterexample)
  }

  private func shrunk(
    _ found: Recording, like identity: Failure.Identity, _ budget: ShrinkBudget
  ) -> (script: [UInt64], shrinks: Int, isCutShort: Bool) {
    let isInterrupted = settings.isInterrupted
    // Compared as numbers, since no duration is infinite.
    let begin = ContinuousClock.now
    let subject = FailingProperty(
      generator: generator, identity: identity, trial: trial, property: judge,
      clock: { isInterrupted() || (ContinuousClock.now - begin) / .seconds(1) > budget.seconds })
    var shrinker = Shrinker(found, of: subject, seed: settings.seed, budget: budget, passes: settings.passes)
    shrinker.run()
    return (shrinker.best.values, shrinker.evaluations, shrinker.isCutShort)
  }

  /// Judges a case from a script, without counting it.
  private func replay(_ script: [UInt64]) -> Bad? {
    trial.source.restart(script)
    trial.begin()
    guard let value = try? trial.source.draw(generator), let error = judge(value, trial), !(error is Rejection) else {
      return nil
    }
    return Bad(value: value, failure: Failure(error))
  }

  private func problem(after number: Int) -> HealthProblem? {
    if number <= Self.timedCases, generating / .seconds(1) > settings.secondsForFirstValues {
      return HealthProblem(
        kind: .slow, finding: "to generate \(number) values took more than \(settings.secondsForFirstValues) seconds")
    }
    // More than so many for each case, without a product that may be too large.
    guard discarded > 0, (discarded - 1) / max(cases, 10) >= settings.discardsPerCase else { return nil }
    if tooLarge > discarded / 2 {
      return HealthProblem(
        kind: .large, finding: "\(tooLarge) of \(discarded + cases) cases took more than \(Source.defaultLimit) choices"
      )
    }
    let finding = "\(discarded) of \(discarded + cases) cases were given up"
    return HealthProblem(kind: cases == 0 ? .empty : .wasteful, finding: finding)
  }

  private func coverage() -> CheckReport<Value>.Verdict? {
    for (label, share) in trial.required.sorted(by: { $0.key < $1.key }) {
      let found = Double(labels[label] ?? 0) / Double(max(cases, 1))
      if found < share { return .uncovered(label: label, share: found, required: share) }
    }
    return nil
  }

  private var isOver: Bool {
    settings.seconds.isFinite && (ContinuousClock.now - start) / .seconds(1) > settings.seconds
  }

  private func report(_ verdict: CheckReport<Value>.Verdict) -> CheckReport<Value> {
    CheckReport(
      verdict: verdict, seed: settings.seed, cases: cases, discarded: discarded, labels: labels, bestScore: best?.score,
      mended: mended, warnings: warnings)
  }
}
