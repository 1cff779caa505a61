/// A subscription as it lies in the lists: a word with its name, the number of its constraints and how they are
/// written, and then these.
///
/// It is *narrow* if all its constraints fit a word as a ``CodedConstraint``; else it is *wide*, with three words for
/// each: the attribute's number, the low end in ordered form, and the width.
struct BETreeRecord {
  let words: UnsafePointer<UInt64>

  /// A constraint, its ends in ordered form.
  struct Part: BitwiseCopyable, Sendable {
    var number: UInt32
    var low: UInt64
    var high: UInt64
    /// The part of all events that is expected to meet it.
    var likelihood = 0.0

    /// The smallest interval around it.
    @inline(__always)
    var interval: AlignedInterval { AlignedInterval(from: low, through: high) }
  }

  @inline(__always)
  init(_ words: UnsafePointer<UInt64>) { self.words = words }

  @inline(__always)
  static func id(_ head: UInt64) -> SubscriptionID { SubscriptionID(unchecked: UInt32(truncatingIfNeeded: head)) }

  @inline(__always)
  static func isWide(_ head: UInt64) -> Bool { head >> 63 != 0 }

  @inline(__always)
  static func count(_ head: UInt64) -> Int { Int(head >> 32 & 0x7FFF_FFFF) }

  /// The words of a subscription.
  @inline(__always)
  static func length(_ head: UInt64) -> Int { 1 &+ count(head) &* (isWide(head) ? 3 : 1) }

  var id: SubscriptionID { Self.id(words[0]) }
  var count: Int { Self.count(words[0]) }
  var length: Int { Self.length(words[0]) }

  func number(_ index: Int) -> UInt32 {
    Self.isWide(words[0])
      ? UInt32(truncatingIfNeeded: words[1 + 3 * index]) : CodedConstraint(word: words[1 + index]).number
  }

  func part(_ index: Int, _ attributes: borrowing AttributeTable) -> Part {
    let number = number(index)
    if Self.isWide(words[0]) {
      let (low, width) = (words[2 + 3 * index], words[3 + 3 * index])
      return Part(number: number, low: low, high: low &+ width)
    }
    let (low, high) = CodedConstraint(word: words[1 + index]).ends(origin: attributes.figures[Int(number)].origin)
    return Part(number: number, low: low, high: high)
  }

  /// The smallest interval around the constraint on an attribute, if there is one.
  func interval(of number: UInt32, _ attributes: borrowing AttributeTable) -> AlignedInterval? {
    for index in 0..<count where self.number(index) == number { return part(index, attributes).interval }
    return nil
  }

  /// Writes a subscription: narrow if it can be.
  static func write(
    _ parts: [Part], as id: SubscriptionID, _ attributes: borrowing AttributeTable, to words: inout [UInt64]
  ) {
    let first = words.count
    words.append(UInt64(id.number) | UInt64(parts.count) << 32)
    for part in parts {
      let coded = CodedConstraint(
        number: part.number, from: part.low, through: part.high, origin: attributes.figures[Int(part.number)].origin)
      words.append(coded.word)
      if coded.isUnfit { words[first] |= 1 << 63 }
    }
    guard isWide(words[first]) else { return }
    words.removeSubrange((first + 1)...)
    for part in parts {
      words.append(UInt64(part.number))
      words.append(part.low)
      words.append(part.high - part.low)
    }
  }
}
