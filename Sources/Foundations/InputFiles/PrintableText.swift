extension StringProtocol {
  /// The text with everything escaped that could move the cursor, colour the terminal, end or reorder the line.
  package var printable: String { unicodeScalars.map(\.printable).joined() }
}

extension Unicode.Scalar {
  /// The character, or its escape.
  package var printable: String {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      "\\u{\(String(value, radix: 16, uppercase: true))}"
    default: String(self)
    }
  }
}

/// Bytes in quotation marks, at most 40 characters between them: printable text as it is, the rest escaped.
package func excerpt(_ bytes: some Sequence<UInt8>) -> String {
  // Four bytes are enough for any character of those that are shown; the last one may be cut.
  let beginning = Array(bytes.prefix(164))
  let cuts = beginning.count == 164 ? 0...3 : 0...0
  let text = cuts.lazy.compactMap { String(validating: beginning.dropLast($0), as: UTF8.self) }.first
  let scalars =
    if let text {
      text.unicodeScalars.map(\.printable)
    } else {
      beginning.map { $0 < 0x80 ? Unicode.Scalar($0).printable : "\\x" + String($0, radix: 16, uppercase: true) }
    }
  guard scalars.joined().unicodeScalars.count > 40 else { return "\"\(scalars.joined())\"" }
  var kept = ""
  for scalar in scalars {
    guard kept.unicodeScalars.count + scalar.unicodeScalars.count < 40 else { break }
    kept += scalar
  }
  return "\"\(kept)…\""
}
