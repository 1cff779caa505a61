/// The set of operations that have a place in the order which a search is building.
///
/// A bit each, in the order of their replies; those without a reply come last, in words of their own unless all fit in
/// one. So the first words are full and the last empty, and only the few between tell two sets apart: with thousands of
/// operations, a set costs a memo a word or two.
@usableFromInline
struct PlacedOperations {
  @usableFromInline var words: [UInt64]
  /// How many words belong to operations with a reply.
  @usableFromInline let repliedWords: Int
  /// By how much the bits of operations without a reply are shifted to begin a word.
  @usableFromInline let shift: Int
  @usableFromInline let completed: Int
  /// The first of the replied words that is not full.
  @usableFromInline var low = 0
  /// The last of the replied words that is not empty.
  @usableFromInline var high = -1
  /// The exclusive or of a mixed word for each member: equal sets have equal fingerprints.
  @usableFromInline var fingerprint: UInt64 = 0

  /// The empty set.
  @inlinable
  init(count: Int, completed: Int) {
    self.completed = completed
    repliedWords = count <= 64 ? 1 : (completed + 63) / 64
    shift = count <= 64 ? 0 : repliedWords * 64 - completed
    words = Array(repeating: 0, count: (count + shift + 63) / 64)
    if words.isEmpty {
      words = [0]
    }
  }

  /// Adds `operation`, which is no member. O(1) on average.
  @inlinable
  mutating func insert(_ operation: Int) {
    let word = flip(operation)
    if word < repliedWords {
      high = max(high, word)
      while low < repliedWords && words[low] == .max {
        low += 1
      }
    }
  }

  /// Removes `operation`, which is a member. O(1) on average.
  @inlinable
  mutating func remove(_ operation: Int) {
    let word = flip(operation)
    if word < repliedWords {
      low = min(low, word)
      while high >= 0 && words[high] == 0 {
        high -= 1
      }
    }
  }

  /// Whether `operation` is a member.
  @inlinable
  func contains(_ operation: Int) -> Bool {
    let bit = position(operation)
    return words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  /// Appends the words that tell this set from others with the same `low`.
  @inlinable
  func appendKey(to arena: inout [UInt64]) {
    if low <= high {
      for index in low...high {
        arena.append(words[index])
      }
    }
    for index in repliedWords..<words.count {
      arena.append(words[index])
    }
  }

  @inlinable
  func position(_ operation: Int) -> Int { operation < completed ? operation : operation + shift }

  @inlinable
  mutating func flip(_ operation: Int) -> Int {
    let bit = position(operation)
    words[bit >> 6] ^= 1 << UInt64(bit & 63)
    fingerprint ^= mixed(UInt64(operation) &+ 1)
    return bit >> 6
  }
}

/// A bijection of the 64-bit words in which every input bit reaches every output bit: SplitMix64's output function.
@inlinable
func mixed(_ word: UInt64) -> UInt64 {
  var z = word &* 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
