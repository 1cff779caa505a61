import Foundation

extension ResultTable {
  func text(width: Int?) -> String {
    var lines: [String] = []
    if !header.isEmpty { lines += [header.escapingControls, ""] }
    let layout = TextLayout(self)
    let blocks = layout.blocks(width: width).map(layout.lines)
    lines += blocks.joined(separator: [""])
    if !notes.isEmpty { lines += [""] + notes.map(\.escapingControls) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ResultTable.Cell {
  /// What people read.
  var text: String {
    switch self {
    case .none: "-"
    case .text(let words): words.escapingControls
    case .integer(let value): value.groupedDecimal
    case .number(let value, let digits): value.groupedDecimal(digits: digits)
    case .magnitude(let value): value == 0 ? "0" : String(format: "%.1e", value)
    case .exact(_, let value, let digits): value.groupedDecimal(digits: digits)
    case .flag(let value): value ? "yes" : "NO"
    case .interval(let value, let low, let high, let digits),
      .exactInterval(_, let value, let low, let high, let digits):
      "\(value.groupedDecimal(digits: digits))"
        + " [\(low.groupedDecimal(digits: digits)), \(high.groupedDecimal(digits: digits))]"
    case .marked(let cell): cell.text + "!"
    }
  }
}
