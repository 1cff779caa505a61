/// Samples of two builds in adjacent pairs.
public struct PairedSamples: Sendable {
  /// Base's samples, a pair each.
  public private(set) var base: [KernelSample] = []

  /// Head's samples.
  public private(set) var head: [KernelSample] = []

  /// Whether base went first, by pair.
  public private(set) var baseWasFirst: [Bool] = []

  /// No pairs yet.
  public init() {}

  /// The number of pairs.
  public var count: Int { base.count }

  /// Adds a pair.
  public mutating func append(base: KernelSample, head: KernelSample, baseWasFirst: Bool) {
    self.base.append(base)
    self.head.append(head)
    self.baseWasFirst.append(baseWasFirst)
  }

  /// What they say by the clock on the wall.
  public func change(by rule: ChangeRule) -> PairedChange {
    PairedChange(ratios: zip(base, head).map { $1.least / $0.least }, rule: rule)
  }

  /// What they say by the time of processors; nil unless all samples know it.
  public func processorChange(by rule: ChangeRule) -> PairedChange? {
    let ratios = zip(base, head).map { $1.leastProcessor / $0.leastProcessor }
    return ratios.allSatisfy { $0.isFinite && $0 > 0 } ? PairedChange(ratios: ratios, rule: rule) : nil
  }
}
