/// The xoshiro256** generator: 256 bits of state, period 2^256 - 1, all 64 output bits of equal quality.
///
/// The generator for simulations and samples. Not for secrets.
///
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
@frozen
public struct Xoshiro256StarStar: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// Starts from four outputs of `SplitMix64`, as the authors advise. Any seed will do.
  @inlinable
  public init(seed: UInt64) {
    var filler = SplitMix64(seed: seed)
    // No all-zero state can arise: of the outputs of SplitMix64 only one in 2^64 is zero.
    s0 = filler.next()
    s1 = filler.next()
    s2 = filler.next()
    s3 = filler.next()
  }

  /// Starts from an explicit state, for published vectors.
  ///
  /// - Precondition: the state is not all zero, the one fixed point of the linear engine.
  @inlinable
  public init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state.0 | state.1 | state.2 | state.3 != 0, "xoshiro256** needs a state that is not all zero")
    (s0, s1, s2, s3) = state
  }

  /// The four words of the state, in the authors' order.
  public var state: (UInt64, UInt64, UInt64, UInt64) { (s0, s1, s2, s3) }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let output = Self.rotated(s1 &* 5, by: 7) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = Self.rotated(s3, by: 45)
    return output
  }

  /// Advances by 2^128 outputs, in 256 steps: splits the period into 2^128 sequences that never overlap.
  public mutating func jump() {
    // The coefficients of x^(2^128) modulo the characteristic polynomial of the engine, lowest power first.
    let polynomial: [UInt64] = [
      0x180E_C6D3_3CFD_0ABA, 0xD5A6_1266_F0C9_392C, 0xA958_2618_E03F_C9AA, 0x39AB_DC45_29B1_661C,
    ]
    var target: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for word in polynomial {
      for bit in 0..<64 {
        if word >> bit & 1 == 1 {
          target.0 ^= s0
          target.1 ^= s1
          target.2 ^= s2
          target.3 ^= s3
        }
        _ = next()
      }
    }
    (s0, s1, s2, s3) = target
  }

  @inlinable
  static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 - bits)
  }
}
