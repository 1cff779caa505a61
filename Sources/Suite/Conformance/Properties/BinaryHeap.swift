import PropertyTesting

/// A binary heap, and a wrong way to sort one: the subject of a shrinking challenge.
indirect enum BinaryHeap: Sendable {
  case node(Int, BinaryHeap?, BinaryHeap?)

  var count: Int {
    switch self {
    case .node(_, let left, let right): 1 + (left?.count ?? 0) + (right?.count ?? 0)
    }
  }

  /// The elements in the order in which a walk meets them.
  var elements: [Int] {
    switch self {
    case .node(let head, let left, let right): [head] + (right?.elements ?? []) + (left?.elements ?? [])
    }
  }

  /// The least first; after it, by mistake, the others as they lie.
  var wronglySorted: [Int] {
    switch self {
    case .node(let head, let left, let right): [head] + (Self.merged(left, right)?.elements ?? [])
    }
  }

  private static func merged(_ first: BinaryHeap?, _ second: BinaryHeap?) -> BinaryHeap? {
    guard case .node(let a, let leftOfA, let rightOfA) = first else { return second }
    guard case .node(let b, let leftOfB, let rightOfB) = second else { return first }
    return a <= b
      ? .node(a, merged(rightOfA, second), leftOfA) : .node(b, merged(rightOfB, first), leftOfB)
  }

  /// Heaps, one in four not empty, as each of their children.
  static let generator = heaps(least: 0)

  private static func heaps(least: Int) -> Generator<BinaryHeap?> {
    Generator { source throws(Rejection) in
      guard try source.coin(0.25) else { return nil }
      let head = try source.integer(in: least...Int(Int32.max))
      return .node(head, try source.draw(heaps(least: head)), try source.draw(heaps(least: head)))
    }
  }
}
