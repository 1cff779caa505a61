import ExactNumbers

/// How the key space is divided among the nodes, exactly.
///
/// The shares of a complete overlay add up to 1, which proves in one number that no key is without an owner and none
/// has two. The sum of their squares is the probability that two random keys meet at the same node.
public struct KeyShares: Sendable, Equatable {
  /// The number of nodes.
  public let nodes: Int

  /// The sum of all shares. Anything but 1 means that keys are orphaned or owned twice.
  public let total: Rational

  /// The largest share.
  public let largest: Rational

  /// The sum of the squared shares.
  public let collisionProbability: Rational

  /// The largest share over the mean share: at least 1, or 0 when nobody owns anything.
  public var largestOverMean: Rational {
    total == Rational(0, 1) ? total : largest * Rational(BigInt(nodes), 1) / total
  }

  /// Adds up shares given as groups of nodes with equal shares. Linear in the number of groups.
  public init(groups: some Sequence<(share: Rational, nodes: Int)>) {
    var nodes = 0
    var total = Rational(0, 1)
    var largest = Rational(0, 1)
    var squares = Rational(0, 1)
    for group in groups where group.nodes > 0 {
      let count = Rational(BigInt(group.nodes), 1)
      nodes += group.nodes
      total += group.share * count
      squares += group.share * group.share * count
      largest = max(largest, group.share)
    }
    self.nodes = nodes
    self.total = total
    self.largest = largest
    self.collisionProbability = squares
  }

  /// Adds up arcs of a ring of `2^bits` points, one arc a node, exactly. Linear in the number of nodes.
  ///
  /// An arc of length 0 stands for the whole ring, which is what a lone node owns.
  public init(arcs: some Sequence<UInt64>, ringBits bits: Int) {
    let ring = BigInt(1) << bits
    var nodes = 0
    var total: UInt128 = 0
    var largest: UInt128 = 0
    // Squares of 64-bit arcs need 128 bits each; their carries are counted apart.
    var squares: UInt128 = 0
    var carries = 0
    for arc in arcs {
      let length = arc == 0 ? UInt128(1) << UInt128(bits) : UInt128(arc)
      nodes += 1
      total += length
      largest = max(largest, length)
      if length > UInt128(UInt64.max) {
        carries += 1  // (2^64)^2 is exactly one carry
        continue
      }
      let (sum, overflow) = squares.addingReportingOverflow(length * length)
      squares = sum
      if overflow { carries += 1 }
    }
    self.nodes = nodes
    self.total = Rational(BigInt(total), ring)
    self.largest = Rational(BigInt(largest), ring)
    self.collisionProbability = Rational((BigInt(carries) << 128) + BigInt(squares), ring * ring)
  }
}
