extension Overlay {
  /// The number of edges on a shortest way from `source` to each node; nil for nodes that cannot be reached. Time
  /// O(edges).
  public func distances(from source: NodeIndex) -> [Int?] {
    var distances = [Int?](repeating: nil, count: nodeCount)
    distances[source] = 0
    var queue = [source]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      let next = (distances[node] ?? 0) + 1
      head += 1
      forEachNeighbour(of: node) { neighbour in
        if distances[neighbour] == nil {
          distances[neighbour] = next
          queue.append(neighbour)
        }
      }
    }
    return distances
  }
}
