import ModelChecking

extension AsyncTerminationDetection: FootprintModel {
  /// Two parts a node, whether it is active and what waits for it; and whether termination is detected, for which one must look at all.
  public func footprint(of action: Action) -> Footprint {
    func active(_ node: Int) -> UInt64 { 1 << UInt64(node) }
    func pending(_ node: Int) -> UInt64 { 1 << UInt64(12 + node) }
    let detected: UInt64 = 1 << 24
    return switch action {
    case .receive(let node): Footprint(writes: active(node) | pending(node))
    case .terminate(let node, detecting: false): Footprint(writes: active(node))
    case .terminate(let node, detecting: true): Footprint(reads: .max, writes: active(node) | detected)
    case .send(let node, let receiver): Footprint(reads: active(node), writes: pending(receiver))
    case .detect: Footprint(reads: .max, writes: detected)
    }
  }
}
