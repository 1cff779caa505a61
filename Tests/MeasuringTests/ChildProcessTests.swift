import Foundation
import Measuring
import Testing

struct ChildProcessTests {
  private func shell(_ script: String, timeLimit: Double = 20) -> ChildProcess {
    var process = ChildProcess("/bin/sh", ["-c", script])
    process.timeLimit = timeLimit
    return process
  }

  private func reason(_ process: ChildProcess) async -> ChildProcessError.Reason? {
    do throws(ChildProcessError) {
      _ = try await process.run()
      return nil
    } catch { return error.reason }
  }

  @Test func printsWhatItPrints() async throws {
    #expect(try await shell("echo one; echo two >&2; echo three").run() == "one\nthree\n")
    #expect(try await ChildProcess("true").run() == "")
  }

  @Test func hasItsEnvironmentFolderAndProcessor() async throws {
    var process = shell("echo $IVCE_TEST_WORD; pwd; grep Cpus_allowed_list /proc/self/status")
    process.environment = ["IVCE_TEST_WORD": "word"]
    process.folder = "/"
    let processor = try #require(Machine.allowedProcessors.last)
    process.processor = processor
    #expect(try await process.run() == "word\n/\nCpus_allowed_list:\t\(processor)\n")
  }

  @Test func failuresAreNamed() async {
    #expect(await reason(shell("echo gone wrong >&2; exit 3")) == .failed(status: 3, ["gone wrong"]))
    guard case .wasKilled(_, let lines) = await reason(shell("echo last words >&2; kill -9 $$")) else {
      Issue.record("a signal is no status")
      return
    }
    #expect(lines == ["last words"])
    for program in ["/nowhere/at/all", "ivce-no-such-program"] {
      guard case .cannotRun = await reason(ChildProcess(program)) else {
        Issue.record("\(program) cannot be run")
        continue
      }
    }
  }

  @Test func onlyTheEndOfWhatItComplainsOfIsKept() async {
    let process = shell("i=0; while [ $i -lt 5000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1")
    #expect(await reason(process) == .failed(status: 1, (4968..<5000).map { "line \($0)" }))
  }

  /// With all that it has started, or else it would be waited for: the sleeper in the background holds a pipe open.
  @Test func hangingIsEnded() async {
    #expect(await reason(shell("sleep 300 & sleep 300", timeLimit: 0.3)) == .tookTooLong(seconds: 0.3))
  }

  @Test func tooMuchOutputIsEnded() async {
    var process = shell("yes")
    process.outputLimit = 1_000_000
    #expect(await reason(process) == .printedTooMuch)
  }

  @Test func cancellingEndsIt() async {
    let task = Task { await reason(shell("sleep 300")) }
    try? await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(await task.value == .cancelled)
  }
}
