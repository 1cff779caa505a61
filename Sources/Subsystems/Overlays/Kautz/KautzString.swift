import Randomness

/// A Kautz string of base 2: symbols 0, 1 and 2, no two neighbours equal, 1 to 127 symbols long.
///
/// Stored as its lexicographic rank among the strings of its length: the first symbol, then one bit per further symbol
/// that says whether it is the larger of the two that may follow. A prefix therefore owns an interval of ranks, and
/// "is a prefix of" is a shift and a comparison. ``ExactKautzString`` is the twin for any base and length.
public struct KautzString: Hashable, Sendable {
  /// Position in the lexicographic order, in `0 ..< 3 << (length - 1)`.
  public let rank: UInt128

  /// The number of symbols, 1 to 127.
  public let length: Int

  /// The longest string that fits.
  public static let maximumLength = 127

  /// The number of strings of `length` symbols.
  public static func count(length: Int) -> UInt128 {
    precondition((1...maximumLength).contains(length), "a packed Kautz string has 1 to 127 symbols")
    return 3 << UInt128(length - 1)
  }

  /// The string at position `rank` among those of `length` symbols.
  public init(rank: UInt128, length: Int) {
    precondition(rank < Self.count(length: length), "rank beyond the last Kautz string of this length")
    self.rank = rank
    self.length = length
  }

  /// The string with these symbols; nil unless there are 1 to 127 of them, each 0, 1 or 2 and unlike its neighbour.
  public init?(symbols: some Sequence<Int>) {
    var rank: UInt128 = 0
    var length = 0
    var previous = -1
    for symbol in symbols {
      guard (0...2).contains(symbol), symbol != previous, length < Self.maximumLength else { return nil }
      rank = length == 0 ? UInt128(symbol) : rank << 1 | (symbol > Self.smaller(after: previous) ? 1 : 0)
      previous = symbol
      length += 1
    }
    guard length > 0 else { return nil }
    self.rank = rank
    self.length = length
  }

  /// A string drawn uniformly from those of `length` symbols.
  public static func random(length: Int, using generator: inout some RandomNumberGenerator) -> KautzString {
    precondition((1...maximumLength).contains(length), "a packed Kautz string has 1 to 127 symbols")
    let first = UInt128(generator.below(3 as UInt64)) << UInt128(length - 1)
    let bits = (UInt128(generator.next()) << 64 | UInt128(generator.next())) & ((1 << UInt128(length - 1)) - 1)
    return KautzString(rank: first | bits, length: length)
  }

  /// The first symbol.
  public var first: Int { Int(rank >> UInt128(length - 1)) }

  /// The symbols from left to right. Linear in the length.
  public var symbols: [Int] {
    var result = [first]
    result.reserveCapacity(length)
    for position in 1..<length {
      let previous = result[position - 1]
      let larger = rank >> UInt128(length - 1 - position) & 1 == 1
      result.append(larger ? Self.larger(after: previous) : Self.smaller(after: previous))
    }
    return result
  }

  /// The first `count` symbols, `1 <= count <= length`.
  public func prefix(_ count: Int) -> KautzString {
    precondition((1...length).contains(count), "a prefix has 1 to length symbols")
    return KautzString(rank: rank >> UInt128(length - count), length: count)
  }

  /// Whether `other` begins with this string.
  public func isPrefix(of other: KautzString) -> Bool {
    length <= other.length && other.prefix(length) == self
  }

  /// The two strings one symbol longer, in lexicographic order. Splitting a zone hands one to each half.
  public var children: (smaller: KautzString, larger: KautzString) {
    (KautzString(rank: rank << 1, length: length + 1), KautzString(rank: rank << 1 | 1, length: length + 1))
  }

  /// The ranks, among strings of `length` symbols, of all strings that begin with this one.
  public func ranks(length: Int) -> Range<UInt128> {
    precondition((self.length...Self.maximumLength).contains(length), "no string this short begins with this one")
    let shift = UInt128(length - self.length)
    return rank << shift..<(rank + 1) << shift
  }

  /// The string without its first symbol; nil when it has only one. Constant time: the bits of a suffix are its own.
  public var droppingFirst: KautzString? {
    guard length > 1 else { return nil }
    let second = rank >> UInt128(length - 2) & 1 == 1 ? Self.larger(after: first) : Self.smaller(after: first)
    let tail = rank & ((1 << UInt128(length - 2)) - 1)
    return KautzString(rank: UInt128(second) << UInt128(length - 2) | tail, length: length - 1)
  }

  /// The last symbol. Linear in the length.
  public var last: Int { symbols[length - 1] }

  /// Where the edges of the Kautz graph K(2, length) lead: drop the first symbol, append either symbol that may follow.
  public var outNeighbours: [KautzString] {
    guard let tail = droppingFirst else {
      return [Self.smaller(after: first), Self.larger(after: first)].map {
        KautzString(rank: UInt128($0), length: 1)
      }
    }
    return [tail.children.smaller, tail.children.larger]
  }

  /// Where edges of the Kautz graph come from: prepend either symbol that may stand before, drop the last.
  public var inNeighbours: [KautzString] {
    [Self.smaller(after: first), Self.larger(after: first)].map { before in
      guard length > 1 else { return KautzString(rank: UInt128(before), length: 1) }
      let bit: UInt128 = first > Self.smaller(after: before) ? 1 : 0
      // The last symbol goes first, so that the longest string does not outgrow its word.
      let tail = (rank >> 1) & ((1 << UInt128(length - 2)) - 1)
      return KautzString(
        rank: UInt128(before) << UInt128(length - 1) | bit << UInt128(length - 2) | tail, length: length)
    }
  }

  /// The length of the longest suffix of this string that `other` begins with. Linear in the length.
  public func overlap(with other: KautzString) -> Int {
    var suffix: KautzString? = self
    while let candidate = suffix {
      if candidate.isPrefix(of: other) { return candidate.length }
      suffix = candidate.droppingFirst
    }
    return 0
  }

  /// The shortest route in the Kautz graph to `target`, of equal length, both ends included.
  public func shortPath(to target: KautzString) -> [KautzString] { path(to: target, skipping: overlap(with: target)) }

  /// The route that ignores longer overlaps: `length` hops, or one less where this string ends as `target` begins.
  public func longPath(to target: KautzString) -> [KautzString] {
    path(to: target, skipping: last == target.first ? 1 : 0)
  }

  /// Shifts in the symbols of `target` after the first `skipped`, one a hop.
  private func path(to target: KautzString, skipping skipped: Int) -> [KautzString] {
    precondition(length == target.length, "a Kautz graph joins strings of one length")
    var path = [self]
    for symbol in target.symbols.dropFirst(skipped) {
      let here = path[path.count - 1]
      path.append(here.outNeighbours[symbol > Self.smaller(after: here.last) ? 1 : 0])
    }
    return path
  }

  static func smaller(after symbol: Int) -> Int { symbol == 0 ? 1 : 0 }
  static func larger(after symbol: Int) -> Int { symbol == 2 ? 1 : 2 }
}

extension KautzString: Comparable {
  /// Lexicographic order; a prefix comes before what it begins.
  public static func < (left: KautzString, right: KautzString) -> Bool {
    let common = min(left.length, right.length)
    let (a, b) = (left.prefix(common).rank, right.prefix(common).rank)
    return a == b ? left.length < right.length : a < b
  }
}

extension KautzString: LosslessStringConvertible {
  /// The symbols as digits, such as `0121`.
  public var description: String { symbols.map(String.init).joined() }

  /// Reads the digits that ``description`` writes; nil for anything else.
  public init?(_ text: String) {
    var symbols: [Int] = []
    for byte in text.utf8 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "2")).contains(byte) else { return nil }
      symbols.append(Int(byte - UInt8(ascii: "0")))
    }
    self.init(symbols: symbols)
  }
}
