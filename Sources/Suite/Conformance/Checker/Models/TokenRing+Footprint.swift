import ModelChecking

extension TokenRing: FootprintModel {
  /// The values of the node and of the one before.
  public func footprint(of action: Action) -> Footprint {
    func value(_ node: Int) -> UInt64 { 1 << UInt64(node) }
    return switch action {
    case .createToken: Footprint(reads: value(nodes - 1), writes: value(0))
    case .passToken(let node): Footprint(reads: value(node - 1), writes: value(node))
    }
  }
}
