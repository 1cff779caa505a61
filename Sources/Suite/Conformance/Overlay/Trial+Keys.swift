import PropertyTesting

extension Trial {
  /// A key anywhere, or one at or right beside an identifier, where one-off errors live.
  func key(
    near identifiers: [UInt64], _ beside: (UInt64, UInt64) -> UInt64
  ) throws(Rejection) -> UInt64 {
    if try below(2) == 1 { return try integer(in: 0...UInt64.max) }
    return beside(identifiers[try below(identifiers.count)], UInt64(try below(2)))
  }

  /// All of so many nodes, or some of them where there are more than `most`.
  func nodes(of count: Int, atMost most: Int) throws(Rejection) -> [Int] {
    if count <= most { return Array(0..<count) }
    var nodes: [Int] = []
    for _ in 0..<most { nodes.append(try below(count)) }
    return nodes
  }
}
