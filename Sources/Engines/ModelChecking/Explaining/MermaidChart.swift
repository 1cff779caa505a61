import InputFiles

/// A sequence chart in the making, in the language of Mermaid.
struct MermaidChart {
  private(set) var text: String
  private let columns: [Int]
  private var margin = "  "

  /// A chart with these columns, or with one for the whole system if there are none.
  init(columns: [Int]) {
    self.columns = columns
    text = "sequenceDiagram\n"
    if columns.isEmpty { text += "  participant system\n" }
    for column in columns { text += "  participant \(Self.name(column)) as \(column)\n" }
  }

  /// A box over one column, or over all of them.
  mutating func note(over column: Int? = nil, _ lines: [String]) {
    let place: String
    if let column {
      place = Self.name(column)
    } else if let first = columns.first, let last = columns.last {
      place = first == last ? Self.name(first) : "\(Self.name(first)),\(Self.name(last))"
    } else {
      place = "system"
    }
    line("Note over \(place): \(Self.label(lines))")
  }

  /// An arrow, with a cross at its end when the message is lost.
  mutating func arrow(from: Int, to: Int, _ label: String, isLost: Bool) {
    line("\(Self.name(from))\(isLost ? "-x" : "->>")\(Self.name(to)): \(Self.label([label]))")
  }

  /// A frame around all up to ``endLoop()``.
  mutating func beginLoop(_ label: String) {
    line("loop \(Self.label([label]))")
    margin = "    "
  }

  /// Ends the frame.
  mutating func endLoop() {
    margin = "  "
    line("end")
  }

  private mutating func line(_ line: String) { text += margin + line + "\n" }

  /// Names of columns are letters and digits, whatever the places are.
  private static func name(_ column: Int) -> String { column < 0 ? "m\(column.magnitude)" : "p\(column)" }

  /// Lines of any text as a label: what Mermaid could take for syntax is written by its number.
  static func label(_ lines: [String]) -> String {
    lines.flatMap { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }.map(escaped)
      .joined(separator: "<br/>")
  }

  private static func escaped(_ line: Substring) -> String {
    var text = ""
    var word = ""
    func flush() {
      // A lone "end" closes a frame in some versions.
      text += word.lowercased() == "end" ? "#\(word.unicodeScalars[word.startIndex].value);\(word.dropFirst())" : word
      word = ""
    }
    for scalar in line.printable.unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
        continue
      }
      flush()
      // Mermaid itself marks numbers by the ligature and the pilcrow.
      if scalar.isASCII ? " .,()[]+-=/'_!?".unicodeScalars.contains(scalar) : scalar != "\u{FB02}" && scalar != "¶" {
        text.unicodeScalars.append(scalar)
      } else {
        text += "#\(scalar.value);"
      }
    }
    flush()
    return text
  }
}
