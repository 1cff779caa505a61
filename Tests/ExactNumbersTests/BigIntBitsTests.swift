import ExactNumbers
import Testing

@Suite struct BigIntBitsTests {
  @Test func shiftsMultiplyAndDivideByPowersOfTwo() {
    var samples = Samples()
    for _ in 0..<3000 {
      let value = samples.integer()
      let amount = Int.random(in: 0...200, using: &samples.generator)
      let power = BigInt(2).power(amount)
      let floor = value.quotientAndRemainder(dividingBy: power, rounding: .floor).quotient
      #expect(value << amount == value * power && value >> -amount == value * power, "\(value) << \(amount)")
      #expect(value >> amount == floor && value << -amount == floor, "\(value) >> \(amount)")
      var (left, right) = (value, value)
      left <<= amount
      right >>= amount
      #expect(left == value * power && right == floor, "\(value), \(amount)")
      #expect(areCanonical(left, right), "\(value), \(amount)")
    }
  }

  @Test func shiftsByHugeAmounts() {
    for value in [0, 5, -5, 1 << 100, -1 << 100] as [BigInt] {
      for amount in [Int.max, Int.max - 1, 1 << 40, 64 * 1000] {
        #expect(value >> amount == (value < 0 ? -1 : 0) && value << -amount == value >> amount)
      }
      #expect(value << Int.min == (value < 0 ? -1 : 0))
    }
    #expect((0 as BigInt) << Int.max == 0 && (0 as BigInt) >> Int.min == 0)
  }

  @Test func bitwiseOperationsAreThoseOfTwosComplement() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b) = (samples.word(), samples.word())
      let high = Int128(samples.word())
      // Wide operands of which the low word is random and the high one goes through the edges.
      let (c, d) = (high << 64 ^ Int128(a), Int128(b))
      #expect(Int128(exactly: BigInt(c) & BigInt(d)) == c & d, "\(c) & \(d)")
      #expect(Int128(exactly: BigInt(c) | BigInt(d)) == c | d, "\(c) | \(d)")
      #expect(Int128(exactly: BigInt(c) ^ BigInt(d)) == c ^ d, "\(c) ^ \(d)")
      #expect(Int128(exactly: ~BigInt(c)) == ~c, "~\(c)")
      #expect(Int(exactly: BigInt(a) & BigInt(b)) == a & b && Int(exactly: BigInt(a) | BigInt(b)) == a | b)
      #expect(Int(exactly: BigInt(a) ^ BigInt(b)) == a ^ b && Int(exactly: ~BigInt(a)) == ~a)
    }
  }

  @Test func bitwiseOperationsFormABooleanAlgebra() {
    var samples = Samples()
    for _ in 0..<2000 {
      let (a, b, c) = (samples.integer(), samples.integer(), samples.integer())
      #expect(~a == -a - 1 && ~(~a) == a, "\(a)")
      #expect(~(a & b) == ~a | ~b && a ^ b == (a | b) & ~(a & b), "\(a), \(b)")
      #expect(a & (b | c) == (a & b) | (a & c) && a + b == (a ^ b) + (a & b) << 1, "\(a), \(b), \(c)")
      #expect(areCanonical(a & b, a | b, a ^ b, ~a), "\(a), \(b)")
    }
  }

  @Test func bitLengthBoundsTheMagnitude() {
    var samples = Samples()
    for _ in 0..<2000 {
      let value = samples.nonZero()
      let length = value.bitLength
      #expect(value.magnitude < BigInt(1) << length && value.magnitude >= BigInt(1) << (length - 1), "\(value)")
      #expect(value.isEven == (value % 2 == 0) && value.signum() == (value < 0 ? -1 : 1), "\(value)")
    }
    #expect((0 as BigInt).bitLength == 0 && (0 as BigInt).isEven && (0 as BigInt).signum() == 0)
    #expect(BigInt(Int.min).bitLength == 64 && BigInt(Int.max).bitLength == 63)
  }
}
