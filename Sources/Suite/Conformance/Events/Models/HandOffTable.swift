import Events
import Reporting

extension HandOffVerdict {
  /// Which hand-off guarantees what: a row for each guarantee and scenario, a column for each hand-off, as the searches have found.
  public static func table(
    of verdicts: [HandOffVerdict], header: String, metadata: [(key: String, value: ResultTable.Cell)] = []
  ) -> ResultTable {
    var table = ResultTable(
      command: "compare", seed: nil, header: header,
      columns: [
        .init("guarantee", "guarantee", alignment: .left), .init("scenario", "scenario", alignment: .left),
      ] + HandOff.allCases.map { .init($0.name, $0.name, alignment: .left) }, metadata: metadata)
    for guarantee in HandOffGuarantee.allCases {
      for scenario in HandOffScenario.compared {
        let row = HandOff.allCases.map { handOff in
          verdicts.first {
            $0.handOff == handOff && $0.scenario == scenario.name && $0.guarantee == guarantee.rawValue
          }
        }
        table.append(
          [.text(guarantee.rawValue), .text(scenario.name)] + row.map { .text($0?.answer.text ?? "undecided") })
      }
    }
    let states = HandOffScenario.compared.flatMap { scenario in
      HandOff.allCases.map { handOff in
        verdicts.filter { $0.handOff == handOff && $0.scenario == scenario.name }.map(\.states).max() ?? 0
      }
    }
    table.notes = [
      "holds: in every state that can be reached, whatever the order of messages; of a violation, the fewest steps that show it.",
      "absence: a client leaves and comes elsewhere later; change: it changes over at once; coming back: and back again at once. "
        + "Three brokers, up to three events, \(states.min() ?? 0) to \(states.max() ?? 0) states each.",
    ]
    let surprises = surprises(in: verdicts)
    if !surprises.isEmpty {
      table.notes.append(
        "NOT as known: "
          + surprises.map { "\($0.handOff.name), \($0.scenario): \($0.guarantee)" }.joined(separator: "; "))
    }
    return table
  }
}

extension HandOffVerdict.Answer {
  /// As it stands in the table.
  var text: String {
    switch self {
    case .holds: "holds"
    case .violated(let steps): "VIOLATED in \(steps)"
    case .undecided: "undecided"
    }
  }
}
