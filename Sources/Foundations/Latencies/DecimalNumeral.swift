/// A decimal number as written: optional sign, digits with at most one point, optional exponent.
///
/// Read here and not by the C library, whose `strtod` also takes `nan`, `inf` and hexadecimals, and depends on the
/// locale. The value is correctly rounded, after the point has been moved: a file's 0.29 s is 290 ms exactly.
struct DecimalNumeral {
  private var isNegative = false
  /// The digits as an integer, exact while there are at most 19 after leading zeros.
  private var digits: UInt64 = 0
  private var significantDigits = 0
  /// The power of ten that the digits are multiplied by.
  private var exponent = 0

  private let text: [UInt8]

  /// Nil if the text is anything but a decimal number.
  init?(_ text: [UInt8]) {
    self.text = text
    var index = 0
    func next() -> UInt8? { index < text.count ? text[index] : nil }

    if let sign = next(), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index += 1
    }
    var hasDigits = false
    var isFraction = false
    scan: while let byte = next() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        hasDigits = true
        append(digit: byte - UInt8(ascii: "0"), isFraction: isFraction)
      case UInt8(ascii: ".") where !isFraction:
        isFraction = true
      default:
        break scan
      }
      index += 1
    }
    guard hasDigits else { return nil }
    guard let mark = next() else { return }
    guard mark | 0x20 == UInt8(ascii: "e"), let power = Self.integer(text[(index + 1)...]) else { return nil }
    exponent += power
  }

  /// The number times 10^`shift`, correctly rounded; infinite if too large, 0 if too small.
  func value(shiftedBy shift: Int) -> Double {
    guard digits > 0 else { return 0 }
    let power = exponent + shift
    let magnitude: Double
    if digits <= 1 << 53, significantDigits <= 19, -22...22 ~= power {
      // Both operands are exact, so the one operation rounds correctly (Clinger 1990).
      magnitude = power < 0 ? Double(digits) / Self.powersOfTen[-power] : Double(digits) * Self.powersOfTen[power]
    } else {
      magnitude = Double(allDigits + "e\(power)") ?? .infinity
    }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func append(digit: UInt8, isFraction: Bool) {
    if digits > 0 || digit > 0 {
      significantDigits += 1
    }
    if significantDigits <= 19 {
      digits = 10 * digits + UInt64(digit)
    }
    if isFraction {
      exponent -= 1
    }
  }

  /// The digits of the mantissa, however many.
  private var allDigits: String {
    let mantissa = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    return String(decoding: mantissa.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }, as: UTF8.self)
  }

  /// A signed integer, saturated where no double could tell the difference.
  private static func integer(_ text: ArraySlice<UInt8>) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      value = min(10 * value + Int(byte - UInt8(ascii: "0")), 100_000)
    }
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
