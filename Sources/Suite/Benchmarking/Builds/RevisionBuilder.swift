import Foundation
import Measuring

/// Builds revisions of a project, each once: in a worktree of its own below `.ivce`, so that the checkout is left alone, in release.
///
/// All revisions are built in the same worktree, one after another. What they share is compiled once, and paths that the compiler
/// puts into a program are the same for all. The finished programs lie in `.ivce/builds`, one folder a commit.
public struct RevisionBuilder: Sendable {
  /// The project.
  public let checkout: Checkout

  /// The executable product that is built.
  public let product: String

  /// Seconds that a build may take.
  public var timeLimit = 3_600.0

  /// Builds `product` of a project.
  public init(_ checkout: Checkout, product: String) {
    self.checkout = checkout
    self.product = product
  }

  /// The program of a revision, built unless that was done before.
  ///
  /// - Parameter progress: told what is done, in words.
  public func build(_ revision: String, progress: (String) -> Void) async throws(BuildError) -> ComparedBuild {
    let commit = try await checkout.commit(revision)
    let folder = "\(checkout.folder)/.ivce/builds/\(commit)"
    let program = "\(folder)/\(product)"
    if !FileManager.default.isExecutableFile(atPath: program) {
      let lock = try WorktreeLock(folder: "\(checkout.folder)/.ivce")
      defer { lock.release() }
      progress("building \(revision) (\(commit.prefix(10)))")
      let built = try await builtProgram(commit, revision: revision)
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A build that is interrupted while it is copied must not be taken for a whole one.
        let partial = "\(program).\(getpid())"
        try? FileManager.default.removeItem(atPath: partial)
        try FileManager.default.copyItem(atPath: built, toPath: partial)
        guard rename(partial, program) == 0 else { throw CocoaError(.fileWriteUnknown) }
      } catch {
        throw BuildError(
          .output, "the program of \(revision) cannot be kept in \(folder): \(error.localizedDescription)")
      }
    }
    return ComparedBuild(name: revision, program: KernelProgram(program), revision: commit)
  }

  /// Checks a commit out and builds it; the path of the program.
  private func builtProgram(_ commit: String, revision: String) async throws(BuildError) -> String {
    let worktree = "\(checkout.folder)/.ivce/worktree"
    func failed(_ error: ChildProcessError) -> BuildError {
      BuildError(.broken, "revision \(revision) cannot be checked out: \(error)")
    }
    if FileManager.default.fileExists(atPath: "\(worktree)/.git") {
      _ = try await Checkout.git(in: worktree, ["checkout", "--quiet", "--detach", "--force", commit], or: failed)
    } else {
      // One that was deleted by hand is still on git's list.
      _ = try await Checkout.git(in: checkout.folder, ["worktree", "prune"], or: failed)
      _ = try await Checkout.git(
        in: checkout.folder, ["worktree", "add", "--quiet", "--detach", "--force", worktree, commit], or: failed)
    }
    // Errors of the compiler come on standard output, of which the end is not kept.
    let build = ["build", "--configuration", "release"]
    _ = try await run(
      "/bin/sh", ["-c", "exec swift \"$@\" >&2", "swift"] + build + ["--product", product], in: worktree, revision)
    let built = try await run("swift", build + ["--show-bin-path"], in: worktree, revision)
    let program = "\(built.trimmingCharacters(in: .whitespacesAndNewlines))/\(product)"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw BuildError(.broken, "revision \(revision) builds, but leaves no program \(program)")
    }
    return program
  }

  private func run(
    _ program: String, _ arguments: [String], in folder: String, _ revision: String
  ) async throws(BuildError) -> String {
    var process = ChildProcess(program, arguments)
    process.folder = folder
    process.timeLimit = timeLimit
    do { return try await process.run() } catch {
      if error.reason == .cancelled { throw BuildError(.interrupted, "the build was interrupted") }
      throw BuildError(.broken, "revision \(revision) does not build: \(error.firstComplaint)")
    }
  }
}

extension ChildProcessError {
  /// What a compiler complained of first, where it says so.
  fileprivate var firstComplaint: String {
    if case .failed(_, let lines) = reason, let line = lines.first(where: { $0.contains("error:") }) { return line }
    return description
  }
}

/// Two builds in one worktree would spoil each other.
private struct WorktreeLock {
  private let descriptor: Int32

  init(folder: String) throws(BuildError) {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw BuildError(.output, "the folder \(folder), which builds are kept in, cannot be made")
    }
    descriptor = open("\(folder)/worktree.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw BuildError(.output, "\(folder)/worktree.lock cannot be written: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw BuildError(.usage, "another process is building in \(folder)/worktree; wait for it to end")
    }
  }

  /// Closing gives the lock up, as the end of the process would.
  func release() { close(descriptor) }
}
