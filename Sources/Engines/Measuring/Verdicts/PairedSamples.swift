import Foundation

/// Samples of two builds that were taken next to each other: of one size of a kernel, or of several.
public struct PairedRound: Sendable, Hashable {
  /// Base's samples, one a size, ascending.
  public let base: [KernelSample]

  /// Head's samples of the same sizes.
  public let head: [KernelSample]

  /// Samples of the same sizes, at least one.
  init(base: [KernelSample], head: [KernelSample]) {
    precondition(base.count == head.count && !base.isEmpty, "a round has a sample of each build for each size")
    precondition(base.count == 1 || Set(base.map(\.size)).count == base.count, "growth is seen over different sizes")
    self.base = base
    self.head = head
  }

  /// What the round says of head against base, as a logarithm, by some figure of the samples.
  ///
  /// Of one size, the ratio. Of several, how much more head grows than base from the smallest size to the largest, by the line through
  /// the ratios on a logarithmic axis of sizes: a change by a factor that is the same for all sizes is none.
  func logarithm(_ figure: (KernelSample) -> Double) -> Double {
    // Not the logarithm of the quotient, which may be too large or too small for a number.
    let ratios = zip(base, head).map { log(figure($1)) - log(figure($0)) }
    guard ratios.count > 1 else { return ratios[0] }
    let sizes = base.map { log(Double($0.size ?? 1)) }
    let (meanSize, meanRatio) = (Sample.mean(of: sizes), Sample.mean(of: ratios))
    let spread = sizes.reduce(0) { $0 + ($1 - meanSize) * ($1 - meanSize) }
    let slope = zip(sizes, ratios).reduce(0) { $0 + ($1.0 - meanSize) * ($1.1 - meanRatio) } / spread
    return slope * ((sizes.max() ?? 0) - (sizes.min() ?? 0))
  }
}

/// Rounds of adjacent pairs.
public struct PairedSamples: Sendable, Hashable {
  /// In the order of measuring.
  public private(set) var rounds: [PairedRound] = []

  /// No rounds yet.
  public init() {}

  /// The number of rounds: of pairs, if there is one size.
  public var count: Int { rounds.count }

  mutating func append(_ round: PairedRound) { rounds.append(round) }

  /// What they say by the clock on the wall.
  public func change(by rule: ChangeRule) -> PairedChange {
    PairedChange(logarithms: rounds.map { $0.logarithm(\.least) }, rule: rule)
  }

  /// What they say by the time of processors; nil unless all samples know it.
  public func processorChange(by rule: ChangeRule) -> PairedChange? {
    let logarithms = rounds.map { $0.logarithm(\.leastProcessor) }
    return logarithms.allSatisfy(\.isFinite) ? PairedChange(logarithms: logarithms, rule: rule) : nil
  }

  /// All samples of the base, then all of the head, by size.
  public var samplesBySize: [(base: [KernelSample], head: [KernelSample])] {
    guard let first = rounds.first else { return [] }
    return first.base.indices.map { size in (rounds.map { $0.base[size] }, rounds.map { $0.head[size] }) }
  }
}
