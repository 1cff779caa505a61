import Randomness

/// Where a generator's choices come from, and the record of them.
///
/// A source plays back the numbers it was given; after these it draws at random, or takes the simplest. All that it hands out is
/// recorded, with the spans in which it was asked for.
public struct Source {
  /// What has been chosen so far.
  @usableFromInline var recording = Recording()
  /// The numbers to be played back.
  @usableFromInline var script: [UInt64] = []
  /// The innermost open span.
  @usableFromInline var innermost = -1
  /// Where numbers come from after the script; the simplest are taken if there is nothing.
  @usableFromInline var random: Xoshiro256StarStar?
  /// The most choices.
  @usableFromInline var limit: Int
  /// How often a number at the edge of its range is drawn, in 256ths.
  @usableFromInline var edgeShare: UInt64 = 16
  /// How large values may get, 0...1: collections and recursion grow with it. It changes how likely numbers are and never what they
  /// mean, so that a case comes back from its choices alone.
  @usableFromInline var size: Double = 1

  /// The most choices of one case, unless told otherwise.
  public static let defaultLimit = 1 << 13

  /// A source that draws at random.
  ///
  /// - Precondition: `size` is in `0 ... 1`.
  public init(_ random: Xoshiro256StarStar, size: Double = 1) {
    precondition(size >= 0 && size <= 1, "a size lies between 0 and 1")
    self.random = random
    self.size = size
    limit = Self.defaultLimit
  }

  /// A source that plays back `script`, and then takes the simplest of what is asked for.
  public init(replaying script: [UInt64], limit: Int = Self.defaultLimit) {
    self.script = script
    self.limit = limit
  }

  /// Begins a case anew.
  mutating func restart(
    _ script: [UInt64] = [], random: Xoshiro256StarStar? = nil, limit: Int = Self.defaultLimit, size: Double = 1,
    edgeShare: UInt64 = 16
  ) {
    recording.removeAll()
    self.script = script
    self.random = random
    self.limit = limit
    self.size = size
    self.edgeShare = edgeShare
    innermost = -1
  }

  /// Chooses among `0 ... maximum`; `fresh` draws when nothing is played back. A choice of one is none and leaves no record.
  @inlinable
  mutating func choose(
    upTo maximum: UInt64, origin: UInt64, _ fresh: (inout Xoshiro256StarStar) -> UInt64
  ) throws(Rejection) -> UInt64 {
    if maximum == 0 { return 0 }
    let place = recording.choices.count
    guard place < limit else { throw .tooLarge }
    let value: UInt64
    if place < script.count {
      value = min(script[place], maximum)
    } else if random != nil {
      value = fresh(&random!)
    } else {
      value = origin
    }
    recording.append(Choice(value, upTo: maximum, origin: origin))
    return value
  }

  /// Has `body` make its choices within a span of its own.
  ///
  /// Spans with the same label may be put in each other's place, as the subtrees of a tree are.
  @inlinable
  public mutating func span<Value>(
    _ label: UInt64, _ body: (inout Source) throws(Rejection) -> Value
  ) throws(Rejection) -> Value {
    let outer = innermost
    let span = recording.open(label, in: outer)
    innermost = span
    let value = try body(&self)
    recording.close(span)
    innermost = outer
    return value
  }

  /// Generates a value.
  @inlinable
  public mutating func draw<Value>(_ generator: Generator<Value>) throws(Rejection) -> Value {
    try generator.run(&self)
  }
}

/// Why a source or a generator gives no value.
public enum Rejection: Error, Hashable, Sendable {
  /// The generator, or the property's assumptions, do not want what was drawn.
  case unwanted
  /// The case would take more choices than it may.
  case tooLarge
}
