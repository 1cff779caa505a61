import InputFiles

/// What the text of a workload may say, so that nobody is led to reserve memory for nothing.
enum WorkloadLimits {
  /// The most attributes, as matchers have it.
  static let attributes = 65_536

  /// The longest name, in bytes.
  static let nameLength = 100

  /// What a name is.
  static let name = "a name of at most \(nameLength) printable bytes without blanks"

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= nameLength && name.printable == name
      && !name.utf8.contains(UInt8(ascii: " "))
  }
}
