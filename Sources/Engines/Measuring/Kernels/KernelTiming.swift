/// What the repetitions of a kernel took.
public struct KernelTiming: Sendable, Hashable {
  /// Iterations in each repetition.
  public let iterations: Int

  /// Repetitions until the work got no faster, which do not count.
  public internal(set) var warmUps = 0

  /// Operations in all repetitions together.
  public internal(set) var operations = 0

  /// Nanoseconds an operation by the clock on the wall, a value a repetition.
  public internal(set) var wall: [Double] = []

  /// Nanoseconds an operation that processors spent, all threads together.
  public internal(set) var processor: [Double] = []

  /// How often the process was taken off its processor while it was timed.
  public internal(set) var involuntarySwitches = 0

  /// Hardware counts an operation; empty where they are not to be had.
  public internal(set) var hardware: [HardwareCounts] = []

  init(iterations: Int) { self.iterations = iterations }

  /// The least of all repetitions, in nanoseconds an operation.
  public var least: Double { wall.min() ?? .nan }

  /// Samples, each the least of so many successive repetitions; a rest that is too short for one is left out, unless there is nothing
  /// else.
  public func samples(of repetitions: Int) -> [Double] {
    precondition(repetitions >= 1, "a sample is the least of a repetition or more")
    let count = max(1, wall.count / repetitions)
    return (0..<count).compactMap { wall.dropFirst($0 * repetitions).prefix(repetitions).min() }
  }
}
