/// A process that did not come to a good end.
public struct ChildProcessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened.
  public enum Reason: Hashable, Sendable {
    /// The program could not be started, for the reason given.
    case cannotRun(String)
    /// It ended with a status other than 0; with the end of what it said on standard error.
    case failed(status: Int, [String])
    /// A signal ended it; with the end of what it said on standard error.
    case wasKilled(String, [String])
    /// It was ended after so many seconds.
    case tookTooLong(seconds: Double)
    /// It was ended after too much output.
    case printedTooMuch
    /// It ended well, but before it had answered.
    case endedEarly
    /// It was ended because the user asked for it.
    case cancelled
  }

  /// The program, as it was named.
  public let program: String

  /// What happened.
  public let reason: Reason

  /// One line, with the last line of what the program had to say.
  public var description: String {
    func with(_ lines: [String]) -> String {
      lines.last { !$0.allSatisfy(\.isWhitespace) }.map { ": \($0)" } ?? ""
    }
    return switch reason {
    case .cannotRun(let why): "\(program) cannot be run: \(why)"
    case .failed(let status, let lines): "\(program) ended with status \(status)\(with(lines))"
    case .wasKilled(let how, let lines): "\(program) was ended by a signal (\(how))\(with(lines))"
    case .tookTooLong(let seconds): "\(program) did not end within \(seconds) s"
    case .printedTooMuch: "\(program) printed more than was asked for"
    case .endedEarly: "\(program) ended before its answer"
    case .cancelled: "\(program) was interrupted"
    }
  }
}
