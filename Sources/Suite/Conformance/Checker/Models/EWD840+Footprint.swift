import ModelChecking

extension EWD840: FootprintModel {
  /// Two parts a node, whether it is active and whether it is black; and the token.
  public func footprint(of action: Action) -> Footprint {
    func active(_ node: Int) -> UInt64 { 1 << UInt64(node) }
    func black(_ node: Int) -> UInt64 { 1 << UInt64(16 + node) }
    let token: UInt64 = 1 << 32
    return switch action {
    case .initiateProbe: Footprint(writes: token | black(0))
    case .passToken(let node): Footprint(reads: active(node), writes: token | black(node))
    case .send(let node, let receiver):
      Footprint(
        reads: active(node), writes: active(receiver) | (receiver > node && blackensSenders ? black(node) : 0))
    case .deactivate(let node): Footprint(writes: active(node))
    }
  }
}
