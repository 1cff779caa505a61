import ExactNumbers
import Testing

@Suite struct BigIntNumberTheoryTests {
  @Test func commonDivisorsAndMultiples() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b, c) = (samples.integer(), samples.integer(), samples.integer())
      let gcd = a.gcd(b)
      #expect(gcd >= 0 && gcd == b.gcd(a) && gcd == a.gcd(-b) && gcd.isCanonical, "\(a), \(b)")
      #expect(a.gcd(0) == a.magnitude && a.gcd(a) == a.magnitude, "\(a)")
      #expect((a * c).gcd(b * c) == gcd * c.magnitude, "\(a), \(b), \(c)")
      #expect(a.lcm(b) * gcd == (a * b).magnitude, "\(a), \(b)")
      if gcd != 0 { #expect(a % gcd == 0 && b % gcd == 0 && (a / gcd).gcd(b / gcd) == 1, "\(a), \(b)") }
      let extended = a.extendedGCD(b)
      #expect(extended.gcd == gcd && extended.x * a + extended.y * b == gcd, "\(a), \(b)")
    }
  }

  @Test func commonDivisorOfWordsIsEuclids() {
    var samples = Samples()
    for _ in 0..<3000 {
      let (a, b) = (samples.word(), samples.word())
      var (x, y) = (a.magnitude, b.magnitude)
      while y != 0 { (x, y) = (y, x % y) }
      #expect(BigInt(a).gcd(BigInt(b)) == BigInt(x), "\(a), \(b)")
    }
  }

  @Test func inverses() {
    var samples = Samples()
    for _ in 0..<2000 {
      let (a, modulus) = (samples.integer(), samples.nonZero())
      if let inverse = a.inverse(modulo: modulus) {
        #expect(inverse >= 0 && inverse < modulus.magnitude, "\(a) modulo \(modulus)")
        #expect((inverse * a - 1) % modulus == 0, "\(a) modulo \(modulus)")
      } else {
        #expect(a.gcd(modulus) != 1, "\(a) modulo \(modulus)")
      }
    }
    #expect((5 as BigInt).inverse(modulo: 1) == 0)
    #expect((0 as BigInt).inverse(modulo: -1) == 0)
    #expect((2 as BigInt).inverse(modulo: 97) == 49)
    #expect((6 as BigInt).inverse(modulo: 9) == nil)
  }

  @Test func powersAreRepeatedProducts() {
    var samples = Samples()
    for _ in 0..<300 {
      let base = samples.integer()
      var product: BigInt = 1
      for exponent in 0..<12 {
        let power = base.power(exponent)
        #expect(power == product && power.isCanonical, "\(base) to the \(exponent)")
        product *= base
      }
    }
    #expect((-1 as BigInt).power(.max) == -1 && (1 as BigInt).power(.max) == 1 && (0 as BigInt).power(.max) == 0)
    #expect((-2 as BigInt).power(63) == BigInt(Int.min))
    #expect((2 as BigInt).power(127) - 1 == 170141183460469231731687303715884105727)
  }

  @Test func modularPowersAreReducedPowers() {
    var samples = Samples()
    for _ in 0..<500 {
      let (base, modulus) = (samples.integer(), samples.nonZero())
      let exponent = Int.random(in: 0...40, using: &samples.generator)
      let expected = base.power(exponent).quotientAndRemainder(dividingBy: modulus, rounding: .euclidean).remainder
      #expect(base.power(BigInt(exponent), modulo: modulus) == expected, "\(base) to the \(exponent), \(modulus)")
      if let inverted = base.power(BigInt(-exponent - 1), modulo: modulus) {
        let product = inverted * base.power(exponent + 1)
        #expect((product - 1) % modulus == 0 && inverted < modulus.magnitude, "\(base), \(exponent), \(modulus)")
      } else {
        #expect(base.gcd(modulus) != 1, "\(base), \(modulus)")
      }
    }
  }

  @Test func vectors() {
    let factorial = (1...100).reduce(1 as BigInt) { $0 * BigInt($1) }
    #expect(
      factorial.description
        == "93326215443944152681699238856266700490715968264381621468592963895217599993229915608941463"
        + "976156518286253697920827223758251185210916864000000000000000000000000")
    let mersenne: BigInt = 170141183460469231731687303715884105727
    #expect((3 as BigInt).power(1000, modulo: mersenne) == 154345368912201178109425541818297590387)
    #expect((3 as BigInt).power(-1, modulo: mersenne) == 113427455640312821154458202477256070485)
    #expect((3 as BigInt).power(-5, modulo: 1_000_000_007) == 707_818_935)
    #expect(
      (7 as BigInt).power(-123456789012345678901234567890, modulo: (10 as BigInt).power(30) + 57)
        == 196887366946846387661402724438)
    #expect((2 as BigInt).power(-1, modulo: 4) == nil)
    #expect((0 as BigInt).power(0, modulo: 1) == 0)
    let (a, b) = ((2 as BigInt).power(64) * BigInt(3).power(50), BigInt(6).power(40) * 5)
    #expect(a.gcd(b) == 13367494538843734067838845976576)
    #expect(a.lcm(b) == 66214402249913471847885996069399453153361920)
  }
}
