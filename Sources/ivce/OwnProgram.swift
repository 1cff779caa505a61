import Foundation

/// The program that runs.
enum OwnProgram {
  /// The path of its file, whatever it was called by.
  static var path: String {
    get throws {
      // The link is the kernel's; a file that was replaced meanwhile is told by a mark behind its name.
      let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw UsageError("the program that runs, \(path), is no longer there: it was built anew meanwhile")
      }
      return path
    }
  }
}
