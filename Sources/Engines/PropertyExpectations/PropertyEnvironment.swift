import Foundation
import PropertyTesting
import Randomness

/// What the environment says about the properties of a test run.
///
/// | variable | value | if it is not set |
/// |---|---|---|
/// | `IVCE_CASES` | how many cases are judged | 1000 |
/// | `IVCE_SEED` | a number, or `random`: then the seed is printed | 1 |
/// | `IVCE_CHOICES` | a choice string: this case is judged, and no other | |
/// | `IVCE_FAILURES` | the folder for failing cases, or `none` | `.ivce/failures` |
public struct PropertyEnvironment: Hashable, Sendable {
  /// How many cases are judged, if it is said.
  public let cases: Int?

  /// Where all random numbers come from, if it is said.
  public let seed: Seed?

  /// The case to be judged, and no other.
  public let choices: ChoiceString?

  /// Where failing cases are kept; nowhere if nil.
  public let failures: FailureFolder?

  /// Variables that say something else than they may.
  public struct Malformed: Error, Hashable, CustomStringConvertible {
    /// One line for each: its name, what was expected, and what it is.
    public let findings: [String]

    /// The findings.
    public var description: String { findings.joined(separator: "\n") }
  }

  /// Reads the variables; `random` draws the seed if a random one is asked for.
  public init(_ variables: [String: String], random: () -> Seed) throws(Malformed) {
    var findings: [String] = []
    func read<Value>(_ name: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
      guard let text = variables[name] else { return nil }
      let value = parse(text)
      if value == nil { findings.append("\(name): \(expected) was expected, not \(text.debugDescription)") }
      return value
    }
    cases = read("IVCE_CASES", "a positive number") { text in Int(text).flatMap { $0 > 0 ? $0 : nil } }
    seed = read("IVCE_SEED", "a number in 0 ... 2^64 - 1, or \"random\",") { text in
      text == "random" ? random() : UInt64(text).map { Seed($0) }
    }
    choices = read("IVCE_CHOICES", "a choice string such as \"c1:1.0\"") { ChoiceString($0) }
    let folder =
      read("IVCE_FAILURES", "a folder, or \"none\",") { $0.isEmpty ? nil : $0 } ?? FailureFolder.standard.path
    failures = folder == "none" ? nil : FailureFolder(path: folder)
    if !findings.isEmpty { throw Malformed(findings: findings) }
  }

  /// The environment of this process, unless a test replaces it. A random seed is the same for all properties, and is printed
  /// once.
  @TaskLocal package static var current = Result { () throws(Malformed) in
    try PropertyEnvironment(ProcessInfo.processInfo.environment) {
      let seed = Seed(UInt64.random(in: .min ... .max))
      print("IVCE_SEED=\(seed)")
      return seed
    }
  }

  /// The settings of a property that says nothing itself.
  var settings: CheckSettings {
    var settings = CheckSettings()
    if let cases { settings.cases = cases }
    if let seed { settings.seed = seed }
    settings.replaying = choices
    settings.failures = failures
    return settings
  }
}
