import Randomness

extension LatencyMatrix {
  /// A symmetric matrix like those measured on PlanetLab: clusters, slow last miles, and the share of violated
  /// triangles (a sixth to a quarter) that real routing has.
  ///
  /// Hosts scatter around six centres in space. A latency is the distance plus both hosts' last miles, times
  /// log-normal noise; about one pair in eight takes a detour, whose length beyond the latency is Pareto-distributed
  /// from 0 on. All latencies are scaled to the wanted median and kept between 0.05 ms and 5 s. Same arguments, same
  /// matrix, on every platform. O(n² log n).
  ///
  /// - Parameter medianMilliseconds: the median over all pairs; the default is that of the PlanetLab data.
  /// - Precondition: `hosts` is in `2 ... largestCount`, `medianMilliseconds` in `0.05 ... 5000`.
  public static func synthetic(hosts: Int, seed: UInt64, medianMilliseconds: Double = 135) -> LatencyMatrix {
    precondition(2...largestCount ~= hosts, "a synthetic matrix has 2 to \(largestCount) hosts")
    precondition(0.05...5000 ~= medianMilliseconds, "a median lies between 0.05 and 5000 ms")
    let positions = SyntheticHost.scattered(hosts, seed: Seed(seed))
    var generator = Seed(seed).stream("pairs")
    let noise = Normal(deviation: 0.12)
    // Of the second kind, starting at 0: of the first, a third of all triangles would be violated.
    let detour = Pareto(shape: 2.2)
    var latencies: [Double] = []
    latencies.reserveCapacity(hosts * (hosts - 1) / 2)
    for host in positions.indices {
      for other in 0..<host {
        var latency = positions[host].latency(to: positions[other]) * PortableMath.exp(noise.draw(using: &generator))
        if generator.coin(0.12) {
          latency *= 1 + 0.5 * (detour.draw(using: &generator) - 1)
        }
        latencies.append(latency)
      }
    }
    let factor = medianMilliseconds / quantile(0.5, of: latencies.sorted())
    let cells = symmetricCells(count: hosts, latencies.map { min(max($0 * factor, 0.05), 5000) })
    return LatencyMatrix(
      name: "synthetic(hosts: \(hosts), seed: \(seed), median: \(medianMilliseconds) ms)", count: hosts,
      milliseconds: cells)
  }

  /// The full matrix of a lower triangle, given row by row.
  static func symmetricCells(count: Int, _ lowerTriangle: [Double]) -> [Double] {
    var cells = [Double](repeating: 0, count: count * count)
    var next = 0
    for host in 0..<count {
      for other in 0..<host {
        cells[host * count + other] = lowerTriangle[next]
        cells[other * count + host] = lowerTriangle[next]
        next += 1
      }
    }
    return cells
  }
}

/// A host of the synthetic world: a place, and a height above it for the last mile, both in milliseconds.
private struct SyntheticHost {
  let place: SIMD3<Double>
  let height: Double

  func latency(to other: SyntheticHost) -> Double {
    let difference = place - other.place
    let squares = difference * difference
    // In a fixed order, unlike `sum()`.
    return (squares.x + squares.y + squares.z).squareRoot() + height + other.height
  }

  static func scattered(_ count: Int, seed: Seed) -> [SyntheticHost] {
    var generator = seed.stream("centres")
    let centres = (0..<6).map { _ in point(deviation: 55, using: &generator) }
    // Independent gamma weights, up to their sum, are Dirichlet shares.
    let weights = centres.map { _ in Gamma(shape: 1.5).draw(using: &generator) }
    let total = weights.reduce(0, +)

    generator = seed.stream("hosts")
    let lastMile = Exponential(mean: 6)
    return (0..<count).map { _ in
      var rest = generator.unit() * total
      var centre = 0
      while centre < centres.count - 1 && rest >= weights[centre] {
        rest -= weights[centre]
        centre += 1
      }
      let place = centres[centre] + point(deviation: 7, using: &generator)
      return SyntheticHost(place: place, height: lastMile.draw(using: &generator))
    }
  }

  private static func point(deviation: Double, using generator: inout Xoshiro256StarStar) -> SIMD3<Double> {
    let coordinate = Normal(deviation: deviation)
    let x = coordinate.draw(using: &generator)
    let y = coordinate.draw(using: &generator)
    let z = coordinate.draw(using: &generator)
    return SIMD3(x, y, z)
  }
}
