extension ResultTable {
  /// One document; a row a line, so that two results can be compared line by line. Keys keep the order of the
  /// columns, which is why Foundation's encoder is not used.
  var json: String {
    var members = [
      (key: "schema", value: JSONText.string("ivce.\(command)/1")),
      (key: "seed", value: seed.map { String($0) } ?? "null"),
    ]
    for (key, value) in metadata {
      members.append((key, value.json))
      if value.interval != nil { members.append((key + "_interval", value.jsonInterval)) }
    }
    members.append(("rows", JSONText.lines(rows.map(json(of:)))))
    members.append(("notes", JSONText.lines(notes.map(JSONText.string))))
    let lines = members.map { "  \(JSONText.string($0.key)): \($0.value)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private func json(of row: [Cell]) -> String {
    let members = zip(columns, row).flatMap { column, cell in
      let member = "\(JSONText.string(column.key)): \(cell.json)"
      return column.intervalKey.map { [member, "\(JSONText.string($0)): \(cell.jsonInterval)"] } ?? [member]
    }
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension ResultTable.Cell {
  fileprivate var json: String {
    switch self {
    case .none: "null"
    case .text(let words): JSONText.string(words)
    case .integer(let value): String(value)
    case .number(let value, _), .magnitude(let value): JSONText.number(value)
    case .exact(let fraction, _, _), .exactInterval(let fraction, _, _, _, _): JSONText.string(fraction)
    case .flag(let value): value ? "true" : "false"
    case .interval(let value, _, _, _): JSONText.number(value)
    case .marked(let cell): cell.json
    }
  }

  /// The pair [low, high]; null for a cell without one.
  fileprivate var jsonInterval: String {
    interval.map { "[\(JSONText.number($0.low)), \(JSONText.number($0.high))]" } ?? "null"
  }
}

/// The tokens of RFC 8259.
private enum JSONText {
  /// A string with its quotes.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The shortest digits that read back as `value`; null when it is not finite.
  static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }

  /// An array of values, each on a line of its own.
  static func lines(_ values: [String]) -> String {
    values.isEmpty ? "[]" : "[\n    " + values.joined(separator: ",\n    ") + "\n  ]"
  }
}
