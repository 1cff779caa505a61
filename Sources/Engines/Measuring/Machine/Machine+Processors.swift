extension Machine {
  /// The numbers of the processors that this process may run on, ascending; empty where the system does not tell.
  public static var allowedProcessors: [Int] {
    SystemFiles.text("/proc/self/status").map(SystemFiles.allowedProcessors) ?? []
  }
}

extension SystemFiles {
  /// `Cpus_allowed_list` of `/proc/self/status`: numbers and ranges, such as `0-3,8`.
  package static func allowedProcessors(_ status: String) -> [Int] {
    let key = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else { return [] }
    return line.dropFirst(key.count).split(separator: ",").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").map { count($0) }
      guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high, high - low < 1 << 16 else {
        return []
      }
      return Array(low...high)
    }
  }
}
