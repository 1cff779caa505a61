import Randomness
import Testing

@Suite("Generators")
struct GeneratorTests {
  @Test("SplitMix64 gives the published outputs of seed 1234567")
  func splitMixVectors() {
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    #expect(expected.indices.map { _ in generator.next() } == expected)
  }

  @Test("xoshiro256** gives the published outputs of state 1, 2, 3, 4")
  func xoshiroVectors() {
    var generator = Xoshiro256StarStar(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
      16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.indices.map { _ in generator.next() } == expected)
  }

  @Test("A seed fills the state with four outputs of SplitMix64")
  func seeding() {
    var filler = SplitMix64(seed: 42)
    let words = (filler.next(), filler.next(), filler.next(), filler.next())
    #expect(Xoshiro256StarStar(seed: 42) == Xoshiro256StarStar(state: words))
    #expect(Xoshiro256StarStar(seed: 42) != Xoshiro256StarStar(seed: 43))
  }

  @Test("A jump equals 2^128 steps, computed by squaring the engine's matrix over GF(2)")
  func jumpIsTheEngineToItsPower() {
    var engine = BitMatrix { state in
      var generator = Xoshiro256StarStar(state: state)
      _ = generator.next()
      return generator.state
    }
    for _ in 0..<128 {
      engine = engine.squared()
    }
    for seed: UInt64 in [0, 1, 0xDEAD_BEEF] {
      let start = Xoshiro256StarStar(seed: seed)
      var jumped = start
      jumped.jump()
      #expect(jumped.state == engine.applied(to: start.state), "seed \(seed)")
    }
  }
}

/// A linear map of 256-bit states, by the images of the unit vectors.
private struct BitMatrix {
  typealias State = (UInt64, UInt64, UInt64, UInt64)

  private var images: [State]

  init(_ map: (State) -> State) {
    images = (0..<256).map { bit in
      func word(_ index: Int) -> UInt64 { bit / 64 == index ? 1 << (bit % 64) : 0 }
      return map((word(0), word(1), word(2), word(3)))
    }
  }

  func applied(to state: State) -> State {
    var sum: State = (0, 0, 0, 0)
    for (index, var word) in [state.0, state.1, state.2, state.3].enumerated() {
      while word != 0 {
        let image = images[64 * index + word.trailingZeroBitCount]
        sum = (sum.0 ^ image.0, sum.1 ^ image.1, sum.2 ^ image.2, sum.3 ^ image.3)
        word &= word - 1
      }
    }
    return sum
  }

  func squared() -> BitMatrix {
    BitMatrix { applied(to: applied(to: $0)) }
  }
}
