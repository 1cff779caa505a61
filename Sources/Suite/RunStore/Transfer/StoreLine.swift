import Foundation

/// One line of an exported store: `{"run": ...}` or `{"baseline": ...}`.
enum StoreLine {
  case run(StoredRun)
  case baseline(StoredBaseline)

  /// The line without its end, the same for the same content to the byte.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension StoreLine: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable { case run, baseline }

  init(from decoder: any Decoder) throws {
    try decoder.refuseMembers(otherThan: CodingKeys.self)
    let members = try decoder.container(keyedBy: CodingKeys.self)
    switch members.allKeys {
    case [.run]: self = .run(try members.decode(StoredRun.self, forKey: .run))
    case [.baseline]: self = .baseline(try members.decode(StoredBaseline.self, forKey: .baseline))
    default:
      throw Misfit(at: decoder.codingPath, expected: "a run or a baseline", found: "\(members.allKeys.count) members")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .run(let run): try members.encode(run, forKey: .run)
    case .baseline(let baseline): try members.encode(baseline, forKey: .baseline)
    }
  }
}

extension StoredRun {
  /// The run as one line of an exported store, without its end.
  ///
  /// - Throws: ``RunStoreError/Kind/unsuitable`` for a run that no store takes.
  public var line: String {
    get throws(RunStoreError) {
      do {
        return try StoreLine.run(self).text()
      } catch {
        throw RunStoreError(
          .unsuitable, path: "the run \(id.text)", expected: "a run that can be stored", found: "\(error)")
      }
    }
  }
}
