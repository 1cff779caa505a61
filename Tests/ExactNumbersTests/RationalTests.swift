import ExactNumbers
import Testing

@Suite struct RationalTests {
  @Test func fractionsFormAnOrderedField() {
    var samples = Samples()
    for _ in 0..<2000 {
      let (a, b, c) = (samples.rational(), samples.rational(), samples.rational())
      #expect(a + b == b + a && a * b == b * a, "\(a), \(b)")
      #expect((a + b) + c == a + (b + c), "\(a), \(b), \(c)")
      #expect((a * b) * c == a * (b * c), "\(a), \(b), \(c)")
      #expect(a * (b + c) == a * b + a * c, "\(a), \(b), \(c)")
      #expect(a + 0 == a && a * 1 == a && a - a == 0 && a * 0 == 0, "\(a)")
      if b != 0 { #expect(a / b * b == a && b * b.reciprocal == 1, "\(a), \(b)") }
      #expect((a < b) == ((a - b).signum() < 0) && [a < b, a == b, a > b].count { $0 } == 1, "\(a), \(b)")
      #expect(a.magnitude == max(a, -a), "\(a)")
      #expect(areCanonical(a, a + b, a - b, a * b, -a), "\(a), \(b)")
    }
  }

  @Test func arithmeticAgreesWithCrossMultiplication() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b, c, d) = (samples.integer(), samples.nonZero(), samples.integer(), samples.nonZero())
      let (x, y) = (Rational(a, b), Rational(c, d))
      #expect(x.numerator * b == a * x.denominator && x.isCanonical, "\(a)/\(b)")
      #expect(x + y == Rational(a * d + c * b, b * d) && x - y == Rational(a * d - c * b, b * d), "\(x), \(y)")
      #expect(x * y == Rational(a * c, b * d), "\(x), \(y)")
      #expect((x < y) == ((a * d - c * b) * b * d < 0), "\(x), \(y)")
      var (sum, difference, product, quotient) = (x, x, x, x)
      sum += y
      difference -= y
      product *= y
      if y != 0 { quotient /= y }
      #expect(sum == x + y && difference == x - y && product == x * y && (y == 0 || quotient * y == x), "\(x), \(y)")
    }
  }

  @Test func powers() {
    var samples = Samples()
    for _ in 0..<300 {
      let value = samples.rational()
      var product: Rational = 1
      for exponent in 0..<6 {
        #expect(value.power(exponent) == product && value.power(exponent).isCanonical, "\(value) to the \(exponent)")
        if value != 0 { #expect(value.power(-exponent) == product.reciprocal, "\(value) to the -\(exponent)") }
        product *= value
      }
    }
    #expect(Rational(-2, 3).power(-3) == Rational(-27, 8) && Rational(-1, 1).power(.min) == 1)
  }

  @Test func vectors() {
    #expect(Rational(1, 3) + Rational(1, 6) == Rational(1, 2) && Rational(6, -4) == Rational(-3, 2))
    #expect(Rational(0, -7) == 0 && Rational(0, 5).denominator == 1)
    #expect(Rational(BigInt(Int.min), BigInt(Int.min)) == 1)
    #expect(Rational(1, BigInt(Int.min)) == Rational(-1, 9_223_372_036_854_775_808))
    #expect(Rational(7) == 7 && Rational(UInt8(7)) == 7 && Rational(7).isInteger && !Rational(7, 2).isInteger)
    let harmonic = (1...30).reduce(0 as Rational) { $0 + Rational(1, BigInt($1)) }
    #expect(harmonic.description == "9304682830147/2329089562800")
  }

  @Test func roundingsBracketTheValue() {
    var samples = Samples()
    for _ in 0..<2000 {
      let value = samples.rational()
      let (floor, ceiling) = (value.floor, value.ceiling)
      #expect(Rational(floor) <= value && value < Rational(floor + 1), "\(value)")
      #expect(Rational(ceiling) >= value && value > Rational(ceiling - 1), "\(value)")
      #expect(value.rounded(.towardZero) == (value < 0 ? ceiling : floor), "\(value)")
      #expect(value.rounded(.awayFromZero) == (value < 0 ? floor : ceiling), "\(value)")
      #expect((Rational(value.rounded()) - value).magnitude <= Rational(1, 2), "\(value)")
      #expect((Rational(value.rounded(.toNearestOrEven)) - value).magnitude <= Rational(1, 2), "\(value)")
    }
    for halves in -9...9 {
      let (value, double) = (Rational(BigInt(halves), 2), Double(halves) / 2)
      let rules: [FloatingPointRoundingRule] = [
        .up, .down, .towardZero, .awayFromZero, .toNearestOrEven, .toNearestOrAwayFromZero,
      ]
      for rule in rules {
        #expect(value.rounded(rule) == BigInt(exactly: double.rounded(rule)), "\(value) \(rule)")
      }
    }
  }
}
