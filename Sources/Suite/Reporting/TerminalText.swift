extension String {
  /// The text with everything that could move a terminal's cursor, or the order of the letters, spelled out.
  package var escapingControls: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.movesText: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The columns that the text takes on a terminal: per grapheme cluster, 2 for wide East Asian characters and emoji.
  package var terminalWidth: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.terminalWidth }
  }

  /// The longest beginning that takes at most `width` columns.
  package func prefix(terminalWidth width: Int) -> String {
    var taken = 0
    return String(
      prefix { character in
        taken += character.terminalWidth
        return taken <= width
      })
  }
}

extension Character {
  fileprivate var terminalWidth: Int {
    guard let base = unicodeScalars.first else { return 0 }
    switch base.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default:
      let isEmoji = base.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
      return isEmoji || base.isWide ? 2 : 1
    }
  }
}

extension Unicode.Scalar {
  /// Controls, line and paragraph separators, and directional formatting.
  fileprivate var movesText: Bool {
    switch value {
    case 0x2028...0x202E, 0x2066...0x2069: true
    default: properties.generalCategory == .control
    }
  }

  /// The blocks of Unicode Annex 11 whose characters are wide or fullwidth; the standard library has no such property.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
