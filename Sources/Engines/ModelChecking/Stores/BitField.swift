import CProcessor
import CanonicalEncoding
import Foundation

/// A Bloom filter in place of a set: `hashes` bits of a fixed field say that a state was seen (Holzmann's bitstate hashing).
@usableFromInline
struct BitField: ~Copyable {
  let words: UnsafeMutablePointer<UInt64>
  let bitCount: UInt64
  let hashes: Int
  let sharedBits: UInt64
  var count = 0
  var expectedOmissions = 0.0

  init(logBits: Int, hashes: Int, sharedBits: Int) {
    bitCount = 1 << UInt64(max(logBits - sharedBits, 6))
    self.hashes = hashes
    self.sharedBits = UInt64(sharedBits)
    words = .allocate(capacity: Int(bitCount / 64))
    words.initialize(repeating: 0, count: Int(bitCount / 64))
  }

  /// The first bit alone: most states that are new show it there.
  func prefetch(_ key: UInt64) {
    ivce_prefetch(words + Int(truncatingIfNeeded: (key &<< sharedBits).multipliedFullWidth(by: bitCount).high &>> 6))
  }

  @usableFromInline deinit { words.deallocate() }

  mutating func insert(_ key: UInt64) -> Bool {
    var isNew = false
    // Independent hashes by mixing the key again and again: what two shared bits of a key show must not show in the next.
    var hash = key &<< sharedBits
    for _ in 0..<hashes {
      let bit = hash.multipliedFullWidth(by: bitCount).high
      let mask = UInt64(1) &<< (bit & 63)
      let word = Int(truncatingIfNeeded: bit &>> 6)
      if words[word] & mask == 0 {
        words[word] |= mask
        isNew = true
      }
      hash = Fingerprint.mixed(hash &+ 0x9E37_79B9_7F4A_7C15)
    }
    if isNew {
      noteInsertion()
    }
    return isNew
  }

  /// Adds the chance that a state that comes after i others is missed: (1 - e^(-k i / m))^k.
  mutating func noteInsertion() {
    expectedOmissions += chanceOfOmission
    count += 1
  }

  private var chanceOfOmission: Double {
    let full = 1 - exp(-Double(hashes) * Double(count) / Double(bitCount))
    var chance = 1.0
    for _ in 0..<hashes { chance *= full }
    return chance
  }

  var bytes: Int { Int(bitCount / 8) }
}
