import Randomness

extension LatencyMatrix {
  /// A symmetric random matrix with d(u, v) <= rho · max(d(u, w), d(w, v)) for all u, v, w, in floating point too.
  ///
  /// A random tree gives an ultrametric of diameter 500 ms; each pair's distance in it is multiplied by an independent
  /// number between 1 and `rho`. Where the ultrametric has u <= d <= rho · u, the inequality follows. O(n²).
  ///
  /// - Precondition: `hosts` is in `2 ... largestCount`, `rho` in `1 ... 1000`.
  public static func inframetric(hosts: Int, rho: Double, seed: UInt64) -> LatencyMatrix {
    precondition(2...largestCount ~= hosts, "a synthetic matrix has 2 to \(largestCount) hosts")
    precondition(1...1000 ~= rho, "the rho of an inframetric lies between 1 and 1000")
    var generator = Seed(seed).stream("inframetric")
    var cells = [Double](repeating: 0, count: hosts * hosts)
    let order = generator.permutation(of: hosts)
    // Subtrees still to be split: hosts at consecutive positions of the order, and their diameter.
    var subtrees = [(positions: 0..<hosts, diameter: 500.0)]
    while let (positions, diameter) = subtrees.popLast() {
      guard positions.count > 1 else { continue }
      let cut = positions.lowerBound + 1 + generator.below(positions.count - 1)
      for left in positions.lowerBound..<cut {
        for right in cut..<positions.upperBound {
          // Rounding is monotone, so the product stays between the diameter and rho times the diameter.
          let latency = diameter * (1 + (rho - 1) * generator.unit())
          cells[order[left] * hosts + order[right]] = latency
          cells[order[right] * hosts + order[left]] = latency
        }
      }
      for half in [positions.lowerBound..<cut, cut..<positions.upperBound] {
        // The floor leaves an ultrametric one.
        subtrees.append((half, max(0.05, diameter * (0.4 + 0.6 * generator.unit()))))
      }
    }
    return LatencyMatrix(
      name: "inframetric(hosts: \(hosts), rho: \(rho), seed: \(seed))", count: hosts, milliseconds: cells)
  }
}
