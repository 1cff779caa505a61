/// A quantity that ordo-one/benchmark measures, in its words and in ours.
struct HarnessMetric {
  enum Measure {
    /// Nanoseconds of an iteration, to be divided by the operations that it has.
    case time
    /// A count of an iteration, to be divided by the operations that it has.
    case count
    /// Iterations in a second, to be multiplied by the operations that each has.
    case rate
    /// A level, which the number of operations does not change.
    case level
  }

  /// The case of `BenchmarkMetric`, which baselines carry.
  let name: String
  /// Its description, which the JMH export carries.
  let title: String
  /// The metric of our series.
  let metric: String
  let measure: Measure

  static func named(_ name: String) -> HarnessMetric? { all.first { $0.name == name } }
  static func titled(_ title: String) -> HarnessMetric? { all.first { $0.title == title } }
  static func measuring(_ metric: String) -> HarnessMetric? { all.first { $0.metric == metric } }

  static let all: [HarnessMetric] = [
    HarnessMetric("wallClock", "Time (wall clock)", "wall_ns", .time),
    HarnessMetric("cpuTotal", "Time (total CPU)", "cpu_ns", .time),
    HarnessMetric("cpuUser", "Time (user CPU)", "user_cpu_ns", .time),
    HarnessMetric("cpuSystem", "Time (system CPU)", "system_cpu_ns", .time),
    HarnessMetric("throughput", "Throughput (# / s)", "operations_per_second", .rate),
    HarnessMetric("instructions", "Instructions", "instructions", .count),
    HarnessMetric("peakMemoryResident", "Memory (resident peak)", "peak_bytes", .level),
    HarnessMetric("peakMemoryResidentDelta", "Memory Δ (resident peak)", "peak_growth_bytes", .level),
    HarnessMetric("peakMemoryVirtual", "Memory (virtual peak)", "peak_virtual_bytes", .level),
    HarnessMetric("allocatedResidentMemory", "Memory (allocated resident)", "allocated_bytes", .level),
    HarnessMetric("memoryLeaked", "Memory leaked (resident)", "leaked_resident_bytes", .count),
    HarnessMetric("memoryLeakedBytes", "Malloc / free Δ (bytes)", "leaked_bytes", .count),
    HarnessMetric("mallocCountSmall", "Malloc (small)", "small_mallocs", .count),
    HarnessMetric("mallocCountLarge", "Malloc (large)", "large_mallocs", .count),
    HarnessMetric("mallocCountTotal", "Malloc (total)", "mallocs", .count),
    HarnessMetric("freeCountTotal", "Free (total)", "frees", .count),
    HarnessMetric("mallocFreeDelta", "Malloc / free Δ", "leaked_mallocs", .count),
    HarnessMetric("mallocBytesCount", "Malloc (bytes total)", "malloc_bytes", .count),
    HarnessMetric("syscalls", "Syscalls (total)", "system_calls", .count),
    HarnessMetric("contextSwitches", "Context switches", "context_switches", .level),
    HarnessMetric("threads", "Threads (peak)", "threads", .level),
    HarnessMetric("threadsRunning", "Threads (running)", "running_threads", .level),
    HarnessMetric("readSyscalls", "Syscalls (read)", "read_calls", .count),
    HarnessMetric("writeSyscalls", "Syscalls (write)", "write_calls", .count),
    HarnessMetric("readBytesLogical", "Bytes (read logical)", "read_bytes", .count),
    HarnessMetric("writeBytesLogical", "Bytes (write logical)", "write_bytes", .count),
    HarnessMetric("readBytesPhysical", "Bytes (read physical)", "disk_read_bytes", .count),
    HarnessMetric("writeBytesPhysical", "Bytes (write physical)", "disk_write_bytes", .count),
    HarnessMetric("objectAllocCount", "Object allocs", "object_allocations", .count),
    HarnessMetric("retainCount", "Retains", "retains", .count),
    HarnessMetric("releaseCount", "Releases", "releases", .count),
    HarnessMetric("retainReleaseDelta", "(Alloc + Retain) - Release Δ", "unreleased_retains", .count),
  ]

  private init(_ name: String, _ title: String, _ metric: String, _ measure: Measure) {
    self.name = name
    self.title = title
    self.metric = metric
    self.measure = measure
  }
}
