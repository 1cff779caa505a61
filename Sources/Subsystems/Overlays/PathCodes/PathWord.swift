import ExactNumbers
import Randomness

/// A path of a ``RegularDigraph``, packed: its first vertex, then one digit a step.
///
/// Among words of one length the packed bits order as the paths do, and a prefix is a shift. Over K(2,1) the bits are
/// the rank of a ``KautzString``. A word does not know its graph; operations that need the graph stand in an
/// extension of it.
public struct PathWord: Hashable, Sendable {
  /// First vertex in the high bits, then `digitBits` a digit.
  public var bits: UInt128

  /// The number of vertices on the path, at least 1.
  public var length: Int

  /// Makes a word from its packed form.
  @inlinable public init(bits: UInt128, length: Int) {
    self.bits = bits
    self.length = length
  }
}

extension PathWord {
  /// The Kautz string that a word over K(2,1) spells.
  public var kautzString: KautzString { KautzString(rank: bits, length: length) }

  /// The word over K(2,1) that spells `string`.
  public init(_ string: KautzString) { self.init(bits: string.rank, length: string.length) }
}

extension RegularDigraph {
  /// The longest path that a ``PathWord`` holds.
  public var maximumWordLength: Int { (128 - vertexBits) / digitBits + 1 }

  /// The path that consists of `vertex` alone.
  @inlinable public func word(_ vertex: Int) -> PathWord { PathWord(bits: UInt128(vertex), length: 1) }

  /// The path through these vertices; nil when two neighbours are not joined by an edge, or there are too many or none.
  public func word(through vertices: some Sequence<Int>) -> PathWord? {
    var word: PathWord?
    var last = 0
    for vertex in vertices {
      guard (0..<vertexCount).contains(vertex) else { return nil }
      if let path = word {
        guard let digit = digit(from: last, to: vertex), path.length < maximumWordLength else { return nil }
        word = child(of: path, by: digit)
      } else {
        word = self.word(vertex)
      }
      last = vertex
    }
    return word
  }

  /// A path of `length` vertices drawn uniformly: every first vertex and every digit equally likely.
  public func randomWord(length: Int, using generator: inout some RandomNumberGenerator) -> PathWord {
    precondition((1...maximumWordLength).contains(length), "the word is too long to pack")
    var word = self.word(generator.below(vertexCount))
    for _ in 1..<max(length, 1) { word = child(of: word, by: generator.below(degree)) }
    return word
  }

  /// The vertices of the path from first to last.
  public func vertices(of word: PathWord) -> [Int] {
    var result = [first(of: word)]
    result.reserveCapacity(word.length)
    for position in 1..<max(word.length, 1) {
      result.append(successor(of: result[position - 1], by: digit(of: word, at: position)))
    }
    return result
  }

  /// The vertices as text: digits without separators up to ten vertices, dotted beyond.
  public func text(of word: PathWord) -> String {
    vertices(of: word).map(String.init).joined(separator: vertexCount <= 10 ? "" : ".")
  }

  /// The path taken from its last vertex to its first, in ``reversed``.
  public func reversal(of word: PathWord, in reversed: RegularDigraph) -> PathWord {
    guard let result = reversed.word(through: vertices(of: word).reversed()) else {
      preconditionFailure("a path turned round is a path of the reversed graph")
    }
    return result
  }

  /// The first vertex.
  @inlinable public func first(of word: PathWord) -> Int {
    Int(truncatingIfNeeded: word.bits &>> UInt128(truncatingIfNeeded: digitBits * (word.length - 1)))
  }

  /// The digit by which the path enters position `position`, `1 ..< length`.
  @inlinable public func digit(of word: PathWord, at position: Int) -> Int {
    let shift = UInt128(truncatingIfNeeded: digitBits * (word.length - 1 - position))
    return Int(truncatingIfNeeded: word.bits &>> shift) & ((1 &<< digitBits) - 1)
  }

  /// The path one step longer, by `digit`.
  @inlinable public func child(of word: PathWord, by digit: Int) -> PathWord {
    PathWord(
      bits: word.bits &<< UInt128(truncatingIfNeeded: digitBits) | UInt128(truncatingIfNeeded: digit),
      length: word.length + 1)
  }

  /// The first `count` vertices, `1 ... length`.
  @inlinable public func prefix(of word: PathWord, _ count: Int) -> PathWord {
    PathWord(
      bits: word.bits &>> UInt128(truncatingIfNeeded: digitBits * (word.length - count)), length: count)
  }

  /// Whether `other` begins with `word`.
  @inlinable public func isPrefix(_ word: PathWord, of other: PathWord) -> Bool {
    word.length <= other.length && prefix(of: other, word.length).bits == word.bits
  }

  /// The path without its first vertex. Its digits are the same: only the new first vertex has to be worked out.
  @inlinable public func droppingFirst(of word: PathWord) -> PathWord {
    let next = successor(of: first(of: word), by: digit(of: word, at: 1))
    let shift = UInt128(truncatingIfNeeded: digitBits * (word.length - 2))
    let tail = word.bits & ((1 &<< shift) &- 1)
    return PathWord(bits: UInt128(truncatingIfNeeded: next) &<< shift | tail, length: word.length - 1)
  }

  /// The path that enters the first vertex of `word` from `vertex`, which must have an edge to it.
  @inlinable public func prepending(_ vertex: Int, to word: PathWord) -> PathWord {
    let shift = UInt128(truncatingIfNeeded: digitBits * (word.length - 1))
    let digit = digits[vertex * vertexCount + first(of: word)]
    let body = word.bits & ((1 &<< shift) &- 1) | UInt128(digit) &<< shift
    return PathWord(
      bits: UInt128(truncatingIfNeeded: vertex) &<< (shift + UInt128(truncatingIfNeeded: digitBits)) | body,
      length: word.length + 1)
  }

  /// The length of the longest suffix of `word` that `other` begins with. Linear in the length of `word`.
  @inlinable public func overlap(suffixOf word: PathWord, prefixOf other: PathWord) -> Int {
    var vertex = first(of: word)
    let otherFirst = first(of: other)
    for start in 0..<word.length {
      let length = word.length - start
      if vertex == otherFirst && length <= other.length {
        let mask = UInt128(1) &<< UInt128(truncatingIfNeeded: digitBits * (length - 1)) &- 1
        if (word.bits ^ prefix(of: other, length).bits) & mask == 0 { return length }
      }
      if length > 1 { vertex = successor(of: vertex, by: digit(of: word, at: start + 1)) }
    }
    return 0
  }
}
