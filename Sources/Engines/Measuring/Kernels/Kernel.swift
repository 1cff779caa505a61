import Randomness

/// One thing whose speed is measured: how it is set up, what is timed, and in how many operations that consists.
///
/// A kernel is defined once and measured everywhere: by `ivce bench`, between two builds, in the columns of a comparison, in a
/// benchmark harness.
public struct Kernel: Sendable {
  /// The stable name: `overlay.chord.lookup`.
  public let id: String

  /// One line about it.
  public let summary: String

  /// What is counted, in the singular: `hop`, `transition`.
  public let operation: String

  /// What can be made larger; nil when there is one size only.
  public let size: KernelSize?

  /// Threads that work at once. A kernel of one thread can be held on one processor.
  public let threads: Int

  /// Sets the work up, in a given size (0 for a kernel without sizes). The same size and seed make the same work.
  public let prepare: @Sendable (_ size: Int, _ seed: Seed) throws -> PreparedKernel

  /// Describes a kernel.
  public init(
    _ id: String, _ summary: String, operation: String, size: KernelSize? = nil, threads: Int = 1,
    prepare: @escaping @Sendable (_ size: Int, _ seed: Seed) throws -> PreparedKernel
  ) {
    self.id = id
    self.summary = summary
    self.operation = operation
    self.size = size
    self.threads = threads
    self.prepare = prepare
  }
}

/// The sizes in which a kernel can be had.
public struct KernelSize: Sendable, Hashable {
  /// What is counted, in the plural: `nodes`, `bytes`.
  public let unit: String

  /// The size unless another one is asked for: so small that a process is soon set up, since two builds are compared by hundreds of
  /// fresh processes.
  public let standard: Int

  /// What can be asked for.
  public let range: ClosedRange<Int>

  /// The sizes over which the growth of the cost is looked at, ascending.
  public let series: [Int]

  /// The bytes that a size is expected to take, set-up included.
  public let estimatedBytes: @Sendable (Int) -> Int

  /// Describes sizes; those of the series and the standard one are in the range.
  public init(
    _ unit: String, standard: Int, in range: ClosedRange<Int>, series: [Int],
    estimatedBytes: @escaping @Sendable (Int) -> Int
  ) {
    precondition(range.contains(standard) && series.allSatisfy(range.contains), "all sizes lie in the range")
    self.unit = unit
    self.standard = standard
    self.range = range
    self.series = series
    self.estimatedBytes = estimatedBytes
  }

  /// Whether unit, sizes and range are the same.
  public static func == (left: KernelSize, right: KernelSize) -> Bool {
    (left.unit, left.standard, left.range, left.series) == (right.unit, right.standard, right.range, right.series)
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(unit)
    hasher.combine(standard)
    hasher.combine(range)
    hasher.combine(series)
  }
}
