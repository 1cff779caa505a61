/// For each attribute, ends of the ranges that are asked of it, ascending: all of them, or an even sample where they
/// are very many.
struct EndSamples: Sendable {
  /// Those of one attribute after those of another.
  private(set) var ends: [Int64]
  /// Where those of each attribute begin; then their number.
  private let firsts: [Int]

  var bytes: Int { (ends.capacity + firsts.capacity) * MemoryLayout<Int64>.stride }

  /// Of no attribute.
  init() { (ends, firsts) = ([], [0]) }

  /// - Parameter most: the most ranges of one attribute whose ends are taken.
  init(of table: ConstraintTable, most: Int) {
    let strides = table.popularity.map { max(1, ($0 + most - 1) / most) }
    var firsts = [0]
    for (uses, stride) in zip(table.popularity, strides) {
      firsts.append(firsts[firsts.count - 1] + 2 * ((uses + stride - 1) / stride))
    }
    var ends = [Int64](repeating: 0, count: firsts[firsts.count - 1])
    var (next, waiting) = (firsts, [Int](repeating: 0, count: strides.count))
    for name in table.names {
      for place in table.range(of: name) {
        let constraint = table.constraints[place]
        let attribute = Int(constraint.attribute)
        if waiting[attribute] == 0 {
          ends[next[attribute]] = constraint.low
          ends[next[attribute] + 1] = constraint.high
          next[attribute] += 2
          waiting[attribute] = strides[attribute]
        }
        waiting[attribute] -= 1
      }
    }
    ends.withUnsafeMutableBufferPointer { all in
      for (first, end) in zip(firsts, firsts.dropFirst()) {
        var own = UnsafeMutableBufferPointer(rebasing: all[first..<end])
        own.sort()
      }
    }
    (self.ends, self.firsts) = (ends, firsts)
  }

  /// Where the ends of an attribute are; nowhere if it is newer than the sample.
  func range(of attribute: Int) -> Range<Int> {
    attribute + 1 < firsts.count ? firsts[attribute]..<firsts[attribute + 1] : 0..<0
  }
}
