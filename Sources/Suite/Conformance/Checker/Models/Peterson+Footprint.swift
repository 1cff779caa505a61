import ModelChecking

extension Peterson: FootprintModel {
  /// Each label, each flag, and the turn.
  public func footprint(of action: Action) -> Footprint {
    let process = UInt64(action.process)
    let label: UInt64 = 1 << process
    let (own, others): (UInt64, UInt64) = (4 << process, 4 << (1 - process))
    let turn: UInt64 = 16
    return switch action.label {
    case .a0, .cs: Footprint(writes: label)
    case .a1, .a2: Footprint(writes: label | ((action.label == .a1) == raisesFlagFirst ? own : turn))
    case .a3: Footprint(reads: others | turn, writes: label)
    case .a4: Footprint(writes: label | own)
    }
  }
}
