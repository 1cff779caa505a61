import ArgumentParser
import Conformance
import Reporting

/// `ivce claims`.
struct Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the ledger of published claims: what each says, what was found, and on which evidence.",
    discussion: """
      Every row is looked at anew. A claim holds; or it is bounded, within a scope that its source does not name; or what is found is a \
      discrepancy; or it is refuted by a counterexample; or open. Discrepancies are rows like others and no failure.
      """)

  @Argument(help: "Claims whose id starts with one of these; all when none is given.")
  var filters: [String] = []

  @OptionGroup var seed: SeedOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let claims = Catalog.claims(matching: filters)
    guard !claims.isEmpty else {
      throw UsageError("no claim has an id that starts with \(filters.joined(separator: " or "))")
    }
    Interruption.listen()
    let progress = ProgressLine(isQuiet: output.quiet)
    defer { progress.finish() }
    let ledger = try ClaimsLedger(claims, seed: seed.seed, isInterrupted: { Interruption.wasAsked }) {
      progress.update($0)
    }
    progress.finish()
    let command = "ivce claims " + (filters.map(ShellText.quoted) + ["--seed \(seed.value)"]).joined(separator: " ")
    try output.write(
      ledger.table(header: Catalog.header(command), seed: seed.seed, metadata: Catalog.metadata(command)))
    if !ledger.unreached.isEmpty { throw Undecided() }
  }
}
