import ExactNumbers
import Testing

@Suite struct BigIntDivisionTests {
  @Test func everyRoundingObeysItsDefinition() {
    var samples = Samples()
    for _ in 0..<5000 {
      let (a, b) = (samples.integer(), samples.nonZero())
      for rounding in BigInt.DivisionRounding.allCases {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b, rounding: rounding)
        #expect(quotient * b + remainder == a && remainder.magnitude < b.magnitude, "\(a) / \(b) \(rounding)")
        let signFits =
          switch rounding {
          case .truncating: remainder.signum() * a.signum() >= 0
          case .floor: remainder.signum() * b.signum() >= 0
          case .euclidean: remainder >= 0
          }
        #expect(signFits && quotient.isCanonical && remainder.isCanonical, "\(a) / \(b) \(rounding)")
      }
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      #expect(a / b == quotient && a % b == remainder, "\(a) / \(b)")
      #expect((a * b) / b == a && (a * b) % b == 0, "\(a), \(b)")
    }
  }

  @Test func wordsAgreeWithTwiceAsWideIntegers() {
    var samples = Samples()
    for _ in 0..<5000 {
      let (a, b) = (samples.word(), samples.word())
      guard b != 0 else { continue }
      #expect(Int128(exactly: BigInt(a) / BigInt(b)) == Int128(a) / Int128(b), "\(a) / \(b)")
      #expect(Int128(exactly: BigInt(a) % BigInt(b)) == Int128(a) % Int128(b), "\(a) % \(b)")
    }
  }

  @Test func vectors() {
    let a: BigInt = 123456789012345678901234567890
    let b: BigInt = 987654321098765432109
    #expect(a.quotientAndRemainder(dividingBy: b) == (124_999_998, 850308642085140432108))
    #expect((-a).quotientAndRemainder(dividingBy: b, rounding: .floor) == (-124_999_999, 137345679013625000001))
    #expect((-a).quotientAndRemainder(dividingBy: -b, rounding: .euclidean) == (124_999_999, 137345679013625000001))
    #expect(BigInt(Int.min) / -1 == 9_223_372_036_854_775_808)
    #expect(BigInt(Int.min) % -1 == 0)
    #expect((-7 as BigInt).quotientAndRemainder(dividingBy: 2, rounding: .floor) == (-4, 1))
    #expect((-7 as BigInt).quotientAndRemainder(dividingBy: -2, rounding: .euclidean) == (4, 1))
    #expect((7 as BigInt).quotientAndRemainder(dividingBy: -2, rounding: .floor) == (-4, -1))
  }

  @Test func divisionByZeroStops() async {
    await #expect(processExitsWith: .failure) { _ = BigInt(1) / BigInt(0) }
    await #expect(processExitsWith: .failure) { _ = (BigInt(1) << 100) % BigInt(0) }
    await #expect(processExitsWith: .failure) { _ = Rational(1, 0) }
  }
}
