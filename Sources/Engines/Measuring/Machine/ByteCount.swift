import Foundation

/// A number of bytes as people read it: three significant digits in decimal units, such as `137 GB` or `25.3 GB`.
public struct ByteCount: Sendable, Hashable, CustomStringConvertible {
  /// The number of bytes.
  public let bytes: Int

  /// Wraps a number of bytes.
  public init(_ bytes: Int) { self.bytes = bytes }

  /// The number and its unit.
  public var description: String {
    guard bytes.magnitude >= 1000 else { return "\(bytes) B" }
    var value = Double(bytes) / 1000
    var units = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
    // From 999.5 on, three digits are no longer enough for the number.
    while value.magnitude >= 999.5, units.count > 1 {
      value /= 1000
      units = units.dropFirst()
    }
    let decimals = value.magnitude < 9.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
    var digits = String(format: "%.\(decimals)f", value)
    if decimals > 0 {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    return "\(digits) \(units.first ?? "")"
  }
}
