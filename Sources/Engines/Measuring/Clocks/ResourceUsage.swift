import Glibc

/// What the kernel keeps account of for this process.
public struct ResourceUsage: Sendable, Hashable {
  /// The most memory that was resident at once, in bytes.
  public let peakBytes: Int

  /// How often the process was taken off a processor although it would have gone on: a measurement that this happens to has company.
  public let involuntarySwitches: Int

  /// The account of the whole process up to now, all threads together.
  public static var current: ResourceUsage {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    // Linux counts the memory in units of 1,024 bytes.
    return ResourceUsage(peakBytes: usage.ru_maxrss * 1024, involuntarySwitches: usage.ru_nivcsw)
  }
}
