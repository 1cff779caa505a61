import Foundation
import Measuring

extension StoredRun: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, started, command, program, revision, seed, machine, configuration, series
    case isModified = "is_modified"
  }

  /// Reads what ``encode(to:)`` writes; a member that it does not know is an error, for it would be lost.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseMembers(otherThan: CodingKeys.self)
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try members.decodeIdentifier(forKey: .id), started: try members.decodeInstant(forKey: .started),
      command: try members.decode(String.self, forKey: .command),
      program: try members.decode(String.self, forKey: .program),
      revision: try members.decodeIfPresent(String.self, forKey: .revision),
      isModified: try members.decode(Bool.self, forKey: .isModified),
      seed: try members.decode(UInt64.self, forKey: .seed),
      machine: try members.decode(Machine.self, forKey: .machine),
      configuration: try members.decode([String: String].self, forKey: .configuration),
      series: try members.decode([StoredSeries].self, forKey: .series))
  }

  /// Writes identifiers in lower case and instants in ISO 8601, whatever the encoder's own habits are.
  public func encode(to encoder: any Encoder) throws {
    guard let instant = started.instant else {
      throw EncodingError.invalidValue(
        started.timeIntervalSince1970,
        .init(codingPath: encoder.codingPath, debugDescription: "no instant of the years 1600 to 9999"))
    }
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(id.text, forKey: .id)
    try members.encode(instant, forKey: .started)
    try members.encode(command, forKey: .command)
    try members.encode(program, forKey: .program)
    try members.encodeIfPresent(revision, forKey: .revision)
    try members.encode(isModified, forKey: .isModified)
    try members.encode(seed, forKey: .seed)
    try members.encode(machine, forKey: .machine)
    try members.encode(configuration, forKey: .configuration)
    try members.encode(series, forKey: .series)
  }
}

extension KeyedDecodingContainer {
  func decodeIdentifier(forKey key: Key) throws -> UUID {
    let text = try decode(String.self, forKey: key)
    guard let id = UUID(uuidString: text) else {
      throw Misfit(at: codingPath + [key], expected: "an identifier such as \(UUID.example)", found: text.excerpt)
    }
    return id
  }

  fileprivate func decodeInstant(forKey key: Key) throws -> Date {
    let text = try decode(String.self, forKey: key)
    guard let instant = Date(instant: text) else {
      throw Misfit(at: codingPath + [key], expected: "an instant such as 2026-01-31T12:00:00.000Z", found: text.excerpt)
    }
    return instant
  }
}

extension UUID {
  fileprivate static let example = "6f1c1b9e-8b0a-4f6e-9c7d-0a1b2c3d4e5f"
}
