import Foundation
import Measuring
import RunStore

/// Where builds come from.
public struct BuildSource: Sendable {
  /// The executable product that revisions are built into.
  public let product: String

  /// Seconds that a program may take for one answer.
  public let timeLimit: Double

  /// The store that baselines and runs are looked for in.
  public let store: String

  /// Told what takes long, in words.
  private let progress: @Sendable (String) -> Void

  /// Looks for the project in the folder that the process runs in.
  public init(product: String, timeLimit: Double, store: String, progress: @escaping @Sendable (String) -> Void) {
    self.product = product
    self.timeLimit = timeLimit
    self.store = store
    self.progress = progress
  }

  /// The build of a name.
  public func build(_ text: String) async throws -> ComparedBuild {
    switch BuildName(text) {
    case .program(let path): return try program(path, name: text)
    case .revision(let name): return try await revision(name, name: name)
    case .baseline, .run:
      guard let run = try storedRun(text) else { throw BuildError(.missing, "there is no stored run \(text)") }
      return try await build(of: run, name: text)
    case .any(let name):
      if let run = try storedRun(name) { return try await build(of: run, name: name) }
      return try await revision(name, name: name)
    }
  }

  /// The stored run that a name means; nil if it means something else.
  public func storedRun(_ text: String) throws -> StoredRun? {
    switch BuildName(text) {
    case .program, .revision: return nil
    case .baseline(let name): return try openStore().baseline(name)
    case .run(let id): return try openStore().run(id)
    case .any(let name):
      // Without a store there are no baselines, and a name is a revision's.
      guard FileManager.default.fileExists(atPath: store) else { return nil }
      let archive = try openStore()
      return try archive.baselines().contains { $0.name == name } ? archive.baseline(name) : nil
    }
  }

  private func openStore() throws -> RunArchive { try RunArchive(path: store, access: .reading) }

  /// A stored run's build, if it is known what it was built from.
  private func build(of run: StoredRun, name: String) async throws(BuildError) -> ComparedBuild {
    let id = run.id.uuidString.lowercased().prefix(8)
    guard let revision = run.revision, !run.isModified else {
      throw BuildError(
        .broken,
        "run \(id) (\(name)) was measured from \(run.isModified ? "changes that were not committed" : "an unknown revision"), so that it cannot be built and measured again beside another build; its stored times can be compared with those of another stored run"
      )
    }
    return try await self.revision(revision, name: name)
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
