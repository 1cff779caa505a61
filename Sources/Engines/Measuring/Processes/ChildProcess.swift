import Subprocess
import SystemPackage

/// A program that is run to its end: with a limit of time, what it prints kept, and held on one processor if that is wanted.
public struct ChildProcess: Sendable {
  /// The program: a path, or a name to be looked for in `PATH`.
  public var program: String

  /// Its arguments.
  public var arguments: [String]

  /// What its environment has besides, or instead of, this process's.
  public var environment: [String: String] = [:]

  /// The processor that it is held on, by its number; nil for any. That is left to `taskset` of util-linux.
  public var processor: Int?

  /// Seconds after which it is ended.
  public var timeLimit = 60.0

  /// The folder that it runs in; nil for this process's.
  public var folder: String?

  /// Bytes on standard output beyond which it is ended.
  public var outputLimit = 4 << 20

  /// The end of standard error that is kept, in lines: enough to see what went wrong.
  private static let keptErrorLines = 32

  /// A program and its arguments.
  public init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// Runs it. When this task is cancelled, the process is ended, too.
  ///
  /// - Returns: what it printed on standard output, if it ended well.
  public func run() async throws(ChildProcessError) -> String {
    let (configuration, outputLimit) = (configuration, outputLimit)
    let outcome = try await withinLimit { try await Self.collect(configuration, outputLimit: outputLimit) }
    return try outcome.output(of: program)
  }

  /// How it is started.
  var configuration: Configuration {
    let words = (processor.map { ["taskset", "-c", "\($0)"] } ?? []) + [program] + arguments
    // A session of its own: what it has started in turn is ended with it.
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
    ]
    return Configuration(
      executable: words[0].contains("/") ? .path(FilePath(words[0])) : .name(words[0]),
      arguments: Arguments(Array(words.dropFirst())),
      environment: .inherit.updating(
        Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), Optional($1)) })),
      workingDirectory: folder.map { FilePath($0) }, platformOptions: options)
  }

  /// Does something with the process, and cancels it, which ends the process, when the time is over.
  func withinLimit<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws(ChildProcessError) -> Value {
    let (name, timeLimit) = (program, timeLimit)
    let outcome = await withTaskGroup(of: Result<Value, any Error>.self) { group in
      group.addTask {
        do { return .success(try await body()) } catch { return .failure(error) }
      }
      group.addTask {
        do { try await Task.sleep(for: .seconds(timeLimit)) } catch { return .failure(error) }
        return .failure(ChildProcessError(program: name, reason: .tookTooLong(seconds: timeLimit)))
      }
      // Whoever is first decides; the other is cancelled and waited for.
      let first = await group.next() ?? .failure(CancellationError())
      group.cancelAll()
      await group.waitForAll()
      return first
    }
    switch outcome {
    case .success(let value): return value
    case .failure(let error as ChildProcessError): throw error
    case .failure(is CancellationError): throw ChildProcessError(program: name, reason: .cancelled)
    case .failure(let error):
      throw ChildProcessError(program: name, reason: Task.isCancelled ? .cancelled : .cannotRun("\(error)"))
    }
  }

  private static func collect(_ configuration: Configuration, outputLimit: Int) async throws -> ChildOutcome {
    let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
      execution in
      async let errors = Self.lastLines(of: execution.standardError)
      var output: [UInt8] = []
      var isTooLong = false
      for try await buffer in execution.standardOutput {
        if output.count + buffer.count > outputLimit {
          isTooLong = true
          await execution.teardown(using: [])
          break
        }
        buffer.withUnsafeBytes { output.append(contentsOf: $0) }
      }
      return (output, isTooLong, try await errors)
    }
    let (output, isTooLong, errors) = result.closureResult
    return ChildOutcome(
      status: result.terminationStatus, output: String(decoding: output, as: UTF8.self), isTooLong: isTooLong,
      errors: errors)
  }

  static func lastLines(of stream: SubprocessOutputSequence) async throws -> [String] {
    var kept: [String] = []
    for try await line in stream.strings() {
      kept.append(line)
      if kept.count > keptErrorLines { kept.removeFirst() }
    }
    return kept
  }
}

/// How a process ended and what it left.
struct ChildOutcome: Sendable {
  let status: TerminationStatus
  var output = ""
  var isTooLong = false
  let errors: [String]

  /// What it printed, if it ended well.
  func output(of program: String) throws(ChildProcessError) -> String {
    if isTooLong { throw ChildProcessError(program: program, reason: .printedTooMuch) }
    switch status {
    case .exited(0): return output
    case .exited(let code): throw ChildProcessError(program: program, reason: .failed(status: Int(code), errors))
    default: throw ChildProcessError(program: program, reason: .wasKilled("\(status)", errors))
    }
  }
}
