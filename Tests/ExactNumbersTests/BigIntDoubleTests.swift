import ExactNumbers
import Testing

@Suite struct BigIntDoubleTests {
  @Test func nearestAgreesWithTheReaderOfDecimals() {
    var samples = Samples()
    for _ in 0..<3000 {
      let value = samples.integer() << Int.random(in: 0...400, using: &samples.generator)
      #expect(Double(value) == Double(value.description), "\(value)")
    }
  }

  @Test func tiesGoToEven() {
    for excess in [1, 2, 11, 12, 64, 500] {
      for significand in (UInt64(1) << 52)...(UInt64(1) << 52 + 4) {
        let exact = Double(significand)
        let tie = (BigInt(significand) * 2 + 1) << (excess - 1)
        let scale = Double(sign: .plus, exponent: excess, significand: 1)
        let even = significand.isMultiple(of: 2) ? exact : exact + 1
        #expect(Double(tie) == even * scale && Double(-tie) == -even * scale, "\(tie)")
        if excess > 1 {
          #expect(Double(tie + 1) == (exact + 1) * scale && Double(tie - 1) == exact * scale, "\(tie)")
        }
      }
    }
  }

  @Test func overflowIsInfinite() {
    let threshold = BigInt(1) << 1024 - BigInt(1) << 970
    #expect(Double(threshold) == .infinity && Double(-threshold) == -.infinity)
    #expect(Double(threshold - 1) == .greatestFiniteMagnitude)
    #expect(Double(BigInt(1) << 1_000_000) == .infinity && Double(-BigInt(1) << 5000) == -.infinity)
  }

  @Test func exactnessIsAskedFor() {
    var samples = Samples()
    for _ in 0..<3000 {
      let double = samples.double()
      let integer = BigInt(exactly: double)
      #expect((integer != nil) == (double == double.rounded()), "\(double)")
      if let integer { #expect(Double(exactly: integer) == double && integer.isCanonical, "\(double)") }
      let value = samples.integer()
      let isExact = value == 0 || (value & -value).bitLength + 52 >= value.bitLength
      #expect((Double(exactly: value) != nil) == isExact, "\(value)")
    }
    #expect(BigInt(exactly: 0.5) == nil && BigInt(exactly: -0.0) == 0 && BigInt(exactly: 1e15 + 0.5) == nil)
    #expect(BigInt(exactly: Double.nan) == nil && BigInt(exactly: Double.infinity) == nil)
    #expect(BigInt(exactly: 0x1p63) == 9_223_372_036_854_775_808 && BigInt(exactly: -0x1p63) == BigInt(Int.min))
    #expect(BigInt(exactly: 1e22) == 10_000_000_000_000_000_000_000)
    #expect(BigInt(exactly: 0x1p1023) == BigInt(1) << 1023 && Double(exactly: BigInt(1) << 1024) == nil)
    #expect(Double(exactly: BigInt(1) << 53 + 1) == nil && Double(exactly: BigInt(1) << 54 + 2) == nil)
  }
}
