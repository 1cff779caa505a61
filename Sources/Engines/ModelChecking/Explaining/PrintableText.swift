extension StringProtocol {
  /// The text with everything escaped that could move the cursor, colour the terminal, end or reorder the line.
  var printable: String { unicodeScalars.map(\.printable).joined() }

  /// The text if it has at most `limit` characters, else its beginning and an ellipsis.
  func shortened(to limit: Int) -> String { count <= limit ? String(self) : prefix(limit - 1) + "…" }
}

extension Unicode.Scalar {
  var printable: String {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      "\\u{\(String(value, radix: 16, uppercase: true))}"
    default: String(self)
    }
  }
}
