import ArgumentParser
import Conformance
import Reporting

/// The options of `ivce compare overlay` that let peers come and go.
struct ChurnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let peers live, come and go: the mean time that they stay, such as 90s, 60m, 2h or 1d.",
      valueName: "session-time"))
  var churn: String?

  @Option(
    help: "How the times that peers stay are distributed: exponential, pareto or weibull. Default: exponential.")
  var sessions: ChurnComparison.Sessions.Form?

  /// The sessions; nil without churn.
  func parsed() throws -> ChurnComparison.Sessions? {
    guard let churn else {
      if sessions != nil { throw UsageError("--sessions says how long peers stay: it needs --churn") }
      return nil
    }
    let range = ChurnComparison.sessionRange
    guard let seconds = Self.seconds(churn), range.contains(seconds) else {
      throw UsageError(
        "--churn must be a time such as 90s, 60m, 2h or 1d, from \(range.lowerBound) s to \(range.upperBound) s, not "
          + "'\(churn)'")
    }
    return ChurnComparison.Sessions(sessions ?? .exponential, mean: .seconds(seconds))
  }

  private static func seconds(_ text: String) -> Int? {
    let units = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let last = text.last, let unit = units[String(last)], let number = Int(text.dropLast()), number > 0 else {
      return nil
    }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : seconds
  }
}

extension ChurnComparison.Sessions.Form: ExpressibleByArgument {}
