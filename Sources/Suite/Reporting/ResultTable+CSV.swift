extension ResultTable {
  /// RFC 4180, except that records end with a line feed alone, as everything else on Unix does. The first record
  /// holds the keys; seed, notes and metadata are left out, so that the file holds nothing but rows.
  var csv: String {
    let records = [columns.flatMap(\.recordKeys)] + rows.map(fields(of:))
    return records.map { Self.record($0) + "\n" }.joined()
  }

  private func fields(of row: [Cell]) -> [String] {
    zip(columns, row).flatMap { column, cell in
      guard column.hasInterval else { return [cell.field] }
      let bounds = cell.interval.map { [Cell.field($0.low), Cell.field($0.high)] } ?? ["", ""]
      return [cell.field] + bounds
    }
  }

  private static func record(_ fields: [String]) -> String {
    // A lone empty field would make an empty line, which readers skip.
    fields == [""] ? "\"\"" : fields.map(quotedIfNeeded).joined(separator: ",")
  }

  /// Looks at scalars: a line feed behind a carriage return, or a quote below an accent, hides within a Character.
  private static func quotedIfNeeded(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { ["\"", ",", "\n", "\r"].contains($0) }) else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

extension ResultTable.Cell {
  fileprivate var field: String {
    switch self {
    case .none: ""
    case .text(let words): words
    case .integer(let value): String(value)
    case .number(let value, _), .magnitude(let value): Self.field(value)
    case .exact(let fraction, _, _), .exactInterval(let fraction, _, _, _, _): fraction
    case .flag(let value): value ? "true" : "false"
    case .interval(let value, _, _, _): Self.field(value)
    case .marked(let cell): cell.field
    }
  }

  fileprivate static func field(_ value: Double) -> String { value.isFinite ? value.description : "" }
}
