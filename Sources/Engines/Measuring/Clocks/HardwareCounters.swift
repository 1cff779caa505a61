import CPerfEvents
import Glibc

/// The processor's own counters, where the kernel lets a process have them (`perf_event_open`); many virtual machines do not.
///
/// Counts cover this process with the threads that it starts while the counters are open, outside the kernel.
public final class HardwareCounters {
  private let descriptors: [Int32]

  /// Opens all counters; nil if one of them is not to be had.
  public init?() {
    var opened: [Int32] = []
    for event in [
      ivce_count_instructions, ivce_count_cycles, ivce_count_cache_misses, ivce_count_branch_misses,
    ] {
      let descriptor = ivce_count(event)
      guard descriptor >= 0 else {
        for descriptor in opened { close(descriptor) }
        return nil
      }
      opened.append(descriptor)
    }
    descriptors = opened
  }

  deinit { for descriptor in descriptors { close(descriptor) } }

  /// What was counted since the counters were opened; nil if the kernel had no room to count all the time.
  public var counts: HardwareCounts? {
    var values: [Double] = []
    for descriptor in descriptors {
      var record: (value: UInt64, enabled: UInt64, running: UInt64) = (0, 0, 0)
      let size = MemoryLayout.size(ofValue: record)
      guard withUnsafeMutableBytes(of: &record, { read(descriptor, $0.baseAddress, size) }) == size,
        record.enabled == record.running
      else { return nil }
      values.append(Double(record.value))
    }
    return HardwareCounts(
      instructions: values[0], cycles: values[1], cacheMisses: values[2], branchMisses: values[3])
  }
}

/// What the hardware counters have counted: totals, or so many an operation.
public struct HardwareCounts: Sendable, Hashable, Codable {
  /// Instructions retired.
  public var instructions: Double
  /// Clock cycles in which the processor ran.
  public var cycles: Double
  /// Misses in the last level of cache.
  public var cacheMisses: Double
  /// Branches that were predicted wrongly.
  public var branchMisses: Double

  /// The least of each; nil if there are none.
  public init?(leastOf counts: [HardwareCounts]) {
    guard !counts.isEmpty else { return nil }
    func least(_ count: (HardwareCounts) -> Double) -> Double { counts.map(count).min() ?? .nan }
    self.init(
      instructions: least(\.instructions), cycles: least(\.cycles), cacheMisses: least(\.cacheMisses),
      branchMisses: least(\.branchMisses))
  }

  init(instructions: Double, cycles: Double, cacheMisses: Double, branchMisses: Double) {
    self.instructions = instructions
    self.cycles = cycles
    self.cacheMisses = cacheMisses
    self.branchMisses = branchMisses
  }

  /// These counts since `earlier`, divided by a number of operations.
  func since(_ earlier: HardwareCounts, per operations: Double) -> HardwareCounts {
    HardwareCounts(
      instructions: (instructions - earlier.instructions) / operations,
      cycles: (cycles - earlier.cycles) / operations,
      cacheMisses: (cacheMisses - earlier.cacheMisses) / operations,
      branchMisses: (branchMisses - earlier.branchMisses) / operations)
  }

  private enum CodingKeys: String, CodingKey {
    case instructions, cycles
    case cacheMisses = "cache_misses"
    case branchMisses = "branch_misses"
  }
}
