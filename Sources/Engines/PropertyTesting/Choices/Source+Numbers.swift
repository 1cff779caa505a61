import Randomness

extension Source {
  /// A number in `0 ..< n`, each with exactly the same probability; 0 is the simplest.
  ///
  /// - Precondition: `n > 0`.
  @inlinable
  public mutating func below(_ n: Int) throws(Rejection) -> Int {
    precondition(n > 0, "a choice among nothing has no outcome")
    let maximum = UInt64(n) &- 1
    return Int(try choose(upTo: maximum, origin: 0) { $0.below(maximum &+ 1) })
  }

  /// True with the given probability; false is the simplest.
  ///
  /// - Precondition: `probability` is in `0 ... 1`.
  @inlinable
  public mutating func coin(_ probability: Double = 0.5) throws(Rejection) -> Bool {
    try choose(upTo: 1, origin: 0) { $0.coin(probability) ? 1 : 0 } == 1
  }

  /// An integer of the range, more often than not near to `origin` or to an edge, where faults are.
  ///
  /// The simplest integer is `origin`: if nil, zero, or the bound that is nearest to it.
  ///
  /// - Precondition: integers have at most 64 bits, and `origin` lies in the range.
  @inlinable
  public mutating func integer<T: FixedWidthInteger>(
    in range: ClosedRange<T>, origin: T? = nil
  ) throws(Rejection) -> T {
    let (maximum, start) = Self.offsets(in: range, origin: origin)
    let (share, size) = (edgeShare, size)
    let offset = try choose(upTo: maximum, origin: start) { random in
      Self.telling(upTo: maximum, origin: start, edgeShare: share, size: size, &random)
    }
    return T(truncatingIfNeeded: UInt64(truncatingIfNeeded: range.lowerBound) &+ offset)
  }

  /// An integer of the range, each with exactly the same probability.
  ///
  /// - Precondition: integers have at most 64 bits, and `origin` lies in the range.
  @inlinable
  public mutating func uniform<T: FixedWidthInteger>(
    in range: ClosedRange<T>, origin: T? = nil
  ) throws(Rejection) -> T {
    let (maximum, start) = Self.offsets(in: range, origin: origin)
    let offset = try choose(upTo: maximum, origin: start) { $0.through(maximum) }
    return T(truncatingIfNeeded: UInt64(truncatingIfNeeded: range.lowerBound) &+ offset)
  }

  /// The range as `0 ... maximum`, and the simplest number in it.
  @inlinable
  static func offsets<T: FixedWidthInteger>(in range: ClosedRange<T>, origin: T?) -> (maximum: UInt64, origin: UInt64) {
    precondition(T.bitWidth <= 64, "integers of more than 64 bits are generated from parts")
    let nearest: T = range.lowerBound > 0 ? range.lowerBound : range.upperBound < 0 ? range.upperBound : 0
    let simplest = origin ?? nearest
    precondition(range.contains(simplest), "the simplest integer \(simplest) is not in \(range)")
    let low = UInt64(truncatingIfNeeded: range.lowerBound)
    return (UInt64(truncatingIfNeeded: range.upperBound) &- low, UInt64(truncatingIfNeeded: simplest) &- low)
  }

  /// A number among `0 ... maximum` as tests want them: small distances from the origin as often as large ones, edges now and
  /// then.
  @usableFromInline
  static func telling(
    upTo maximum: UInt64, origin: UInt64, edgeShare: UInt64, size: Double, _ random: inout Xoshiro256StarStar
  ) -> UInt64 {
    let roll = random.next()
    if roll & 255 < edgeShare { return edge(upTo: maximum, origin: origin, &random) }
    // Few numbers are all alike; of many, a quarter are drawn evenly.
    if maximum < 16 || roll >> 8 & 3 == 0 { return random.through(maximum) }
    let (above, below) = (maximum &- origin, origin)
    let goesUp = below == 0 || (above > 0 && roll >> 10 & 1 == 0)
    let reach = goesUp ? above : below
    let bits = 64 - reach.leadingZeroBitCount
    let widest = min(bits, 4 + Int(60 * size))
    let width = random.below(widest + 1)
    let distance = min(width == 0 ? 0 : random.next() >> UInt64(64 - width), reach)
    return goesUp ? origin &+ distance : origin &- distance
  }

  /// A bound, the origin, or a number beside one of them.
  private static func edge(upTo maximum: UInt64, origin: UInt64, _ random: inout Xoshiro256StarStar) -> UInt64 {
    switch random.below(7) {
    case 0: 0
    case 1: maximum
    case 2: origin
    case 3: origin < maximum ? origin + 1 : origin
    case 4: origin > 0 ? origin - 1 : origin
    case 5: min(1, maximum)
    default: maximum - 1
    }
  }
}

extension RandomNumberGenerator {
  /// A number in `0 ... maximum`, each with exactly the same probability.
  @inlinable
  mutating func through(_ maximum: UInt64) -> UInt64 { maximum == .max ? next() : below(maximum &+ 1) }
}
