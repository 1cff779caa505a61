import Events
import Measuring
import Randomness
import Reporting

/// Everything that the suite knows by name. A subsystem joins by one line in each list.
public enum Catalog {
  /// The version of the suite.
  public static let version = "0.1.0"

  /// The suite and its version, as runs are stored with it.
  public static let program = "ivce \(version)"

  /// Every law, ready to be run.
  public static let checks: [LawCheck] = OverlaySuites.checks + EventSuites.checks + MeasuringLaws.checks

  /// Every kernel that can be measured.
  public static let kernels =
    FoundationWorkloads.all + OverlayWorkloads.all + EventWorkloads.all + CheckerWorkloads.all
    + PropertyWorkloads.all + SimulationWorkloads.all + MeasuringWorkloads.all

  /// The kernels whose id starts with one of the filters; all when there is none.
  public static func kernels(matching filters: [String]) -> [Kernel] {
    filters.isEmpty ? kernels : kernels.filter { kernel in filters.contains { kernel.id.hasPrefix($0) } }
  }

  /// Every claim of the ledger.
  public static let claims = OverlayClaims.all + EventClaims.all

  /// The claims whose id starts with one of the filters; all when there is none.
  public static func claims(matching filters: [String]) -> [Claim] {
    filters.isEmpty ? claims : claims.filter { claim in filters.contains { claim.id.hasPrefix($0) } }
  }

  /// Every challenge of the shrinker.
  public static let challenges = ShrinkingChallenges.all

  /// The challenges whose id starts with one of the filters; all when there is none.
  public static func challenges(matching filters: [String]) -> [ShrinkingChallenge] {
    filters.isEmpty ? challenges : challenges.filter { challenge in filters.contains { challenge.id.hasPrefix($0) } }
  }

  /// Every model, ready to be searched.
  public static let models: [ModelCheck] = CheckerModels.all + OverlayModels.all + EventModels.all

  /// The models whose id starts with one of the filters, all when there is none; large ones only if `includesLarge` or if named.
  /// Mutants of models must be named.
  public static func models(matching filters: [String], includesLarge: Bool = false) -> [ModelCheck] {
    let named = Set(filters)
    let chosen = models.filter { model in
      let matches = filters.isEmpty || filters.contains { model.id.hasPrefix($0) }
      return matches && (includesLarge || !model.isLarge || named.contains(model.id))
    }
    return chosen + models.flatMap(\.mutants).map(\.check).filter { named.contains($0.id) }
  }

  /// Whether the calibration of the measuring is asked for. It takes minutes and the whole machine, so that it must be named.
  public static func calibrates(matching filters: [String]) -> Bool {
    filters.contains { MeasuringWorkloads.calibration.hasPrefix($0) || $0.hasPrefix(MeasuringWorkloads.calibration) }
  }

  /// A model or a mutant of one by its id.
  public static func model(_ id: String) -> ModelCheck? {
    (models + models.flatMap(\.mutants).map(\.check)).first { $0.id == id }
  }

  /// The laws whose id starts with one of the filters; all when there is none.
  public static func checks(matching filters: [String]) -> [LawCheck] {
    filters.isEmpty ? checks : checks.filter { check in filters.contains { check.id.hasPrefix($0) } }
  }

  /// The first line of a text result: the command that gives it again, and on what it was obtained.
  public static func header(_ command: String, input: String? = nil) -> String {
    let input = input.map { ", latencies: \($0)" } ?? ""
    return "\(command)  # ivce \(version), \(Machine.current.summary)\(input)"
  }

  /// The same for JSON.
  public static func metadata(_ command: String) -> [(key: String, value: ResultTable.Cell)] {
    [("reproduce", .text(command)), ("version", .text(version)), ("machine", .text(Machine.current.summary))]
  }

  /// `ivce list` as a table.
  public static var table: ResultTable {
    var table = ResultTable(
      command: "list", seed: nil, header: "ivce list  # ivce \(version)",
      columns: [
        .init("id", "id", alignment: .left), .init("subsystem", "subsystem", alignment: .left),
        .init("kind", "kind", alignment: .left), .init("summary", "summary", alignment: .left),
      ], metadata: [("version", .text(version))])
    for entry in entries {
      table.append([.text(entry.id), .text(entry.subsystem), .text(entry.kind), .text(entry.summary)])
    }
    return table
  }

  private typealias Entry = (id: String, subsystem: String, kind: String, summary: String)

  private static var entries: [Entry] {
    OverlayImplementation.all.map { ($0.id, "overlay", "implementation", $0.summary) }
      + [
        (
          "overlay.uniform-lookups", "overlay", "workload",
          "Lookups from uniformly random nodes to uniformly random keys"
        )
      ]
      + MatchingImplementation.all.map { ("events.matching.\($0.id)", "events", "implementation", $0.summary) }
      + HandOff.allCases.map {
        ("events.hand-off.\($0.name)", "events", "implementation", "A client moves by \($0.name) hand-off")
      }
      + WorkloadRecipe.all.map { ("events.workload.\($0.name.lowercased())", "events", "workload", $0.summary) }
      + kernels.map { ($0.id, String($0.id.prefix { $0 != "." }), "kernel", "\($0.summary), by \($0.operation)") }
      + checks.map { ($0.id, $0.subsystem, "law", $0.statement) }
      + challenges.map { ($0.id, "properties", "challenge", $0.summary) }
      + claims.map { ($0.id, String($0.id.prefix { $0 != "." }), "claim", $0.statement) }
      + models.map { ($0.id, $0.subsystem, "model", $0.summary) }
      + models.flatMap(\.mutants).map { ($0.check.id, $0.check.subsystem, "mutant", $0.check.summary) }
      + OverlaySuites.mutants.map { ($0.id, "overlay", "mutant", $0.summary) }
      + EventSuites.mutants.map { ($0.id, "events", "mutant", $0.summary) }
      + MeasuringLaws.mutants.map { ($0.id, "measuring", "mutant", $0.summary) }
  }
}
