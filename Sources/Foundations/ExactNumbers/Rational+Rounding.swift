extension Rational {
  /// The greatest integer that is not greater.
  public var floor: BigInt { rounded(.down) }

  /// The least integer that is not less.
  public var ceiling: BigInt { rounded(.up) }

  /// An integer next to the value, or the value itself if it is one.
  public func rounded(_ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> BigInt {
    let (below, remainder) = numerator.quotientAndRemainder(dividingBy: denominator, rounding: .floor)
    if remainder == 0 { return below }
    let isNegative = numerator.signum() < 0
    let half = BigInt(2) * remainder
    let goesUp =
      switch rule {
      case .down: false
      case .up: true
      case .towardZero: isNegative
      case .awayFromZero: !isNegative
      case .toNearestOrEven: half > denominator || half == denominator && !below.isEven
      case .toNearestOrAwayFromZero: half > denominator || half == denominator && !isNegative
      @unknown default: preconditionFailure("unknown rounding rule")
      }
    return goesUp ? below + 1 : below
  }

  /// The value in decimal with `digits` digits after the point (no point for none), trailing zeros kept.
  ///
  /// Rounded to the nearest such number, halves to an even last digit. What rounds to zero has no sign.
  public func decimal(digits: Int) -> String {
    precondition(digits >= 0, "a negative number of digits")
    let scaled = (self * Rational(BigInt(10).power(digits))).rounded(.toNearestOrEven)
    let sign = scaled.signum() < 0 ? "-" : ""
    if digits == 0 { return sign + scaled.magnitude.description }
    let text = scaled.magnitude.description
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }
}
