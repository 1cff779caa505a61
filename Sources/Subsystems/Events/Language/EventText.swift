/// How names and texts are written in the language of events and subscriptions.
enum EventText {
  /// Words that are no bare names.
  static let keywords: Set<String> = ["and", "or", "not", "in", "prefix", "exists", "true", "false", "inf"]

  /// Bare names begin with a letter or `_` and go on with letters, digits, `_`, `.` and `-`.
  static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? isLetter(scalar) : scalar.properties.isAlphabetic)
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    beginsName(scalar) || isDigit(scalar) || scalar == "." || scalar == "-"
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0" <= scalar && scalar <= "9" }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a" <= scalar && scalar <= "z") || ("A" <= scalar && scalar <= "Z")
  }

  /// A name, in back quotes unless it is a bare name.
  static func name(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isBare =
      scalars.first.map(beginsName) == true && scalars.allSatisfy(continuesName) && !keywords.contains(name)
    return isBare ? name : quoted(name, in: "`")
  }

  /// A text between quotes, with escapes for what would end it, the backslash and control characters.
  static func quoted(_ text: String, in quote: Unicode.Scalar = "\"") -> String {
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      case "\t": result.append(contentsOf: ["\\", "t"])
      case "\r": result.append(contentsOf: ["\\", "r"])
      case _ where scalar.properties.generalCategory == .control:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append(quote)
    return String(result)
  }
}
