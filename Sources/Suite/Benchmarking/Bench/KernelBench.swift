import Measuring
import Randomness

/// Measures kernels in this process, each beside its anchor.
public struct KernelBench: Sendable {
  /// Samples of each kernel, each the least of some repetitions.
  public var samples = 20

  /// Seconds that a kernel may take when its repetitions are long: then it has fewer samples.
  public var timeLimit = 5.0

  /// Decides what the kernels work on.
  public var seed: Seed

  /// Asked before each repetition.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Repetitions of which the least is a sample, if they are short.
  private static let repetitionsInSample = 64

  /// Twenty samples.
  public init(seed: Seed) { self.seed = seed }

  /// Sets a kernel up and measures it.
  ///
  /// - Parameter size: 0 for a kernel without sizes.
  public func measure(_ kernel: Kernel, size: Int) throws -> KernelResult {
    let prepared = try kernel.prepare(size, seed)
    let anchor = prepared.anchor
    var timer = KernelTimer()
    timer.isInterrupted = isInterrupted
    timer.repetitions = samples * Self.repetitionsInSample
    timer.repetitionsInTurn = 8
    timer.timeLimit = timeLimit
    let timings = try timer.measureInTurns([prepared] + (try anchor.map { [try $0.prepare()] } ?? []))
    // A repetition that is much longer than it should be is a single iteration of long work, and a sample of its own.
    let isShort = timings[0].wall.count == timer.repetitions
    let inSample = isShort ? Self.repetitionsInSample : 1
    return KernelResult(
      kernel: kernel, size: size, timing: timings[0], samples: timings[0].samples(of: inSample),
      anchor: anchor.map {
        KernelResult.Anchor(name: $0.name, samples: timings[1].samples(of: inSample))
      },
      footprint: prepared.footprint, peakBytes: ResourceUsage.current.peakBytes)
  }
}

/// What was measured of a kernel in this process.
public struct KernelResult: Sendable {
  /// What the kernel is held against.
  public struct Anchor: Sendable, Hashable {
    /// What it is.
    public let name: String
    /// Nanoseconds an operation, a value a sample, each taken beside the kernel's sample of the same number.
    public let samples: [Double]
  }

  /// The kernel.
  public let kernel: Kernel
  /// Its size; 0 for a kernel without sizes.
  public let size: Int
  /// All repetitions.
  public let timing: KernelTiming
  /// Nanoseconds an operation, a value a sample.
  public let samples: [Double]
  /// What it is held against, if anything.
  public let anchor: Anchor?
  /// The memory that the thing under test takes for each unit.
  public let footprint: KernelFootprint?
  /// The most memory that the process has had resident, in bytes: earlier kernels count if they needed more.
  public let peakBytes: Int
  /// Instructions an operation, counted by callgrind; nil unless asked for.
  public var instructions: Double?

  /// The median of the samples, and between which bounds it lies with a confidence of 95 %: two of the samples, by the sign test.
  public var median: (estimate: Double, low: Double, high: Double) { Self.bounded(samples) }

  /// The median of the ratios to the anchor, sample by sample, bounded alike.
  public var ratio: (estimate: Double, low: Double, high: Double)? {
    anchor.map { Self.bounded(zip(samples, $0.samples).map { $0 / $1 }) }
  }

  /// Processor time over the time on the wall: less than 1 for one thread that was kept waiting.
  public var processorShare: Double {
    Sample(timing.processor).median / Sample(timing.wall).median
  }

  /// The least count of each hardware counter.
  public var hardware: HardwareCounts? { HardwareCounts(leastOf: timing.hardware) }

  private static func bounded(_ values: [Double]) -> (estimate: Double, low: Double, high: Double) {
    let bound = MedianBound(of: values, level: 0.025)
    return (Sample(values).median, bound?.lower ?? .nan, bound?.upper ?? .nan)
  }
}
