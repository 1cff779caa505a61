extension Generator<Character> {
  /// Letters, digits, punctuation and the space of ASCII; the simplest is `a`, then the letters in their order, digits, capitals and
  /// the rest.
  public static var ascii: Generator { .element(of: Alphabets.ascii) }

  /// Any Unicode scalar as a character: ASCII most of the time, then the basic plane, then the others.
  public static var unicode: Generator { Generator<Unicode.Scalar>.scalar.map(Character.init) }
}

extension Generator<Unicode.Scalar> {
  /// Any Unicode scalar; the simplest are the printable ones of ASCII, beginning with `a`.
  public static var scalar: Generator {
    let plain = Alphabets.ascii.compactMap(\.unicodeScalars.first)
    return .frequency(
      (8, .element(of: plain)), (1, .scalar(in: 0...0x1F)), (2, .scalar(in: 0x7F...0xD7FF)),
      (1, .scalar(in: 0xE000...0xFFFF)), (1, .scalar(in: 0x1_0000...0x10_FFFF)))
  }

  /// The scalars of a range without surrogates.
  private static func scalar(in range: ClosedRange<UInt32>) -> Generator {
    Generator<UInt32>.integer(in: range).map { Unicode.Scalar($0) ?? "?" }
  }
}

extension Generator<String> {
  /// Strings of so many characters.
  public static func string(
    of character: Generator<Character> = .unicode, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator {
    Generator<[Character]>.array(of: character, count: count).map { String($0) }
  }
}

enum Alphabets {
  /// The printable characters of ASCII, the plainest first.
  static let ascii: [Character] = {
    let all = (0x20...0x7E).map { Character(Unicode.Scalar(UInt8($0))) }
    func rank(_ character: Character) -> Int {
      character.isLowercase ? 0 : character.isNumber ? 1 : character.isUppercase ? 2 : 3
    }
    return (0...3).flatMap { kind in all.filter { rank($0) == kind } }
  }()
}
