extension Machine {
  /// The bytes that this process may still take without swapping: what the kernel calls available, or what the control
  /// groups around the process leave, if that is less. Nil where the system does not tell.
  public static var availableMemory: Int? { availableMemory(reading: SystemFiles.text) }

  package static func availableMemory(reading read: (String) -> String?) -> Int? {
    let system = read("/proc/meminfo").flatMap { SystemFiles.memory("MemAvailable", in: $0) }
    let groups = read("/proc/self/cgroup").map(SystemFiles.memoryGroups) ?? []
    return (groups.compactMap { $0.available(reading: read) } + [system].compactMap(\.self)).min()
  }
}

/// A control group that may limit the memory of the process.
package struct MemoryGroup: Hashable, Sendable {
  /// The two interfaces of the kernel, which differ in the names of their files.
  package enum Version: Sendable { case v1, v2 }

  package let version: Version

  /// The folder of the group's files.
  package let folder: String

  package init(_ version: Version, folder: String) {
    self.version = version
    self.folder = folder
  }

  /// The limit less what is in use; nil without a limit.
  ///
  /// Usage includes cached files. Those not used lately are given up before anything fails, so that they do not count;
  /// the kernel's own `MemAvailable` takes the same view.
  func available(reading read: (String) -> String?) -> Int? {
    let (limitName, usageName, cacheKey) =
      switch version {
      case .v1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
      case .v2: ("memory.max", "memory.current", "inactive_file")
      }
    // Without a limit, the second version says `max`, which is no number, and the first a number beyond all memory.
    guard let limit = read("\(folder)/\(limitName)").flatMap(SystemFiles.count) else { return nil }
    let usage = read("\(folder)/\(usageName)").flatMap(SystemFiles.count) ?? 0
    let cached = read("\(folder)/memory.stat").flatMap { SystemFiles.statistic(cacheKey, in: $0) } ?? 0
    return max(0, limit - max(0, usage - cached))
  }
}
