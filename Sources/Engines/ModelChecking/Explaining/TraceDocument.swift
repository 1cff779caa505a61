/// The JSON of a stored trace, whose reading says where it is wrong.
struct TraceDocument: Codable {
  let trace: StoredTrace

  private enum Key: String, CodingKey {
    case schema, model, property, initial, fingerprint, state, steps
    case cycleStart = "cycle_start"
  }

  init(_ trace: StoredTrace) { self.trace = trace }

  init(from decoder: any Decoder) throws {
    let fields = try DocumentFields<Key>(decoder, expected: "a JSON object")
    // Whatever else is wrong with a file of another kind is not worth telling.
    let schema: String = try fields.value(.schema, "\"\(StoredTrace.schema)\"")
    try fields.require(schema == StoredTrace.schema, .schema, "\"\(StoredTrace.schema)\"", "\"\(schema)\"")
    let steps: [StepDocument] = try fields.value(.steps, "a list of steps")
    let cycleStart: Int? = try fields.optionalValue(.cycleStart, "a number of steps, or null")
    if let cycleStart {
      try fields.require(
        (0...steps.count).contains(cycleStart), .cycleStart, "a number of steps from 0 to \(steps.count), or null",
        "\(cycleStart)")
    }
    trace = StoredTrace(
      model: try fields.value(.model, "the name of a model"),
      property: try fields.value(.property, "the name of a property"),
      initial: try fields.place(.initial), fingerprint: try fields.fingerprint(.fingerprint), cycleStart: cycleStart,
      state: try fields.laterValue(.state, "a list of parts, or null") ?? [], steps: steps.map(\.step))
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(StoredTrace.schema, forKey: .schema)
    try fields.encode(trace.model, forKey: .model)
    try fields.encode(trace.property, forKey: .property)
    try fields.encode(trace.initial, forKey: .initial)
    try fields.encode(trace.fingerprint.hexadecimal, forKey: .fingerprint)
    try fields.encode(trace.cycleStart, forKey: .cycleStart)
    if !trace.state.isEmpty { try fields.encode(trace.state, forKey: .state) }
    try fields.encode(trace.steps.map(StepDocument.init), forKey: .steps)
  }
}

/// The JSON of a step.
private struct StepDocument: Codable {
  let step: StoredTrace.Step

  private enum Key: String, CodingKey { case ordinal, action, fingerprint, changes }

  init(_ step: StoredTrace.Step) { self.step = step }

  init(from decoder: any Decoder) throws {
    let fields = try DocumentFields<Key>(decoder, expected: "a step")
    step = StoredTrace.Step(
      ordinal: try fields.place(.ordinal), action: try fields.value(.action, "the text of an action"),
      fingerprint: try fields.fingerprint(.fingerprint),
      changes: try fields.laterValue(.changes, "a list of changes, or null") ?? [])
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(step.ordinal, forKey: .ordinal)
    try fields.encode(step.action, forKey: .action)
    try fields.encode(step.fingerprint.hexadecimal, forKey: .fingerprint)
    if !step.changes.isEmpty { try fields.encode(step.changes, forKey: .changes) }
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
