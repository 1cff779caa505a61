/// What one reader needs to count: for each subscription how many of its constraints are satisfied.
///
/// A counter is a word with the number of the event, its epoch, above the count; whatever is below the present epoch is
/// nought. So nothing has to be cleared for an event, but when the epochs are used up: with subscriptions of fewer than
/// 256 constraints every 2^24 events.
public struct CountingScratch: MatchingScratch, Sendable {
  /// The times that a subscription was counted or a constraint was tested.
  public internal(set) var candidates = 0

  private(set) var counters: [UInt32] = []
  private var epoch: UInt32 = 0
  private var countBits: UInt32 = 0

  /// The bits of a count, while no subscription needs more.
  static let fewestCountBits: UInt32 = 8

  init() {}

  /// Begins with an event. Returns the word of a counter that stands at nought.
  mutating func begin(slots: Int, countBits: UInt32) -> UInt32 {
    let lastEpoch = UInt32.max >> countBits
    if countBits != self.countBits || epoch >= lastEpoch {
      for slot in counters.indices { counters[slot] = 0 }
      self.countBits = countBits
      epoch = 0
    }
    while counters.count < slots { counters.append(0) }
    epoch += 1
    return epoch << countBits
  }

  /// Runs `body` with the counters laid open to it.
  mutating func withCounters(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
    counters.withUnsafeMutableBufferPointer { if let first = $0.baseAddress { body(first) } }
  }

  /// The count of a slot after an event.
  func count(_ slot: Int) -> Int {
    guard slot < counters.count, counters[slot] >> countBits == epoch else { return 0 }
    return Int(counters[slot] & ~(UInt32.max << countBits))
  }

  /// As if so many events more had been matched: for tests of what happens when epochs are used up.
  package mutating func skipEpochs(to epoch: UInt32) { self.epoch = epoch }
}
