import Foundation

/// The files in which Linux describes a machine. All parsers take text and return nil for what is not there.
package enum SystemFiles {
  /// A file's text; nil when it cannot be read.
  package static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The processor's model in `/proc/cpuinfo`, whose keys differ by architecture: x86, then ARM boards, then POWER.
  package static func processorModel(_ cpuinfo: String) -> String? {
    let lines = cpuinfo.split(separator: "\n").lazy
    for key in ["model name", "Hardware", "cpu"] {
      let values = lines.compactMap { line -> String? in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, words(parts[0]) == key else { return nil }
        return words(parts[1])
      }
      if let model = values.first(where: { !$0.isEmpty }) { return model }
    }
    return nil
  }

  /// A field of `/proc/meminfo`, which counts in units of 1,024 bytes, in bytes.
  package static func memory(_ key: String, in meminfo: String) -> Int? {
    for line in meminfo.split(separator: "\n") where line.hasPrefix(key + ":") {
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count >= 2, let kibibytes = count(fields[1]) else { return nil }
      let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
      return overflow ? nil : bytes
    }
    return nil
  }

  /// A line `key value` of a control group's `memory.stat`.
  package static func statistic(_ key: String, in statistics: String) -> Int? {
    let prefix = key + " "
    return statistics.split(separator: "\n").first { $0.hasPrefix(prefix) }.flatMap {
      count($0.dropFirst(prefix.count))
    }
  }

  /// A text that is nothing but a non-negative integer and white space.
  package static func count(_ text: some StringProtocol) -> Int? {
    Int(text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// `PRETTY_NAME` of `/etc/os-release`, whose values are quoted as in a shell.
  package static func prettyName(_ release: String) -> String? {
    let key = "PRETTY_NAME="
    guard let line = release.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else { return nil }
    var value = line.dropFirst(key.count)
    if let quote = value.first, quote == "\"" || quote == "'", value.count >= 2, value.last == quote {
      value = value.dropFirst().dropLast()
    }
    var isEscaped = false
    let name = value.filter { character in
      isEscaped = character == "\\" && !isEscaped
      return !isEscaped
    }
    return name.isEmpty ? nil : name
  }

  /// The groups named in `/proc/self/cgroup` that can limit memory, with all the groups around them, whose limits
  /// hold as well. In a container the path may be the host's; then only the outermost folder exists, and it is the
  /// container's.
  package static func memoryGroups(_ membership: String) -> [MemoryGroup] {
    membership.split(separator: "\n").flatMap { line -> [MemoryGroup] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      if fields[0] == "0", fields[1].isEmpty {
        return folders(from: fields[2], below: "/sys/fs/cgroup").map { MemoryGroup(.v2, folder: $0) }
      }
      guard fields[1].split(separator: ",").contains("memory") else { return [] }
      return folders(from: fields[2], below: "/sys/fs/cgroup/memory").map { MemoryGroup(.v1, folder: $0) }
    }
  }

  /// The folder of `path` and of each group around it, the outermost first.
  private static func folders(from path: Substring, below root: String) -> [String] {
    var folder = root
    var folders = [root]
    for name in path.split(separator: "/") {
      folder += "/" + name
      folders.append(folder)
    }
    return folders
  }

  private static func words(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
