extension ModelTrace {
  /// The trace as a sequence chart of Mermaid: participants as columns and messages as arrows if the model's actions
  /// are ``ChartedAction``, else one column with a note for each step. Notes tell in short what each step changes.
  public func mermaid(in model: M) -> String {
    let chartSteps = steps.map { step in
      (step.action as? any ChartedAction)?.chart ?? .everywhere(label: "\(step.action)")
    }
    var chart = MermaidChart(columns: Set(chartSteps.flatMap(\.columns)).sorted())
    chart.note(["start"] + Self.few(model.fields(of: initial), atMost: 12) { "\($0.name) = \(Self.short($0.value))" })
    for (index, step) in chartSteps.enumerated() {
      if index == cycleStart { chart.beginLoop("from here it repeats") }
      let changes = Self.few(model.changes(from: state(after: index), to: steps[index].state), atMost: 4) {
        $0.text(arrow: "⇒", Self.short)
      }
      switch step {
      case .message(let from, let to, let label, let isLost):
        chart.arrow(from: from, to: to, "\(index + 1). \(label)", isLost: isLost)
        if !changes.isEmpty { chart.note(over: to, changes) }
      case .local(let column, let label): chart.note(over: column, ["\(index + 1). \(label)"] + changes)
      case .everywhere(let label): chart.note(["\(index + 1). \(label)"] + changes)
      }
    }
    if let cycleStart {
      if cycleStart < steps.count { chart.endLoop() } else { chart.note(["and nothing more happens"]) }
    }
    return chart.text
  }

  private static func short(_ value: String) -> String { value.shortened(to: 32) }

  /// A line for each element, or for the first ones and how many more there are.
  private static func few<Element>(
    _ elements: [Element], atMost limit: Int, _ line: (Element) -> String
  ) -> [String] {
    let more = elements.count - limit
    return elements.prefix(limit).map(line) + (more > 0 ? ["and \(more) more"] : [])
  }
}

extension ChartStep {
  fileprivate var columns: [Int] {
    switch self {
    case .message(let from, let to, _, _): [from, to]
    case .local(let column, _): [column]
    case .everywhere: []
    }
  }
}
