import Foundation

/// Instants are whole milliseconds of the years 1600 to 9999: ISO 8601 writes them with four digits, and before the
/// reform of 1582 calendars differ.
extension Date {
  private static let representable = -11_676_096_000_000...253_402_300_799_999

  /// Milliseconds since 1970, rounded; nil outside the years 1600 to 9999.
  var milliseconds: Int? {
    let rounded = (timeIntervalSince1970 * 1000).rounded()
    return Int(exactly: rounded).flatMap { Self.representable.contains($0) ? $0 : nil }
  }

  /// The one date that stands for this millisecond: dates of equal milliseconds are equal.
  init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// ISO 8601 in UTC with three decimals, `2026-01-31T12:00:00.000Z`; nil outside the years 1600 to 9999.
  ///
  /// The decimals are put together here: the formatter of Foundation cuts them off where it should round.
  package var instant: String? {
    guard let milliseconds else { return nil }
    let fraction = (milliseconds % 1000 + 1000) % 1000
    let second = Date(timeIntervalSince1970: Double((milliseconds - fraction) / 1000))
    let digits = String(fraction)
    return second.formatted(.iso8601).dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
  }

  /// Reads exactly what ``instant`` writes.
  package init?(instant text: String) {
    guard text.utf8.count == 24, text.hasSuffix("Z"), text.dropLast(4).hasSuffix("."),
      let fraction = Int(text.dropLast().suffix(3)),
      let second = try? Date(text.dropLast(5) + "Z", strategy: .iso8601)
    else { return nil }
    self.init(milliseconds: Int(second.timeIntervalSince1970) * 1000 + fraction)
    // The parser is more lenient than the form allows, about the 30th of February for example.
    guard instant == text else { return nil }
  }
}
