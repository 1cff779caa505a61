import ModelChecking

extension GossipCounters: FootprintModel {
  /// What each node knows of each, and whether growth has ended. To subtract, one must look at all.
  public func footprint(of action: Action) -> Footprint {
    func cell(_ node: Int, _ other: Int) -> UInt64 { 1 << UInt64(3 * node + other) }
    func row(_ node: Int) -> UInt64 { 7 << UInt64(3 * node) }
    let hasEnded: UInt64 = 1 << 9
    return switch action {
    case .increment(_, reducing: true), .gossip(_, _, reducing: true): Footprint(reads: .max, writes: hasEnded - 1)
    case .increment(let node, reducing: false): Footprint(reads: hasEnded, writes: cell(node, node))
    case .gossip(let node, let other, reducing: false): Footprint(reads: row(node), writes: row(other))
    case .end: Footprint(writes: hasEnded)
    }
  }
}
