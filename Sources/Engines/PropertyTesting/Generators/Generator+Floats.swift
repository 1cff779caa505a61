import Randomness

/// Values of floating-point arithmetic that are special.
public struct SpecialFloats: OptionSet, Sendable {
  /// One bit for each kind.
  public let rawValue: Int

  /// The kinds with these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Minus zero.
  public static let negativeZero = SpecialFloats(rawValue: 1)
  /// Plus and minus infinity.
  public static let infinities = SpecialFloats(rawValue: 2)
  /// The quiet NaN.
  public static let nan = SpecialFloats(rawValue: 4)
  /// All of them.
  public static let all: SpecialFloats = [.negativeZero, .infinities, .nan]

  fileprivate var values: [Double] {
    (contains(.negativeZero) ? [-0.0] : []) + (contains(.infinities) ? [.infinity, -.infinity] : [])
      + (contains(.nan) ? [.nan] : [])
  }
}

extension Generator<Double> {
  /// All finite doubles, and special ones on request. The simplest are the integers 0, 1, 2, ..., then short binary fractions such as
  /// 1.5, and with each of them the positive one.
  public static func double(including special: SpecialFloats = []) -> Generator {
    let specials = special.values
    return Generator(label: SpanLabel.mixed(0x666C_6F61_74, UInt64(special.rawValue)), isSpan: true) {
      source throws(Rejection) in
      if !specials.isEmpty, try source.coin(0.1) { return specials[try source.below(specials.count)] }
      let isNegative = try source.coin()
      let magnitude = try source.coin(0.6) ? fraction(&source) : Double(source.integer(in: 0...UInt64(1) << 53))
      return isNegative && magnitude != 0 ? -magnitude : magnitude
    }
  }

  /// Doubles of a range, the bounds included; the simplest is the one nearest to zero.
  ///
  /// - Precondition: the bounds are finite.
  public static func double(in range: ClosedRange<Double>) -> Generator {
    precondition(
      range.lowerBound.isFinite && range.upperBound.isFinite, "the bounds of a range of doubles are finite numbers")
    let nearest = range.lowerBound > 0 ? range.lowerBound : range.upperBound < 0 ? range.upperBound : 0
    // Integers first; the rest of the range in steps of 2^-53 of it.
    let integers = Double(Int64.min)...Double(Int64.max).nextDown
    let lowest = Int64(max(range.lowerBound.rounded(.up), integers.lowerBound))
    let highest = Int64(max(min(range.upperBound.rounded(.down), integers.upperBound), integers.lowerBound))
    return Generator(label: 0x7261_6E67, isSpan: true) { source throws(Rejection) in
      let isWhole = lowest <= highest
      if isWhole, try !source.coin(0.75) { return Double(try source.integer(in: lowest...highest)) }
      let share = Double(try source.uniform(in: 0...UInt64(1) << 53)) * 0x1p-53
      let isAtEdge = nearest == range.lowerBound || nearest == range.upperBound
      let goesDown = isAtEdge ? nearest == range.upperBound : try source.coin()
      let far = goesDown ? range.lowerBound : range.upperBound
      // Not nearest + share * (far - nearest), whose difference may overflow.
      return min(max(nearest * (1 - share) + far * share, range.lowerBound), range.upperBound)
    }
  }
}

/// A finite double that is not negative, by its exponent, those near 2^0 first, and its significand with the bits read backwards: so
/// short binary fractions are the simplest.
private func fraction(_ source: inout Source) throws(Rejection) -> Double {
  // 0, -1, 1, -2, 2, ... around the exponent of 1.0, which lies in the middle of all.
  let place = try source.choose(upTo: 2046, origin: 0) { random in
    random.coin(0.5) ? random.below(16) : random.below(2047)
  }
  let step = Int(place + 1) / 2
  let exponent = UInt64(place.isMultiple(of: 2) ? 1023 + step : 1023 - step)
  let significand = try source.choose(upTo: 1 << 52 - 1, origin: 0) { $0.next() >> UInt64(12 + $0.below(52)) }
  return Double(bitPattern: exponent << 52 | reversed(significand))
}

/// The lowest 52 bits, the last first.
private func reversed(_ bits: UInt64) -> UInt64 {
  var (bits, reversed) = (bits, UInt64(0))
  for _ in 0..<52 {
    reversed = reversed << 1 | bits & 1
    bits >>= 1
  }
  return reversed
}
