import Randomness

/// How often the triangle inequality fails: three hosts of which two reach each other faster by way of the third.
public struct TriangleViolations: Sendable, Hashable {
  /// The unordered triples of hosts that violate it.
  public let violated: Int
  /// The unordered triples that were looked at.
  public let examined: Int
  /// Whether these were all, or a random sample (with repetition).
  public let isExhaustive: Bool

  /// The share of violated triples; 0 if there are only two hosts.
  public var share: Double { examined == 0 ? 0 : Double(violated) / Double(examined) }
}

extension LatencyMatrix {
  /// Counts violated triangles: in all triples of hosts if there are at most `limit`, else in `limit` random ones.
  ///
  /// The latency of a pair is the mean of its two directions. O(min(n³, limit)) time; O(n²) memory for an asymmetric
  /// matrix.
  public func triangleViolations(limit: Int = 50_000_000, seed: Seed = 1) -> TriangleViolations {
    precondition(limit >= 0, "a number of triples is not negative")
    let distances = isSymmetric ? cells : symmetrised.cells
    let triples = count * (count - 1) / 2 * (count - 2) / 3
    let isExhaustive = triples <= limit
    let violated = distances.withUnsafeBufferPointer { distances in
      isExhaustive ? allViolations(distances) : sampledViolations(distances, triples: limit, seed: seed)
    }
    return TriangleViolations(violated: violated, examined: min(triples, limit), isExhaustive: isExhaustive)
  }

  private func allViolations(_ distances: UnsafeBufferPointer<Double>) -> Int {
    var violated = 0
    for a in 0..<count {
      for b in a + 1..<count {
        let ab = distances[a * count + b]
        for c in b + 1..<count where isViolated(ab, distances[a * count + c], distances[b * count + c]) {
          violated += 1
        }
      }
    }
    return violated
  }

  private func sampledViolations(_ distances: UnsafeBufferPointer<Double>, triples: Int, seed: Seed) -> Int {
    var generator = seed.stream("triangles")
    var violated = 0
    for _ in 0..<triples {
      let a = generator.below(count)
      var b = generator.below(count)
      while b == a {
        b = generator.below(count)
      }
      var c = generator.below(count)
      while c == a || c == b {
        c = generator.below(count)
      }
      if isViolated(distances[a * count + b], distances[a * count + c], distances[b * count + c]) {
        violated += 1
      }
    }
    return violated
  }
}

/// Whether one side is longer than the other two together.
@inline(__always)
private func isViolated(_ x: Double, _ y: Double, _ z: Double) -> Bool {
  // The margin keeps sums that are equal in the decimals of a file, but not in binary, from counting.
  2 * max(x, y, z) > (x + y + z) * (1 + 1e-12)
}
