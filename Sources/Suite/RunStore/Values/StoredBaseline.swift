import Foundation

/// A name for a run that others are compared with.
public struct StoredBaseline: Codable, Hashable, Sendable {
  /// 1 to 64 letters, digits, `.`, `_` and `-` of ASCII.
  public let name: String

  /// The run that it stands for.
  public let run: UUID

  /// A name for a run.
  public init(name: String, run: UUID) {
    self.name = name
    self.run = run
  }

  enum CodingKeys: String, CodingKey, CaseIterable { case name, run }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseMembers(otherThan: CodingKeys.self)
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try members.decode(String.self, forKey: .name), run: try members.decodeIdentifier(forKey: .run))
  }

  /// Writes the run in lower case.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(name, forKey: .name)
    try members.encode(run.text, forKey: .run)
  }

  /// What a name must be, for errors.
  package static let nameRule = "a name of 1 to 64 letters, digits, '.', '_' and '-'"

  /// Whether `name` can be the name of a baseline.
  package static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "._-".utf8.contains(byte)
      }
  }
}
