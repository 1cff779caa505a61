import Measuring

/// A build that can be asked for samples.
public struct ComparedBuild: Hashable, Sendable {
  /// What the user called it.
  public let name: String

  /// The program.
  public let program: KernelProgram

  /// The revision that it was built from; nil where that is not known.
  public let revision: String?

  /// A program, and where it comes from.
  public init(name: String, program: KernelProgram, revision: String? = nil) {
    self.name = name
    self.program = program
    self.revision = revision
  }

  /// The name, with the revision in short where the name is not that.
  public var summary: String {
    guard let revision else { return name }
    let short = String(revision.prefix(10))
    return revision.hasPrefix(name) ? short : "\(name) (\(short))"
  }
}

/// A build that cannot be had.
public struct BuildError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose fault it is.
  public enum Kind: Hashable, Sendable {
    /// There is no such file, revision or run.
    case missing
    /// It is there, but no program that can be asked comes of it.
    case broken
    /// It makes no sense to ask for it.
    case usage
    /// The folder for builds cannot be written.
    case output
    /// The user ended it.
    case interrupted
  }

  /// Whose fault it is.
  public let kind: Kind

  /// One line.
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
