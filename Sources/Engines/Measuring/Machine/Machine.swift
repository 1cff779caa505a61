import Foundation

/// What a result was measured on.
public struct Machine: Codable, Sendable, Hashable, CustomStringConvertible {
  /// The processor's model; its architecture where the system does not tell.
  public let processor: String

  /// Logical processors online.
  public let cores: Int

  /// The machine's memory in bytes; nil where the system does not tell.
  public let memory: Int?

  /// The operating system with its version.
  public let operatingSystem: String

  /// The machine of a result that was measured elsewhere.
  public init(processor: String, cores: Int, memory: Int?, operatingSystem: String) {
    self.processor = processor
    self.cores = cores
    self.memory = memory
    self.operatingSystem = operatingSystem
  }

  private enum CodingKeys: String, CodingKey {
    case processor, cores, memory
    case operatingSystem = "operating_system"
  }

  /// One line: `AMD EPYC, 2 cores, 25.3 GB, Debian GNU/Linux 12 (bookworm)`.
  public var summary: String {
    let size = memory.map { ByteCount($0).description }
    return [processor, cores == 1 ? "1 core" : "\(cores) cores", size, operatingSystem].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// The ``summary``.
  public var description: String { summary }

  /// The machine that this process runs on, read anew at each call.
  public static var current: Machine {
    Machine(cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), architecture: architecture, reading: SystemFiles.text)
  }

  /// Puts a description together from the files of the system, any of which may be missing.
  package init(cores: Int, architecture: String, reading read: (String) -> String?) {
    let release = read("/etc/os-release") ?? read("/usr/lib/os-release")
    self.processor = read("/proc/cpuinfo").flatMap(SystemFiles.processorModel) ?? architecture
    self.cores = cores
    self.memory = read("/proc/meminfo").flatMap { SystemFiles.memory("MemTotal", in: $0) }
    self.operatingSystem = release.flatMap(SystemFiles.prettyName) ?? "Linux"
  }

  private static var architecture: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "unknown processor" }
    return withUnsafeBytes(of: name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
