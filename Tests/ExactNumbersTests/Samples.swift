import ExactNumbers
import Foundation

/// SplitMix64 (Steele, Lea and Flood 2014): the same seed, the same numbers.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

/// Random cases for one test. Every run draws a new seed and prints it; the environment variable `EXACT_SEED` repeats
/// one.
struct Samples {
  static let seed: UInt64 = {
    let seed = ProcessInfo.processInfo.environment["EXACT_SEED"].flatMap(UInt64.init) ?? .random(in: .min ... .max)
    print("EXACT_SEED=\(seed)")
    return seed
  }()

  var generator = SplitMix64(state: Samples.seed)

  /// Values around which representations change.
  static let edges: [BigInt] = [
    0, 1 << 31, 1 << 32, 1 << 52, 1 << 53, 1 << 62, 1 << 63, 1 << 64, 1 << 65, 1 << 126, 1 << 127, 1 << 128, 1 << 192,
  ]

  /// An integer near an edge, a word, or one of up to 700 bits; of either sign.
  mutating func integer() -> BigInt {
    let magnitude: BigInt =
      switch Int.random(in: 0..<8, using: &generator) {
      case 0..<3: Self.edges.randomElement(using: &generator)! + BigInt(Int.random(in: -2...2, using: &generator))
      case 3: BigInt(Int.random(in: -20...20, using: &generator))
      case 4: BigInt(generator.next() >> UInt64.random(in: 0..<64, using: &generator))
      default: BigInt(magnitudeBytes: bytes(Int.random(in: 1...87, using: &generator)))
      }
    return Bool.random(using: &generator) ? magnitude : -magnitude
  }

  mutating func nonZero() -> BigInt {
    while true {
      let value = integer()
      if value != 0 { return value }
    }
  }

  mutating func rational() -> Rational {
    Rational(integer(), nonZero())
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// A word near zero, near the ends of its range, or anywhere.
  mutating func word() -> Int {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: .random(in: -9...9, using: &generator)
    case 1: .max - .random(in: 0...9, using: &generator)
    case 2: .min + .random(in: 0...9, using: &generator)
    default: .random(in: .min ... .max, using: &generator)
    }
  }

  /// A finite double of any exponent, subnormal ones included.
  mutating func double() -> Double {
    while true {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { return value }
    }
  }
}

/// Whether every value has the one representation it may have.
func areCanonical(_ values: BigInt...) -> Bool {
  values.allSatisfy { $0.isCanonical }
}

/// Whether every value is in lowest terms and its parts have the one representation they may have.
func areCanonical(_ values: Rational...) -> Bool {
  values.allSatisfy { $0.isCanonical }
}
