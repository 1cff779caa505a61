import Randomness
import Testing

@Suite("Seed derivation")
struct SeedTests {
  @Test("Derived seeds stay what they are")
  func pinned() {
    #expect(Seed(7).child("placement").value == 0x2B06_6B95_941D_497F)
    #expect(Seed(7).child("placement", 1).value == 0xD458_621C_BF40_7CCF)
    #expect(Seed(0).child("").value == 0x2382_75BC_38FC_BE91)
    #expect(Seed(.max).child("längere Namen auch", 3).value == 0x3AC7_9D0C_82CC_D582)
    var stream = Seed(7).stream("placement")
    #expect(stream.next() == 0x5D0B_F252_ACD5_F5A7)
  }

  @Test("Seeds, labels, indices and nesting all tell streams apart")
  func distinct() {
    let labels = [
      "", "a", "b", "ab", "ba", "aa", "aaaaaaa", "aaaaaaaa", "aaaaaaaaa", "\0", "\0\0", "\0a", "a\0", "placement",
      "placements", "churn", "keys",
    ]
    var seeds = Set<Seed>()
    var count = 0
    for value: UInt64 in [0, 1, 2, 0x9E37_79B9_7F4A_7C15, .max] {
      for label in labels {
        for index: UInt64 in 0..<200 {
          seeds.insert(Seed(value).child(label, index))
          count += 1
        }
        for second in labels {
          seeds.insert(Seed(value).child(label).child(second))
          count += 1
        }
      }
    }
    #expect(seeds.count == count)
  }

  @Test("A changed bit of seed, label or index changes half of the bits")
  func avalanche() {
    var flipped = 0
    var comparisons = 0
    for bit in 0..<64 {
      for base: UInt64 in 0..<50 {
        let seed = Seed(base)
        let origin = seed.child("node", base).value
        flipped += (origin ^ Seed(base ^ 1 << bit).child("node", base).value).nonzeroBitCount
        flipped += (origin ^ seed.child("node", base ^ 1 << bit).value).nonzeroBitCount
        comparisons += 2
      }
    }
    for (first, second) in [("node", "nodf"), ("node", "oode"), ("node", "nodes"), ("long label a", "long label b")] {
      for base: UInt64 in 0..<500 {
        flipped += (Seed(base).child(first).value ^ Seed(base).child(second).value).nonzeroBitCount
        comparisons += 1
      }
    }
    // Each comparison is 64 fair coins: variance 16.
    let deviation = (16 * Double(comparisons)).squareRoot()
    #expect(abs(Double(flipped - 32 * comparisons)) < 5 * deviation)
  }

  @Test("Neighbouring streams agree in no more bits than chance has it")
  func uncorrelated() {
    let draws = 2_000
    var streams = (0..<8).map { Seed(1).stream("node", UInt64($0)) }
    streams += ["a", "b", "node", "churn"].map { Seed(1).stream($0, 99) }
    streams += [Seed(2).stream("node"), Seed(3).stream("node")]
    let outputs = streams.map { stream in
      var stream = stream
      return (0..<draws).map { _ in stream.next() }
    }
    let bound = 5 * (16 * Double(draws)).squareRoot()
    for (index, first) in outputs.enumerated() {
      for second in outputs[..<index] {
        for lag in 0...2 {
          let differing = zip(first.dropFirst(lag), second).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
          #expect(abs(Double(differing - 32 * (draws - lag))) < bound)
        }
      }
    }
  }

  @Test("A seed is written as its number")
  func literalAndDescription() {
    let seed: Seed = 7
    #expect(seed == Seed(7))
    #expect("\(seed)" == "7")
  }
}
