import ModelChecking

extension ChangRoberts: FootprintModel {
  /// Each node, and each identity on its way to each node.
  public func footprint(of action: Action) -> Footprint {
    func own(_ node: Int) -> UInt64 { 1 << UInt64(node) }
    func message(_ identity: Int, at node: Int) -> UInt64 { 1 << UInt64(6 + 6 * (node % nodes) + identity) }
    return switch action {
    case .start(let node): Footprint(writes: own(node) | message(node, at: node + 1))
    case .receive(let node, let identity):
      Footprint(writes: own(node) | message(identity, at: node) | message(identity, at: node + 1))
    }
  }
}
