import ExactNumbers

/// A Kautz string of any base d and any length: symbols 0...d, no two neighbours equal.
///
/// The exact twin of ``KautzString``: symbols are kept as they are and ranks are big integers, so nothing overflows and
/// nothing is clever. Differential tests compare the two.
public struct ExactKautzString: Hashable, Sendable {
  /// The base d: a symbol may be followed by d others. At least 1.
  public let base: Int

  /// The symbols from left to right, each in `0...base`.
  public let symbols: [Int]

  /// The number of symbols.
  public var length: Int { symbols.count }

  /// The string with these symbols; nil when it is empty, a symbol is out of range or equals its neighbour.
  public init?(base: Int, symbols: [Int]) {
    precondition(base >= 1, "a Kautz string has base 1 or more")
    guard !symbols.isEmpty, symbols.allSatisfy({ (0...base).contains($0) }) else { return nil }
    guard zip(symbols, symbols.dropFirst()).allSatisfy(!=) else { return nil }
    self.base = base
    self.symbols = symbols
  }

  /// The number of strings of `length` symbols: (d + 1) d^(length - 1).
  public static func count(base: Int, length: Int) -> BigInt {
    precondition(base >= 1 && length >= 1, "a Kautz string has base 1 or more and a symbol or more")
    return BigInt(base + 1) * BigInt(base).power(length - 1)
  }

  /// Position in the lexicographic order of the strings of its base and length.
  public var rank: BigInt {
    var rank = BigInt(symbols[0])
    for (previous, symbol) in zip(symbols, symbols.dropFirst()) {
      rank = rank * BigInt(base) + BigInt(symbol < previous ? symbol : symbol - 1)
    }
    return rank
  }

  /// The string at position `rank` among those of this base and length.
  public init(base: Int, rank: BigInt, length: Int) {
    precondition(rank >= 0 && rank < Self.count(base: base, length: length), "rank beyond the last Kautz string")
    var digits: [Int] = []
    var rest = rank
    for _ in 1..<length {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: BigInt(base))
      digits.append(remainder.smallDigit)
      rest = quotient
    }
    var symbols = [rest.smallDigit]
    for digit in digits.reversed() {
      symbols.append(digit < symbols[symbols.count - 1] ? digit : digit + 1)
    }
    self.base = base
    self.symbols = symbols
  }

  /// The ranks, among strings of `length` symbols, of all strings that begin with this one.
  public func ranks(length: Int) -> Range<BigInt> {
    precondition(length >= self.length, "no string this short begins with this one")
    let width = BigInt(base).power(length - self.length)
    return rank * width..<(rank + 1) * width
  }

  /// Where the edges of the Kautz graph K(d, length) lead, in lexicographic order.
  public var outNeighbours: [ExactKautzString] {
    (0...base).filter { $0 != symbols[length - 1] }.map { sibling(Array(symbols.dropFirst()) + [$0]) }
  }

  /// Where the edges of the Kautz graph K(d, length) come from, in lexicographic order.
  public var inNeighbours: [ExactKautzString] {
    (0...base).filter { $0 != symbols[0] }.map { sibling([$0] + symbols.dropLast()) }
  }

  /// The length of the longest suffix of this string that `other` begins with.
  public func overlap(with other: ExactKautzString) -> Int {
    stride(from: min(length, other.length), to: 0, by: -1).first {
      symbols.suffix($0).elementsEqual(other.symbols.prefix($0))
    } ?? 0
  }

  /// The shortest route to `target`, both ends included: slide over the two strings laid over their longest overlap.
  public func shortPath(to target: ExactKautzString) -> [ExactKautzString] {
    windows(over: symbols + target.symbols.dropFirst(overlap(with: target)))
  }

  /// The route that ignores longer overlaps: `length` hops, or one less where this string ends as `target` begins.
  ///
  /// It spreads load evenly over the Kautz graph, which the shortest route does not.
  public func longPath(to target: ExactKautzString) -> [ExactKautzString] {
    windows(over: symbols + target.symbols.dropFirst(symbols[length - 1] == target.symbols[0] ? 1 : 0))
  }

  private func windows(over text: [Int]) -> [ExactKautzString] {
    (0...text.count - length).map { sibling(Array(text[$0..<$0 + length])) }
  }

  private func sibling(_ symbols: [Int]) -> ExactKautzString {
    guard let string = ExactKautzString(base: base, symbols: symbols) else {
      preconditionFailure("a window over two Kautz strings is a Kautz string")
    }
    return string
  }
}

extension ExactKautzString: CustomStringConvertible {
  /// The symbols, without separators up to base 9 and with dots beyond.
  public var description: String {
    symbols.map(String.init).joined(separator: base <= 9 ? "" : ".")
  }
}

extension BigInt {
  /// The value of a digit, which is known to be small.
  fileprivate var smallDigit: Int {
    guard let value = Int(exactly: self) else { preconditionFailure("a digit exceeds its base") }
    return value
  }
}
