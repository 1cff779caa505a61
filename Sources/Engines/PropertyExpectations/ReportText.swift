import PropertyTesting
import Testing

/// What is recorded when a property is found not to hold.
struct ReportText {
  let test: Test
  let settings: CheckSettings
  let environment: PropertyEnvironment

  /// What is wrong; nil if nothing is.
  func finding<Value>(of report: CheckReport<Value>) -> String? {
    switch report.verdict {
    case .passed: nil
    case .incomplete where report.cases > 0: nil
    case .incomplete: lines("no case was judged within \(settings.seconds) seconds", report.warnings)
    case .unhealthy: lines("\(report)", search(report), report.warnings)
    case .uncovered:
      lines("\(report)", distribution(report), search(report), report.warnings)
    case .falsified(let found):
      lines(
        "falsified by \(found.text)", [found.failure.message] + found.notes, [origin(of: found, in: report)],
        again(found.choices), found.number == nil ? [] : search(report), kept(report))
    }
  }

  /// What is wrong, when there was no time to make it simpler.
  func finding<Value>(of bad: BadCase<Value>) -> String {
    lines(
      "falsified by \(ReadableText.of(bad.value))", [bad.failure.message],
      ["cancelled while a simpler case was looked for"], again(bad.choices))
  }

  private func lines(_ first: String, _ others: [String]...) -> String {
    ([first] + others.joined().map { "  \($0)" }).joined(separator: "\n")
  }

  private func origin<Value>(of found: Counterexample<Value>, in report: CheckReport<Value>) -> String {
    let origin =
      if let number = found.number {
        "case \(number + 1) of \(settings.cases) from seed \(report.seed)"
      } else if settings.replaying != nil {
        "the case of the choices given"
      } else {
        "a case kept from before"
      }
    let work = found.shrinks == 0 ? "" : ", made simpler in \(found.shrinks) evaluations"
    return origin + work + (found.isCutShort ? " and cut short" : "")
  }

  private func again(_ choices: ChoiceString) -> [String] { ["again: IVCE_CHOICES='\(choices)' \(command)"] }

  private func search<Value>(_ report: CheckReport<Value>) -> [String] {
    // What the code says itself needs no variable.
    let seed = settings.seed == environment.settings.seed ? "IVCE_SEED=\(settings.seed) " : ""
    let cases = settings.cases == environment.settings.cases ? "IVCE_CASES=\(settings.cases) " : ""
    return ["the whole search: \(seed)\(cases)\(command)"]
  }

  private func kept<Value>(_ report: CheckReport<Value>) -> [String] {
    guard report.warnings.isEmpty, let folder = settings.failures else { return report.warnings }
    return ["kept in \(folder.path), to be tried first the next time"]
  }

  private func distribution<Value>(_ report: CheckReport<Value>) -> [String] {
    report.distribution.map { "\(($0.share * 1000).rounded() / 10) % \($0.label)" }
  }

  /// Runs the test and no other.
  private var command: String {
    var names = test.id.nameComponents
    let name = names.popLast().map { String($0.prefix { $0 != "(" }) } ?? ""
    let path = "\(test.id.moduleName).\((names + [name]).joined(separator: "/"))"
    let pattern = path.map { #"\.+*?()[]{}^$|"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
      .replacing("'", with: #"'\''"#)
    return "swift test --filter '\(pattern)'"
  }
}
