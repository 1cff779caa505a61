import Foundation
import Measuring
import Randomness
import RunStore

/// What a run of measurements is stored with, whatever was measured.
public struct RunCircumstances: Sendable {
  /// When it began.
  public let started: Date
  /// The line that gives the result again.
  public let command: String
  /// The program and its version.
  public let program: String
  /// The seed.
  public let seed: Seed

  /// A run that begins now.
  public init(command: String, program: String, seed: Seed) {
    started = Date()
    self.command = command
    self.program = program
    self.seed = seed
  }

  func run(of origin: ProgramOrigin, _ series: [StoredSeries], configuration: [String: String]) -> StoredRun {
    StoredRun(
      started: started, command: command, program: program, revision: origin.revision, isModified: origin.isModified,
      seed: seed.value, machine: .current, configuration: configuration, series: series)
  }

  /// What `ivce bench` measured, as it is stored.
  public func run(of results: [KernelResult], origin: ProgramOrigin) -> StoredRun {
    run(of: origin, results.flatMap(\.series), configuration: ["design": "one process"])
  }

  /// What `ivce regress` measured, as it is stored: one run for each build, which name each other.
  public func runs(of report: RegressionReport) async -> (base: StoredRun, head: StoredRun) {
    let compared = report.rows.compactMap { row in row.outcome.map { (row.kernel, $0) } }
    func run(_ build: ComparedBuild, _ role: String, other: ComparedBuild, isBase: Bool) async -> StoredRun {
      let origin =
        if let revision = build.revision {
          ProgramOrigin(revision: revision, isModified: false)
        } else { await ProgramOrigin(ofProgram: build.program.path) }
      return self.run(
        of: origin, compared.flatMap { $1.series(isBase: isBase) },
        configuration: [
          "design": "pairs of processes", "role": role, "name": build.name, "against": other.summary,
        ])
    }
    return (
      await run(report.base, "base", other: report.head, isBase: true),
      await run(report.head, "head", other: report.base, isBase: false)
    )
  }
}
