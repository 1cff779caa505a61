import Measuring
import Randomness
import Testing

struct AccessProbeTests {
  @Test(arguments: [64, 68, 127, 4_096, 100_003])
  func visitsEverySlot(bytes: Int) {
    var generator = SplitMix64(seed: 9)
    let probe = AccessProbe(bytes: bytes, using: &generator)
    #expect(probe.bytes == bytes)
    #expect(probe.slotCount == bytes / 4)
    let isSingleCycle = probe.isSingleCycle()
    #expect(isSingleCycle, "seed 9")
  }

  /// Above 64 MiB slots are left out, but no line is.
  @Test func visitsEveryLineOfALargeArray() {
    var generator = SplitMix64(seed: 10)
    let probe = AccessProbe(bytes: 100_000_000, using: &generator)
    #expect(probe.slotCount == 100_000_000 / 8)
    let isSingleCycle = probe.isSingleCycle()
    #expect(isSingleCycle, "seed 10")
  }

  @Test func differentSeedsGiveDifferentCycles() {
    let slots = (0..<4 as Range<UInt64>).map { seed -> [UInt32] in
      var generator = SplitMix64(seed: seed)
      return AccessProbe(bytes: 4_096, using: &generator).successors
    }
    #expect(Set(slots).count == 4)
  }

  @Test func followingLeadsOn() {
    var generator = SplitMix64(seed: 12)
    let probe = AccessProbe(bytes: 4_096, using: &generator)
    let slot = probe.follow(from: 0, steps: 700)
    #expect(probe.follow(from: 0, steps: 1_024) == 0)
    #expect(probe.follow(from: slot, steps: 324) == 0)
  }
}
