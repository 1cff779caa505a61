import ArgumentParser
import Conformance
import Events
import Measuring
import Reporting

/// `ivce compare matching`.
struct CompareMatching: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matching",
    abstract: "Compare event matchers on subscriptions and events: speed, memory, work and results.",
    discussion: """
      The built-in workloads: P, planted ranges and equalities by Zipf's law; U, the same with uniform attributes; E, planted equalities; \
      D, dense wide ranges; S, sparse and not planted; W, as D with a trillion values. All matchers that are exact must find the same, \
      or the exit code is 1.
      """)

  @Option(
    help: ArgumentHelp(
      "Matchers by id, separated by commas; all by default.", valueName: "ids"))
  var implementations: String?

  @Option(
    help: ArgumentHelp("Built-in workloads by letter, separated by commas. Default: P,E,D,S.", valueName: "letters"))
  var workload: String?

  @Option(
    help: ArgumentHelp(
      "Subscriptions, 1...50000000; several numbers separated by commas. Default: 10000,100000,1000000.",
      valueName: "numbers"))
  var subscriptions: String?

  @Option(help: ArgumentHelp("A workload in the text format, instead of the built-in ones.", valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Draw attributes with weights 1/rank to this power, 0...4, instead of 1; several separated by commas.",
      valueName: "powers"))
  var skew: String?

  @Option(
    help: ArgumentHelp(
      "Replace as many subscriptions before matching, as a multiple of all, 0...100.", valueName: "number"))
  var churn = 0.0

  @Option(
    help: ArgumentHelp(
      "Seconds that a matcher may take for a workload, building included; beyond it is skipped.", valueName: "seconds"))
  var budget = 5.0

  @Option(
    help: ArgumentHelp(
      "Megabytes that a matcher may hold, the subscriptions included; beyond them it is skipped. Default: half of what is available.",
      valueName: "megabytes"))
  var memory: Double?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard budget > 0, budget <= 86_400 else {
      throw UsageError("--budget must be above 0 and at most 86400, not \(budget)")
    }
    guard churn >= 0, churn <= 100 else { throw UsageError("--churn must be in 0...100, not \(churn)") }
    if let memory, !(memory > 0 && memory <= 1e9) {
      throw UsageError("--memory must be above 0 and at most 1000000000, not \(memory)")
    }
    var comparison = MatchingComparison(workloads: try loads())
    comparison.implementations = try Names(of: "matcher", MatchingImplementation.all.map(\.id)).chosen(implementations)
      .flatMap { id in MatchingImplementation.all.filter { $0.id == id } }
    (comparison.budget, comparison.memory, comparison.churn) = (budget, memory.map { Int($0 * 1e6) }, churn)
    try comparison.checkMemory(available: Machine.availableMemory)

    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    Interruption.listen()
    let command = commandLine(comparison)
    let result = try comparison.run(
      header: Catalog.header(command), metadata: Catalog.metadata(command),
      isInterrupted: { Interruption.wasAsked }
    ) { progress.update($0) }
    progress.finish()
    try output.write(result.table)
    if !result.agrees { throw LawViolated() }
    if !result.isComplete || !result.isDecided { throw Undecided() }
  }

  private func loads() throws -> [MatchingComparison.Load] {
    if let file {
      if workload != nil || subscriptions != nil || skew != nil {
        throw UsageError("--file is a workload of its own: it goes without --workload, --subscriptions and --skew")
      }
      guard !file.isEmpty else { throw UsageError("--file needs the name of a file") }
      return [MatchingComparison.Load(try MatchingWorkload(contentsOf: file))]
    }
    let letters = try Names(of: "workload", WorkloadRecipe.all.map(\.name)).chosen(workload ?? "P,E,D,S")
    let sizes = try Self.numbers(
      subscriptions ?? "10000,100000,1000000", in: MatchingComparison.subscriptionRange, of: "--subscriptions")
    let skews = try skew.map { try Self.numbers($0, in: 0...4, of: "--skew") }
    let recipes = letters.flatMap { letter in WorkloadRecipe.all.filter { $0.name == letter } }
      .flatMap { recipe in skews.map { $0.map(recipe.skewed) } ?? [recipe] }
    return recipes.flatMap { recipe in sizes.map { MatchingComparison.Load(recipe, subscriptions: $0) } }
  }

  private static func numbers(_ text: String, in range: ClosedRange<Int>, of option: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let number = Int(part) else {
        throw UsageError("\(option) must be numbers separated by commas, not '\(text)'")
      }
      try range.check(number, of: option)
      return number
    }
  }

  private func commandLine(_ comparison: MatchingComparison) -> String {
    var arguments = ["--implementations \(comparison.implementations.map(\.id).joined(separator: ","))"]
    if let file {
      arguments.append("--file \(ShellText.quoted(file))")
    } else {
      arguments.append("--workload \(workload ?? "P,E,D,S") --subscriptions \(subscriptions ?? "10000,100000,1000000")")
      if let skew { arguments.append("--skew \(skew)") }
    }
    if churn > 0 { arguments.append("--churn \(churn)") }
    arguments.append("--budget \(budget)")
    if let memory { arguments.append("--memory \(memory)") }
    return "ivce compare matching " + arguments.joined(separator: " ")
  }
}

/// Names that can be listed with commas, in the order in which they are asked for.
struct Names {
  let kind: String
  let known: [String]

  init(of kind: String, _ known: [String]) {
    self.kind = kind
    self.known = known
  }

  /// The names of the list; all that are known if there is none.
  func chosen(_ list: String?) throws -> [String] {
    guard let list else { return known }
    var chosen: [String] = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard known.contains(name) else {
        throw UsageError("no \(kind) is called '\(name)' here; known are \(known.joined(separator: ", "))")
      }
      guard !chosen.contains(name) else { throw UsageError("the \(kind) \(name) is named twice") }
      chosen.append(name)
    }
    return chosen
  }
}
