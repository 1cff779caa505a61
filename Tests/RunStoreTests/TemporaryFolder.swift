import Foundation
import RunStore

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("ivce-store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file(name))) }

  func store(_ name: String = "runs.sqlite", _ access: RunArchive.Access = .writing) throws -> RunArchive {
    try RunArchive(path: file(name), access: access)
  }
}

/// The error that `body` throws, if it is one of a store.
func storeError(_ body: () throws -> Void) -> RunStoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? RunStoreError
  }
}
