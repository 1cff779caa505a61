/// The choices of a case as one word that can be pasted: `c1:` and the numbers in base 36 with dots between, `c1:1.p0.0`.
///
/// A number that follows itself several times is written once, with an asterisk and how often: `0*12`.
public struct ChoiceString: Hashable, Sendable, LosslessStringConvertible {
  /// The numbers that were chosen.
  public let values: [UInt64]

  /// The most numbers that a string is read to.
  static let mostValues = 1 << 20

  /// The string of these numbers.
  public init(_ values: [UInt64]) { self.values = values }

  /// Reads a string; nil if it is none.
  public init?(_ text: String) {
    guard text.hasPrefix("c1:") else { return nil }
    var values: [UInt64] = []
    let body = text.dropFirst(3)
    for item in body.isEmpty ? [] : body.split(separator: ".", omittingEmptySubsequences: false) {
      let parts = item.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count <= 2, let value = Self.number(parts[0], radix: 36) else { return nil }
      let times = parts.count == 1 ? 1 : Self.number(parts[1], radix: 10)
      guard let times, times >= 1, times <= UInt64(Self.mostValues - values.count) else { return nil }
      values.append(contentsOf: repeatElement(value, count: Int(times)))
    }
    self.values = values
  }

  /// The string.
  public var description: String {
    var items: [String] = []
    var place = 0
    while place < values.count {
      var end = place + 1
      while end < values.count, values[end] == values[place] { end += 1 }
      let number = String(values[place], radix: 36)
      items += end - place < 4 ? Array(repeating: number, count: end - place) : ["\(number)*\(end - place)"]
      place = end
    }
    return "c1:" + items.joined(separator: ".")
  }

  private static func number(_ text: Substring, radix: Int) -> UInt64? {
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
    return isPlain ? UInt64(text, radix: radix) : nil
  }
}
