import ExactNumbers
import Randomness

/// Kademlia (Maymounkov, Mazières, IPTPS 2002) on 64-bit identifiers: XOR metric, buckets of k = 20 contacts, iterative
/// lookups that ask alpha = 3 nodes at a time until the k closest have answered.
///
/// The owner of a key is the node whose identifier is closest to it by XOR. Bucket p of a node holds nodes that share
/// exactly p leading bits with it; where there are more than k, a uniform sample of k stands for those met first. A
/// bucket is never empty when such nodes exist, which is what makes every lookup end at the owner.
public struct Kademlia: Overlay {
  /// Contacts in a bucket, and nodes that an answer names: k.
  public static let bucketSize = 20

  /// Questions under way at once: alpha.
  public static let parallelism = 3

  /// Identifiers in ascending order.
  public let identifiers: [UInt64]

  @usableFromInline package var contacts: [UInt32]
  @usableFromInline let buckets: [Bucket]
  @usableFromInline let rows: [Row]

  /// A bucket that is not empty: leading bits shared with the owner of the row, and where its contacts end in the row.
  @usableFromInline
  struct Bucket: BitwiseCopyable, Sendable {
    @usableFromInline var sharedBits: UInt16
    @usableFromInline var end: UInt16

    init(sharedBits: Int, end: Int) {
      self.sharedBits = UInt16(sharedBits)
      self.end = UInt16(end)
    }
  }

  /// Where a node's contacts and buckets begin.
  @usableFromInline
  struct Row: BitwiseCopyable, Sendable {
    @usableFromInline var firstContact: Int
    @usableFromInline var firstBucket: Int
  }

  /// A network of `nodes` random identifiers with complete buckets, from a seed. Time O(k N log N).
  public init(nodes: Int, seed: Seed) {
    precondition((1...1 << 32 - 1).contains(nodes), "Kademlia has a node or more")
    var generator = seed.stream("overlay.kademlia.identifiers")
    self.init(identifiers: RandomIdentifiers.sorted(count: nodes, using: &generator), seed: seed)
  }

  /// A network of these identifiers, which must ascend strictly.
  public init(identifiers: [UInt64], seed: Seed) {
    precondition(!identifiers.isEmpty, "Kademlia has a node or more")
    precondition(zip(identifiers, identifiers.dropFirst()).allSatisfy(<), "identifiers ascend strictly")
    var builder = BucketBuilder(identifiers: identifiers, seed: seed)
    builder.visit(0..<identifiers.count, bit: 63)
    self.identifiers = identifiers
    self.contacts = builder.contacts
    self.buckets = builder.buckets
    self.rows = builder.rows + [Row(firstContact: builder.contacts.count, firstBucket: builder.buckets.count)]
  }

  /// The number of nodes.
  @inlinable public var nodeCount: Int { identifiers.count }

  /// A random key.
  public func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  /// The node whose identifier is closest to `key` by XOR. Time O(log^2 N).
  public func owner(of key: UInt64) -> NodeIndex { identifiers.closest(to: key) }

  /// All contacts of a node.
  public func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {
    for contact in contacts[rows[node].firstContact..<rows[node + 1].firstContact].sorted() { body(Int(contact)) }
  }

  /// The contacts of a node by the number of leading bits that they share with it; empty buckets are left out.
  public func buckets(of node: NodeIndex) -> [(sharedBits: Int, contacts: [NodeIndex])] {
    var start = rows[node].firstContact
    return buckets[rows[node].firstBucket..<rows[node + 1].firstBucket].map { bucket in
      let end = rows[node].firstContact + Int(bucket.end)
      defer { start = end }
      return (Int(bucket.sharedBits), contacts[start..<end].map(Int.init))
    }
  }

  /// The start asks every node itself.
  public var lookupStyle: LookupStyle { .iterative }

  /// Shares by the number of branchings above a node in the trie of identifiers: each halves what is left.
  public var keyShares: KeyShares? {
    // A bucket that is not empty is a branching.
    var byDepth: [Int: Int] = [:]
    for node in 0..<nodeCount { byDepth[rows[node + 1].firstBucket - rows[node].firstBucket, default: 0] += 1 }
    return KeyShares(groups: byDepth.map { (share: Rational(1, BigInt(1) << $0.key), nodes: $0.value) })
  }

  /// Everything: answers compare identifiers of contacts, so that hops read them, too.
  public var footprint: OverlayFootprint {
    OverlayFootprint(
      hopPath: identifiers.count * MemoryLayout<UInt64>.stride + contacts.count * MemoryLayout<UInt32>.stride
        + buckets.count * MemoryLayout<Bucket>.stride + rows.count * MemoryLayout<Row>.stride,
      aside: 0)
  }

  /// Bytes that building a network of `nodes` nodes takes: k contacts for each level above the last k nodes, and fewer
  /// below, in an array that may double while it grows.
  public static func estimatedBytes(nodes: Int) -> Int {
    let levels = Int.bitWidth - nodes.leadingZeroBitCount
    let contacts = min(nodes, bucketSize * max(1, levels - 4) + 2 * bucketSize)
    return nodes * (2 * 4 * contacts + 4 * (levels + 2) + 16 + 8)
  }
}

/// Fills buckets in one walk over the trie of identifiers: the halves left behind on the way to a node are its buckets.
private struct BucketBuilder {
  let identifiers: [UInt64]
  var contacts: [UInt32] = []
  var buckets: [Kademlia.Bucket] = []
  var rows: [Kademlia.Row] = []
  private var siblings: [(sharedBits: Int, nodes: Range<Int>)] = []
  private var generator: Xoshiro256StarStar

  init(identifiers: [UInt64], seed: Seed) {
    self.identifiers = identifiers
    generator = seed.stream("overlay.kademlia.buckets")
    rows.reserveCapacity(identifiers.count + 1)
    contacts.reserveCapacity(Kademlia.estimatedBytes(nodes: identifiers.count) / 8)
  }

  /// Visits the nodes of `range`, which agree on all bits above `bit`, in ascending order.
  mutating func visit(_ range: Range<Int>, bit: Int) {
    guard range.count > 1 else {
      appendRow()
      return
    }
    let (zeros, ones) = identifiers.halves(of: range, bit: bit)
    for (half, other) in [(zeros, ones), (ones, zeros)] where !half.isEmpty {
      if !other.isEmpty { siblings.append((63 - bit, other)) }
      visit(half, bit: bit - 1)
      if !other.isEmpty { siblings.removeLast() }
    }
  }

  private mutating func appendRow() {
    let first = contacts.count
    rows.append(Kademlia.Row(firstContact: first, firstBucket: buckets.count))
    for (sharedBits, nodes) in siblings {
      appendSample(of: nodes)
      buckets.append(Kademlia.Bucket(sharedBits: sharedBits, end: contacts.count - first))
    }
  }

  /// Up to k different nodes of the range, every choice equally likely (Floyd's algorithm).
  private mutating func appendSample(of nodes: Range<Int>) {
    guard nodes.count > Kademlia.bucketSize else {
      contacts.append(contentsOf: nodes.lazy.map { UInt32(truncatingIfNeeded: $0) })
      return
    }
    let first = contacts.count
    for last in nodes.upperBound - Kademlia.bucketSize..<nodes.upperBound {
      let drawn = UInt32(truncatingIfNeeded: nodes.lowerBound + generator.below(last - nodes.lowerBound + 1))
      contacts.append(contacts[first...].contains(drawn) ? UInt32(truncatingIfNeeded: last) : drawn)
    }
  }
}

extension [UInt64] {
  /// The place of the value that is closest to `key` by XOR in an array that ascends and is not empty. Time O(log^2 N).
  func closest(to key: UInt64) -> Int {
    var range = indices
    var bit = 63
    while range.count > 1, bit >= 0 {
      let (zeros, ones) = halves(of: range, bit: bit)
      let (near, far) = key >> UInt64(bit) & 1 == 0 ? (zeros, ones) : (ones, zeros)
      range = near.isEmpty ? far : near
      bit -= 1
    }
    return range.lowerBound
  }

  /// Divides a range of ascending values that agree above `bit` by that bit.
  fileprivate func halves(of range: Range<Int>, bit: Int) -> (zeros: Range<Int>, ones: Range<Int>) {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) >> 1
      if self[middle] >> UInt64(bit) & 1 == 0 { low = middle + 1 } else { high = middle }
    }
    return (range.lowerBound..<low, low..<range.upperBound)
  }
}
