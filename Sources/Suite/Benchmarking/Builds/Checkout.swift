import Foundation
import Measuring

/// A checkout of a project under git.
public struct Checkout: Hashable, Sendable {
  /// Its topmost folder.
  public let folder: String

  /// The checkout that a folder lies in.
  public init(containing folder: String) async throws(BuildError) {
    self.folder = try await Self.git(in: folder, ["rev-parse", "--show-toplevel"]) { error in
      BuildError(.missing, "\(folder) lies in no git checkout, which a revision is taken from: \(error)")
    }
  }

  /// The full name of the commit that a revision names.
  public func commit(_ revision: String) async throws(BuildError) -> String {
    guard !revision.isEmpty, !revision.hasPrefix("-") else {
      throw BuildError(.usage, "'\(revision)' is no revision")
    }
    return try await Self.git(in: folder, ["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"]) { _ in
      BuildError(.missing, "git knows no revision '\(revision)' in \(folder)")
    }
  }

  /// The commit that is checked out; nil before the first one.
  public var head: String? { get async { try? await commit("HEAD") } }

  /// Whether tracked files differ from what is checked out.
  public var isModified: Bool {
    get async {
      let changes = try? await Self.git(in: folder, ["status", "--porcelain", "--untracked-files=no"]) { error in
        BuildError(.broken, "\(error)")
      }
      return changes != ""
    }
  }

  /// Runs git and takes what it prints, without the line's end.
  static func git(
    in folder: String, _ arguments: [String], or failure: (ChildProcessError) -> BuildError
  ) async throws(BuildError) -> String {
    do throws(ChildProcessError) {
      let output = try await ChildProcess("git", ["-C", folder] + arguments).run()
      return output.trimmingCharacters(in: .whitespacesAndNewlines)
    } catch {
      if error.reason == .cancelled { throw BuildError(.interrupted, "\(error)") }
      throw failure(error)
    }
  }
}
