import Foundation

extension Int {
  /// Decimal digits in groups of three: `1,000,000`.
  package var groupedDecimal: String { String(self).groupingThousands }
}

extension Double {
  /// `digits` decimals behind a whole part in groups of three; in powers of ten from 10^15 on, where a double no longer
  /// knows its decimals. Not a number is `-`.
  package func groupedDecimal(digits: Int) -> String {
    precondition((0...17).contains(digits), "a double has at most 17 decimals worth showing")
    if isNaN { return "-" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    if magnitude >= 1e15 { return String(format: "%.\(digits)e", self) }
    let text = String(format: "%.\(digits)f", self)
    // What rounds to zero has no sign.
    let isZero = text.utf8.allSatisfy { !(0x31...0x39).contains($0) }
    return (isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text).groupingThousands
  }
}

extension String {
  /// Inserts commas into the whole part of a plain decimal number.
  fileprivate var groupingThousands: String {
    let sign = prefix { $0 == "-" }
    let whole = dropFirst(sign.count).prefix { $0 != "." }
    let fraction = dropFirst(sign.count + whole.count)
    var grouped = ""
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return sign + grouped + fraction
  }
}
