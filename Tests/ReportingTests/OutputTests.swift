import Foundation
import Reporting
import Testing

struct OutputSinkTests {
  /// Runs `body` in a fresh folder, and sees that it leaves nothing there but the files it names.
  private func inFolder(leaving names: Set<String>, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ivce-output-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == names)
  }

  private func code(_ path: String, _ text: String = "text\n") -> Int32? {
    do throws(OutputError) {
      try OutputSink.file(path).write(text)
      return nil
    } catch {
      #expect(error.path == path)
      return error.code
    }
  }

  @Test func writesAndReplaces() throws {
    try inFolder(leaving: ["result"]) { folder in
      let path = folder + "/result"
      let long = String(repeating: "0123456789\u{E9}\n", count: 500_000)
      for text in [long, "short\n", ""] {
        try OutputSink.file(path).write(text)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
      }
    }
  }

  @Test func keepsPermissionsAndLinks() throws {
    try inFolder(leaving: ["result", "link"]) { folder in
      let (path, link) = (folder + "/result", folder + "/link")
      try OutputSink.file(path).write("old")
      #expect(chmod(path, 0o640) == 0)
      #expect(symlink("result", link) == 0)
      try OutputSink.file(link).write("new")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "result")
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test func newFilesObeyTheUsersMask() throws {
    try inFolder(leaving: ["result", "reference"]) { folder in
      try OutputSink.file(folder + "/result").write("x")
      close(open(folder + "/reference", O_WRONLY | O_CREAT, 0o666))
      let modes = try ["result", "reference"].map {
        try FileManager.default.attributesOfItem(atPath: folder + "/" + $0)[.posixPermissions] as? Int
      }
      #expect(modes[0] == modes[1])
    }
  }

  @Test func saysWhatIsWrong() throws {
    try inFolder(leaving: ["file"]) { folder in
      try OutputSink.file(folder + "/file").write("x")
      #expect(code(folder) == EISDIR)
      #expect(code(folder + "/missing/result") == ENOENT)
      #expect(code(folder + "/file/result") == ENOTDIR)
      #expect(code(folder + "/" + String(repeating: "n", count: 300)) == ENAMETOOLONG)
      #expect(code(folder + "/a\0b") == EINVAL)
    }
    #expect(code("") == ENOENT)
    #expect(code("/dev/full") == ENOSPC)
    #expect(code("/dev/null") == nil)
    let error = try #require(throws: OutputError.self) { try OutputSink.file("/dev/full").write("x") }
    #expect("\(error)" == "cannot write /dev/full: No space left on device")
  }

  /// A file system that takes no more leaves the old content.
  @Test func aFailureLeavesTheOldFile() async {
    await #expect(processExitsWith: .success) {
      let folder = FileManager.default.temporaryDirectory.appending(path: "ivce-output-\(UUID())").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try OutputSink.file(folder + "/result").write("old")
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      let error = try #require(throws: OutputError.self) {
        try OutputSink.file(folder + "/result").write(String(repeating: "n", count: 5_000))
      }
      try #require(error.code == EFBIG)
      try #require(try String(contentsOfFile: folder + "/result", encoding: .utf8) == "old")
      try #require(try FileManager.default.contentsOfDirectory(atPath: folder) == ["result"])
    }
  }

  @Test func standardOutputReportsAFullDisk() async {
    await #expect(processExitsWith: .exitCode(74)) {
      dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO)
      do throws(OutputError) {
        try OutputSink.standardOutput.write("text\n")
      } catch {
        exit(error.code == ENOSPC && error.path == "standard output" ? 74 : 1)
      }
    }
  }

  @Test func standardOutputReportsABrokenPipe() async {
    await #expect(processExitsWith: .exitCode(74)) {
      signal(SIGPIPE, SIG_DFL)
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      dup2(ends[1], STDOUT_FILENO)
      do throws(OutputError) {
        try OutputSink.standardOutput.write("text\n")
      } catch {
        exit(error.code == EPIPE ? 74 : 1)
      }
    }
  }

  /// A reader slower than the writer, on a pipe that takes 64 KiB at a time and does not block.
  @Test func partialWritesAddUp() async {
    await #expect(processExitsWith: .success) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      dup2(ends[1], STDOUT_FILENO)
      close(ends[1])
      _ = fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK)
      let input = ends[0]
      let text = String(repeating: "0123456789", count: 100_000)
      let reader = Task.detached { () -> Bool in
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 5_000)
        while received.count < text.utf8.count {
          let count = read(input, &buffer, buffer.count)
          if count <= 0 { return false }
          received += buffer[..<count]
        }
        return received == Array(text.utf8)
      }
      try OutputSink.standardOutput.write(text)
      // The reader of a text that is too short sees its end.
      close(STDOUT_FILENO)
      try #require(await reader.value)
    }
  }
}

struct ProgressLineTests {
  /// What `body` makes a progress line write.
  private func written(isActive: Bool = true, interval: Duration = .zero, _ body: (ProgressLine) -> Void) -> String {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    body(ProgressLine(descriptor: ends[1], isActive: isActive, interval: interval))
    close(ends[1])
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = max(0, read(ends[0], &buffer, buffer.count))
    close(ends[0])
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  @Test func rewritesAndErasesOneLine() {
    let text = written { line in
      line.update("one")
      line.update("two\n")
      line.finish()
      line.finish()
    }
    #expect(text == "\rone\u{1B}[K\rtwo\\n\u{1B}[K\r\u{1B}[K")
  }

  @Test func isSilentWhenNobodyWatches() {
    let text = written(isActive: false) { line in
      line.update("never \(Issue.record("made without need"))")
      line.finish()
    }
    #expect(text.isEmpty)
  }

  @Test func showsOneOfManyUpdates() {
    let text = written(interval: .seconds(3_600)) { line in
      for step in 0..<1_000 { line.update("step \(step)") }
      line.finish()
      line.update("again")
    }
    #expect(text == "\rstep 0\u{1B}[K\r\u{1B}[K\ragain\u{1B}[K")
  }

  @Test func neverWraps() {
    let text = written { $0.update(String(repeating: "w", count: 500)) }
    #expect(text == "\r" + String(repeating: "w", count: 79) + "\u{1B}[K")
  }

  @Test func takesUpdatesFromAllThreads() async {
    let text = written { line in
      DispatchQueue.concurrentPerform(iterations: 200) { line.update("\($0 % 10)\($0 % 10)\($0 % 10)") }
    }
    let lines = text.split(separator: "\r")
    #expect(lines.count == 200)
    #expect(lines.allSatisfy { $0.hasSuffix("\u{1B}[K") && $0.count == 6 && Set($0.prefix(3)).count == 1 })
  }
}
