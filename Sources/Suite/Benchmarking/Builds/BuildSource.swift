import Foundation
import Measuring

/// Where builds come from.
public struct BuildSource: Sendable {
  /// The executable product that revisions are built into.
  public let product: String

  /// Seconds that a program may take for one answer.
  public let timeLimit: Double

  /// Told what takes long, in words.
  private let progress: @Sendable (String) -> Void

  /// Looks for the project in the folder that the process runs in.
  public init(product: String, timeLimit: Double, progress: @escaping @Sendable (String) -> Void) {
    self.product = product
    self.timeLimit = timeLimit
    self.progress = progress
  }

  /// The build of a name.
  public func build(_ text: String) async throws(BuildError) -> ComparedBuild {
    switch BuildName(text) {
    case .program(let path): return try program(path, name: text)
    case .revision(let name), .any(let name): return try await revision(name, name: name)
    case .baseline(let name), .run(let name):
      throw BuildError(.missing, "there is no stored run \(name)")
    }
  }

  private func program(_ path: String, name: String) throws(BuildError) -> ComparedBuild {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw BuildError(.missing, "there is no file \(path)")
    }
    guard !isFolder.boolValue else { throw BuildError(.missing, "\(path) is a folder, not a program") }
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BuildError(.missing, "\(path) may not be executed")
    }
    // A name without a slash would be looked for among the installed programs.
    var program = KernelProgram(path.contains("/") ? path : "./" + path)
    program.timeLimit = timeLimit
    return ComparedBuild(name: name, program: program)
  }

  private func revision(_ revision: String, name: String) async throws(BuildError) -> ComparedBuild {
    let checkout = try await Checkout(containing: FileManager.default.currentDirectoryPath)
    let build = try await RevisionBuilder(checkout, product: product).build(revision, progress: progress)
    var program = build.program
    program.timeLimit = timeLimit
    return ComparedBuild(name: name, program: program, revision: build.revision)
  }

  /// Refuses two builds that are one.
  public static func checkDifference(_ base: ComparedBuild, _ head: ComparedBuild) throws(BuildError) {
    if let revision = base.revision, revision == head.revision {
      throw BuildError(.usage, "base and head are both revision \(revision.prefix(10)): there is nothing to compare")
    }
    if FileManager.default.contentsEqual(atPath: base.program.path, andPath: head.program.path),
      base.revision == nil || head.revision == nil
    {
      throw BuildError(.usage, "base and head are the same program: there is nothing to compare")
    }
  }
}
