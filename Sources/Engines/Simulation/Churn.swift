import Randomness

/// How long participants stay, or stay away.
public enum SessionTime: Hashable, Sendable {
  /// With this mean; the longer one has stayed, the longer it has been, and no more.
  case exponential(mean: Duration)
  /// With this mean, and a heavy tail for shapes barely above 1: P(X > x) falls as x^-shape (the Lomax form, which begins at 0).
  case pareto(shape: Double, mean: Duration)
  /// With this shape and scale: below 1, those who have stayed long will stay longer.
  case weibull(shape: Double, scale: Duration)
  /// Always the same.
  case fixed(Duration)

  var isPossible: Bool {
    switch self {
    case .exponential(let mean): mean > .zero
    case .pareto(let shape, let mean): shape > 1 && shape.isFinite && mean > .zero
    case .weibull(let shape, let scale): shape > 0 && shape.isFinite && scale > .zero
    case .fixed(let duration): duration > .zero
    }
  }

  /// A draw.
  func draw(using generator: inout Xoshiro256StarStar) -> Duration {
    switch self {
    case .exponential(let mean):
      .seconds(clamping: Exponential(mean: max(mean.inSeconds, 1e-9)).draw(using: &generator))
    case .pareto(let shape, let mean):
      // The mean of the Lomax distribution is scale / (shape - 1).
      .seconds(
        clamping: mean.inSeconds * (shape - 1) * (PortableMath.pow(generator.openUnit(), -1 / shape) - 1))
    case .weibull(let shape, let scale):
      .seconds(clamping: Weibull(shape: shape, scale: max(scale.inSeconds, 1e-9)).draw(using: &generator))
    case .fixed(let duration): duration
    }
  }
}

/// Participants that come and go.
public struct Churn: Hashable, Sendable {
  /// How long each stays up.
  public let session: SessionTime
  /// How long it stays away; nil for ever.
  public let absence: SessionTime?
  /// Whether it still has what it persisted when it comes back.
  public let keepsState: Bool

  /// Sessions and absences.
  ///
  /// - Precondition: durations and shapes are positive, and the shape of a Pareto distribution, of which a mean is asked, is above 1.
  public init(session: SessionTime, absence: SessionTime?, keepsState: Bool = true) {
    precondition(
      session.isPossible && absence?.isPossible ?? true, "sessions and absences have positive lengths and shapes")
    self.session = session
    self.absence = absence
    self.keepsState = keepsState
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

  /// The duration of a number of seconds, no longer than a simulation can last.
  static func seconds(clamping seconds: Double) -> Duration {
    seconds > 0 ? (seconds < 9e9 ? .nanoseconds(Int64(seconds * 1e9)) : .nanoseconds(Int64.max)) : .zero
  }
}
