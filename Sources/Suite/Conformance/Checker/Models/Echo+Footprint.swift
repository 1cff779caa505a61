import ModelChecking

extension Echo: FootprintModel {
  /// Each node with all that it knows, and what is on its way from one node to another. Among more than seven nodes some share parts.
  ///
  /// The action does not tell whether a node is called for the first time and calls the others, nor who its parent is: it counts as
  /// sending to all.
  public func footprint(of action: Action) -> Footprint {
    func own(_ node: Int) -> UInt64 { 1 << UInt64(node % 7) }
    func message(_ sender: Int, to receiver: Int) -> UInt64 { 1 << UInt64(7 + 7 * (sender % 7) + receiver % 7) }
    func sent(_ sender: Int) -> UInt64 {
      (0..<nodes).reduce(0) { $1 == sender ? $0 : $0 | message(sender, to: $1) }
    }
    return switch action {
    case .n0(let node): Footprint(writes: own(node) | (node == 0 ? sent(node) : 0))
    case .n1(let node, nil): Footprint(writes: own(node))
    case .n1(let node, let sender?):
      Footprint(writes: own(node) | message(sender, to: node) | (node == 0 ? 0 : sent(node)))
    case .n2(let node): Footprint(writes: own(node) | sent(node))
    case .terminating: Footprint(reads: (0..<nodes).reduce(0) { $0 | own($1) })
    }
  }
}
