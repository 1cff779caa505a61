import ExactNumbers
import Testing

@Suite struct BigIntArithmeticTests {
  @Test func wordsAgreeWithTwiceAsWideIntegers() {
    var samples = Samples()
    for _ in 0..<5000 {
      let (a, b) = (samples.word(), samples.word())
      let (x, y) = (BigInt(a), BigInt(b))
      #expect(Int128(exactly: x + y) == Int128(a) + Int128(b), "\(a) + \(b)")
      #expect(Int128(exactly: x - y) == Int128(a) - Int128(b), "\(a) - \(b)")
      #expect(Int128(exactly: x * y) == Int128(a) * Int128(b), "\(a) * \(b)")
      #expect(Int128(exactly: -x) == -Int128(a), "-\(a)")
      #expect(UInt(exactly: x.magnitude) == a.magnitude, "|\(a)|")
      #expect((x < y) == (a < b) && (x == y) == (a == b), "\(a) <=> \(b)")
      #expect((x + y).isCanonical && (x - y).isCanonical && (x * y).isCanonical && (-x).isCanonical, "\(a), \(b)")
    }
  }

  @Test func integersFormAnOrderedRing() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b, c) = (samples.integer(), samples.integer(), samples.integer())
      #expect(a + b == b + a && a * b == b * a, "\(a), \(b)")
      #expect((a + b) + c == a + (b + c), "\(a), \(b), \(c)")
      #expect((a * b) * c == a * (b * c), "\(a), \(b), \(c)")
      #expect(a * (b + c) == a * b + a * c, "\(a), \(b), \(c)")
      #expect(a + 0 == a && a * 1 == a && a * 0 == 0 && a * -1 == -a, "\(a)")
      #expect(a - b == a + -b && a - a == 0 && -(-a) == a, "\(a), \(b)")
      #expect((a < b) == ((a - b).signum() < 0) && [a < b, a == b, a > b].count { $0 } == 1, "\(a), \(b)")
      #expect(a.magnitude == (a < 0 ? -a : a), "\(a)")
      #expect(areCanonical(a + b, a - b, a * b, -a, a.magnitude, (a + b) - b), "\(a), \(b)")
    }
  }

  @Test func assignmentsEqualTheirOperators() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b) = (samples.integer(), samples.nonZero())
      func check(_ assign: (inout BigInt, BigInt) -> Void, _ expected: BigInt) {
        var copy = a
        assign(&copy, b)
        #expect(copy == expected && copy.isCanonical, "\(a), \(b)")
        var unshared = a + 1 - 1
        assign(&unshared, b)
        #expect(unshared == expected && unshared.isCanonical, "\(a), \(b)")
      }
      let before = a.description
      check(+=, a + b)
      check(-=, a - b)
      check(*=, a * b)
      check(/=, a / b)
      check(%=, a % b)
      check(&=, a & b)
      check(|=, a | b)
      check(^=, a ^ b)
      check({ value, _ in value.negate() }, -a)
      #expect(a.description == before)
    }
  }

  @Test func aValueMayBeBothOperands() {
    var samples = Samples()
    for _ in 0..<500 {
      let a = samples.integer()
      var (sum, difference, product) = (a + 0, a + 0, a + 0)
      sum += sum
      difference -= difference
      product *= product
      #expect(sum == a << 1 && difference == 0 && product == a.power(2), "\(a)")
    }
  }

  @Test func strides() {
    let start: BigInt = 9_223_372_036_854_775_806
    #expect(start.advanced(by: 3) == 9_223_372_036_854_775_809)
    #expect(start.advanced(by: 3).distance(to: start) == -3)
    #expect(
      Array(stride(from: start, through: start + 4, by: 2)).map(\.description) == [
        "9223372036854775806", "9223372036854775808", "9223372036854775810",
      ])
  }
}
