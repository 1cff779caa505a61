/// The SplitMix64 generator: a Weyl sequence through a fixed 64-bit mixer. Period 2^64, every value exactly once.
///
/// It fills the states of larger generators, and it *is* the generator of workload formats that must replay bit for bit
/// in any language. Its streams for different seeds are shifts of one sequence; take `Seed` for independent streams.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
@frozen
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  /// The position on the Weyl sequence.
  @usableFromInline var state: UInt64

  /// The odd increment of the Weyl sequence: 2^64 divided by the golden ratio.
  @usableFromInline static var gamma: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// Starts with `seed` as the state; any value will do.
  @inlinable
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= Self.gamma
    return Self.mixed(state)
  }

  /// The output function alone: a bijection of the 64-bit words in which every input bit reaches every output bit.
  @inlinable
  public static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
