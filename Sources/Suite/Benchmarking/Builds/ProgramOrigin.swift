import Foundation

/// Which revision a program was built from, as far as its place tells.
public struct ProgramOrigin: Hashable, Sendable {
  /// The commit; nil where the program lies in no checkout.
  public let revision: String?

  /// Whether the checkout has changes that are not committed: then the program may be anything.
  public let isModified: Bool

  /// Looks where the program lies: among the builds of revisions, or in the build folder of a checkout, whose head it is taken to be built
  /// from.
  public init(ofProgram path: String) async {
    let folders = path.split(separator: "/").map(String.init)
    if let builds = folders.lastIndex(of: "builds"), builds > 0, folders[builds - 1] == ".ivce",
      folders.count > builds + 1, Self.isCommit(folders[builds + 1])
    {
      self.init(revision: folders[builds + 1], isModified: false)
    } else if let checkout = try? await Checkout(containing: "/" + folders.dropLast().joined(separator: "/")) {
      self.init(revision: await checkout.head, isModified: await checkout.isModified)
    } else {
      self.init(revision: nil, isModified: false)
    }
  }

  /// A revision that is known, if it is of the kind that is stored.
  public init(revision: String?, isModified: Bool) {
    self.revision = revision.flatMap { Self.isCommit($0) ? $0 : nil }
    self.isModified = isModified
  }

  /// Whether a text is a commit's name by SHA-1, which is what stores keep.
  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }
}
