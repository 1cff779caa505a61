import ExactNumbers
import Testing

@Suite struct RationalDoubleTests {
  /// Whether no other double is nearer to `value`, and none with an even significand as near.
  private func isNearest(_ double: Double, to value: Rational) -> Bool {
    guard let exact = Rational(exactly: double) else { return false }
    let error = (exact - value).magnitude
    return [double.nextDown, double.nextUp].allSatisfy { neighbour in
      guard let other = Rational(exactly: neighbour) else { return true }
      let difference = (other - value).magnitude
      return error < difference || error == difference && double.bitPattern.isMultiple(of: 2)
    }
  }

  @Test func doublesImportExactly() {
    var samples = Samples()
    for _ in 0..<3000 {
      let double = samples.double()
      let subnormal = Double(bitPattern: samples.generator.next() >> 12)
      for value in [double, subnormal, -subnormal] {
        let fraction = Rational(exactly: value)
        #expect(fraction?.isCanonical == true && fraction.map { Double($0) } == value, "\(value)")
      }
    }
    #expect(Rational(exactly: Double.nan) == nil && Rational(exactly: -Double.infinity) == nil)
    #expect(Rational(exactly: -0.0) == 0 && Rational(exactly: 0.75) == Rational(3, 4))
    #expect(Rational(exactly: 0.1) == Rational(3602879701896397, 36028797018963968))
    #expect(Rational(exactly: Double.leastNonzeroMagnitude) == Rational(1, BigInt(1) << 1074))
    #expect(Rational(exactly: -6.0) == -6 && Rational(exactly: 0x1p100) == Rational(BigInt(1) << 100))
  }

  @Test func quotientsRoundToTheNearest() {
    var samples = Samples()
    for _ in 0..<3000 {
      let scale = Rational(2, 1).power(Int.random(in: -1100...300, using: &samples.generator))
      for value in [samples.rational(), samples.rational() * scale] {
        #expect(isNearest(Double(value), to: value), "\(value)")
      }
    }
  }

  @Test func tiesAndTheirNeighbours() {
    var samples = Samples()
    for index in 0..<1000 {
      let double = index.isMultiple(of: 2) ? samples.double() : Double(bitPattern: samples.generator.next() >> 12)
      guard let lower = Rational(exactly: double), let upper = Rational(exactly: double.nextUp) else { continue }
      let tie = (lower + upper) / 2
      let even = double.bitPattern.isMultiple(of: 2) ? double : double.nextUp
      let nudge = (upper - lower) * Rational(1, BigInt(1) << 90)
      #expect(Double(tie) == even, "\(double)")
      #expect(Double(tie + nudge) == double.nextUp && Double(tie - nudge) == double, "\(double)")
    }
  }

  @Test func vectors() {
    #expect(Double(Rational(1, 3)) == 1.0 / 3 && Double(Rational(-2, 3)) == -2.0 / 3)
    #expect(
      Double(Rational(3, BigInt(1) << 1075)) == 2 * .leastNonzeroMagnitude
        && Double(Rational(1, BigInt(1) << 1075)) == 0)
    #expect(Double(Rational(BigInt(1) << 1075 + 1, BigInt(1) << 2150)) == .leastNonzeroMagnitude)
    #expect(Double(Rational(1, 3 * BigInt(2).power(1070))) == 5 * .leastNonzeroMagnitude)
    #expect(Double(Rational(BigInt(10).power(400), 3 * BigInt(10).power(399))) == 3.3333333333333335)
    #expect(Double(Rational(BigInt(123456789).power(20), BigInt(987654321).power(20))) == 0x1.fffff9e27c0bep-61)
    #expect(Double(Rational(7, 3 * BigInt(10).power(315))) == 0x0.000001c264c34p-1022)
    #expect(Double(Rational(BigInt(2).power(5000), 3)) == .infinity && Double(Rational(-1, BigInt(3).power(900))) == 0)
    #expect(Double(Rational(-1, BigInt(3).power(900))).sign == .minus)
    #expect(Double(Rational(BigInt(1) << 1024 - BigInt(1) << 970)) == .infinity)
    #expect(Double(Rational((BigInt(1) << 1024 - BigInt(1) << 970) * 2 - 1, 2)) == .greatestFiniteMagnitude)
  }
}
