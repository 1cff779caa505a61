import Randomness

/// A property that failed in some way, as a shrinker sees it.
final class FailingProperty<Value>: ShrinkSubject {
  private let generator: Generator<Value>
  private let identity: Failure.Identity
  private let trial: Trial
  private let property: (Value, Trial) -> (any Error)?
  private let clock: () -> Bool
  private var value: Value?

  init(
    generator: Generator<Value>, identity: Failure.Identity, trial: Trial,
    property: @escaping (Value, Trial) -> (any Error)?, clock: @escaping () -> Bool
  ) {
    self.generator = generator
    self.identity = identity
    self.trial = trial
    self.property = property
    self.clock = clock
  }

  var isOver: Bool { clock() }

  func generate(_ script: [UInt64], limit: Int, _ random: Xoshiro256StarStar?) -> Recording? {
    trial.source.restart(script, random: random, limit: limit, size: random == nil ? 1 : 0)
    trial.begin()
    value = try? trial.source.draw(generator)
    return value == nil ? nil : trial.source.recording
  }

  func judge() -> Recording? {
    guard let value, let error = property(value, trial), !(error is Rejection) else { return nil }
    return Failure(error).identity == identity ? trial.source.recording : nil
  }
}
