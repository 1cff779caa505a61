import CProcessor
import CanonicalEncoding
import Foundation

/// A Bloom filter in place of a set: `hashes` bits of a fixed field say that a state was seen (Holzmann's bitstate hashing).
@usableFromInline
struct BitField: VisitedStore, ~Copyable {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  @usableFromInline let bitCount: UInt64
  @usableFromInline let hashes: Int
  @usableFromInline let sharedBits: UInt64
  @usableFromInline var count = 0
  @usableFromInline var expectedOmissions = 0.0

  @usableFromInline init(_ store: StateStore, sharedBits: Int) {
    guard case .bitstate(let logBits, let hashes) = store else {
      preconditionFailure("a bit field is a bitstate store")
    }
    bitCount = 1 << UInt64(max(logBits - sharedBits, 6))
    self.hashes = hashes
    self.sharedBits = UInt64(sharedBits)
    words = .allocate(capacity: Int(bitCount / 64))
    words.initialize(repeating: 0, count: Int(bitCount / 64))
  }

  @inlinable static var keysDecide: Bool { true }

  /// The first bit alone: most states that are new show it there.
  @inlinable func prefetch(_ key: UInt64) {
    ivce_prefetch(words + Int(truncatingIfNeeded: (key &<< sharedBits).multipliedFullWidth(by: bitCount).high &>> 6))
  }

  @usableFromInline deinit { words.deallocate() }

  @inlinable
  mutating func insert(_ key: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
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
  @usableFromInline mutating func noteInsertion() {
    expectedOmissions += chanceOfOmission
    count += 1
  }

  private var chanceOfOmission: Double {
    let full = 1 - exp(-Double(hashes) * Double(count) / Double(bitCount))
    var chance = 1.0
    for _ in 0..<hashes { chance *= full }
    return chance
  }

  @usableFromInline var bytes: Int { Int(bitCount / 8) }
}
