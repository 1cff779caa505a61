/// The nodes of a segment tree that together cover a run of leaves, each as large as can be and no two over one leaf.
///
/// A tree over n leaves has node 1 as its root, 2i and 2i + 1 below node i, and n, n + 1, ... as its leaves. A leaf's
/// ancestors, itself included, therefore are its halves down to 1, and just one of them is in the cover of each run
/// that the leaf is in.
struct SegmentCover: Sequence, IteratorProtocol {
  private var first: Int
  private var end: Int
  private var pending = 0

  /// - Parameter run: of the `leaves` that there are, from 0.
  init(_ run: ClosedRange<Int>, leaves: Int) {
    first = run.lowerBound + leaves
    end = run.upperBound + leaves + 1
  }

  mutating func next() -> Int? {
    if pending != 0 {
      defer { pending = 0 }
      return pending
    }
    while first < end {
      let (left, right) = (first & 1 == 1 ? first : 0, end & 1 == 1 ? end - 1 : 0)
      first = (first + 1) >> 1
      end >>= 1
      if left != 0 {
        pending = right
        return left
      }
      if right != 0 { return right }
    }
    return nil
  }
}
