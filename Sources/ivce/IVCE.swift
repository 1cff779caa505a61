import ArgumentParser
import Benchmarking
import Conformance
import Events
import Foundation
import Histories
import Latencies
import Measuring
import ModelChecking
import Reporting
import RunStore

/// The command. It parses, calls, prints; exit codes are those of sysexits.h (see ``ExitStatus``).
@main
struct IVCE: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ivce",
    abstract: "A benchmark and verification suite for Internet-based Virtual Computing Environments.",
    discussion: """
      Without a command: the quick tour, which compares the standard overlays and all matchers at a moderate size and checks every law.

      Exit codes: 0 fine; 1 a law is violated or a build got slower; 75 not decided within the limits, the budget or before Ctrl-C; 64 wrong \
      usage; 65 malformed input, or a build that does not compile or answer; 66 input missing, unreadable or a directory; 70 internal error; 74 output could not be written.
      """,
    version: Catalog.version,
    subcommands: [
      Tour.self, List.self, Verify.self, Compare.self, Bench.self, Regress.self, History.self, Store.self,
      SampleKernel.self, Replay.self, Graph.self, Judge.self, Claims.self,
    ],
    defaultSubcommand: Tour.self)

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
    } catch {
      let status = ExitStatus(of: error)
      if status == .success {
        print(fullMessage(for: error))
      } else if let message = status.message(of: error) {
        FileHandle.standardError.write(Data("ivce: \(message)\n".utf8))
      }
      Foundation.exit(status.rawValue)
    }
  }
}

/// What the process tells its caller, by the numbers of sysexits.h.
enum ExitStatus: Int32 {
  case success = 0
  case violation = 1
  case usage = 64
  case malformedInput = 65
  case missingInput = 66
  case internalError = 70
  case outputFailed = 74
  case undecided = 75

  init(of error: any Error) {
    self =
      switch error {
      case let error as LatencyFileError: error.kind == .content ? .malformedInput : .missingInput
      case let error as StoredTraceError:
        switch error.kind {
        case .content: .malformedInput
        case .input: .missingInput
        case .output: .outputFailed
        }
      case is TraceDiverges: .malformedInput
      case ModelError.unsupported: .usage
      case let error as OperationLogError: error.kind == .content ? .malformedInput : .missingInput
      case let error as WorkloadFileError: error.kind == .content ? .malformedInput : .missingInput
      case is OverlayComparison.NotEnoughMemory, is NotEnoughMemory, is UsageError: .usage
      case let error as BuildError:
        switch error.kind {
        case .missing: .missingInput
        case .broken: .malformedInput
        case .usage: .usage
        case .output: .outputFailed
        case .interrupted: .undecided
        }
      case let error as KernelProgramError:
        error.isInterruption ? .undecided : error.isMissingProgram ? .missingInput : .malformedInput
      case is NotCompared: .malformedInput
      case is OutputError: .outputFailed
      case let error as RunStoreError: Self(of: error.kind)
      case is LawViolated, is WrongLookup: .violation
      case is Undecided: .undecided
      default:
        switch IVCE.exitCode(for: error) {
        case .success: .success
        case .validationFailure: .usage
        default: .internalError
        }
      }
  }

  private init(of kind: RunStoreError.Kind) {
    self =
      switch kind {
      case .damaged, .foreign, .newer, .malformed, .conflicting: .malformedInput
      case .missing, .unreadable: .missingInput
      case .output: .outputFailed
      case .unknown, .unsuitable: .usage
      }
  }

  /// One line for standard error; nil when the result has said it all.
  func message(of error: any Error) -> String? {
    if error is LawViolated || error is TraceDiverges || error is Undecided || error is NotCompared { return nil }
    let text =
      self == .usage && !(error is any CustomStringConvertible & UserFacing) ? IVCE.message(for: error) : "\(error)"
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

/// Errors of ours whose description is the whole message.
protocol UserFacing: Error {}

extension OverlayComparison.NotEnoughMemory: UserFacing {}
extension NotEnoughMemory: UserFacing {}
extension RunStoreError: UserFacing {}

extension BuildError: UserFacing {}

/// An argument that parses but makes no sense.
struct UsageError: UserFacing, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A model no longer does what a trace says, or a token makes no case; the replay that was printed says where.
struct TraceDiverges: Error {}

/// Something was given up before it was decided; the table that was printed says what.
struct Undecided: Error {}

/// A law does not hold; the table that was printed says which.
struct LawViolated: Error {}
