import Randomness
import Testing

/// The planted event-matching workload "P" of 400 attributes: the golden hash, made by independent programs, holds only
/// if the generator, the product rule and the integer Zipf distribution all agree with them to the last bit.
@Suite("Replay of a published workload")
struct WorkloadReplayTests {
  @Test("Workload P with 10,000 subscriptions has its golden predicate count and hash")
  func planted() {
    let events = plantedEvents()
    var hash = FowlerNollVo()
    let predicates = hashPlantedSubscriptions(count: 10_000, of: events, into: &hash)
    for event in events {
      for (attribute, value) in event {
        hash.absorb(attribute)
        hash.absorb(value)
      }
    }
    #expect(predicates == 70_083)
    #expect(hash.value == 0xA72C_44E2_7E6D_46B3)
  }

  private typealias Event = [(attribute: UInt64, value: UInt64)]

  private func plantedEvents() -> [Event] {
    var generator = SplitMix64(seed: 0x5EED_0001)
    let attributes = IntegerZipf(count: 400)
    return (0..<1_000).map { _ in
      var event: Event = []
      while event.count < 15 {
        let attribute = UInt64(attributes.draw(using: &generator))
        if !event.contains(where: { $0.attribute == attribute }) {
          event.append((attribute, generator.belowByProduct(48)))
        }
      }
      return event.sorted { $0.attribute < $1.attribute }
    }
  }

  private func hashPlantedSubscriptions(count: Int, of events: [Event], into hash: inout FowlerNollVo) -> Int {
    var generator = SplitMix64(seed: 0x5EED_0002)
    var total = 0
    for _ in 0..<count {
      let template = events[Int(generator.belowByProduct(1_000))]
      let length = 5 + Int(generator.belowByProduct(5))
      var order = Array(0..<15)
      var predicates: [(attribute: UInt64, low: UInt64, high: UInt64)] = []
      for position in 0..<length {
        order.swapAt(position, position + Int(generator.belowByProduct(UInt64(15 - position))))
        let (attribute, value) = template[order[position]]
        if generator.belowByProduct(100) < 30 {
          predicates.append((attribute, value, value))
        } else {
          let width = 2 + generator.belowByProduct(9)
          let offset = generator.belowByProduct(width)
          let low = value > offset ? value - offset : 0
          predicates.append((attribute, low, min(47, value + width - 1 - offset)))
        }
      }
      total += length
      hash.absorb(UInt64(length))
      for predicate in predicates.sorted(by: { $0.attribute < $1.attribute }) {
        hash.absorb(predicate.attribute)
        hash.absorb(predicate.low)
        hash.absorb(predicate.high)
      }
    }
    return total
  }
}

/// FNV-1a over the little-endian bytes of words.
private struct FowlerNollVo {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func absorb(_ word: UInt64) {
    for byte in 0..<8 {
      value = (value ^ word >> UInt64(8 * byte) & 0xFF) &* 0x100_0000_01B3
    }
  }
}
