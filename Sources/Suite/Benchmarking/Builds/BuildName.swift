import Foundation

/// What a user calls a build: a program, a revision, or something in the store of runs.
public enum BuildName: Hashable, Sendable, CustomStringConvertible {
  /// An executable file.
  case program(String)
  /// A revision of the project, in any spelling that git knows.
  case revision(String)
  /// The name of a baseline.
  case baseline(String)
  /// The id of a stored run, or the start of one.
  case run(String)
  /// Not said which: a file if there is one with a slash in its name, then a baseline, then a revision.
  case any(String)

  /// Reads `file:PATH`, `revision:NAME`, `baseline:NAME`, `run:ID`, or a plain word.
  public init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count == 2 ? parts[1] : nil) {
    case ("file", let path?): self = .program(path)
    case ("revision", let name?): self = .revision(name)
    case ("baseline", let name?): self = .baseline(name)
    case ("run", let id?): self = .run(id)
    default: self = text.contains("/") ? .program(text) : .any(text)
    }
  }

  /// As it would be typed.
  public var description: String {
    switch self {
    case .program(let path): path.contains("/") ? path : "file:\(path)"
    case .revision(let name): "revision:\(name)"
    case .baseline(let name): "baseline:\(name)"
    case .run(let id): "run:\(id)"
    case .any(let text): text
    }
  }
}
