import ModelChecking

extension TwoPhaseCommit: FootprintModel {
  /// The manager of the step, and the transaction manager.
  public func footprint(of action: Action) -> Footprint { action.footprint }
}

extension TwoPhaseCommitNatural: FootprintModel {
  /// The manager of the step, and the transaction manager.
  public func footprint(of action: Action) -> Footprint { action.footprint }
}

extension TwoPhaseCommit.Action {
  /// Three parts a resource manager: its state, whether it has sent its message, whether that was taken in. The last part is the
  /// transaction manager with what it has sent. From the twenty-second on managers share parts.
  var footprint: Footprint {
    func part(_ manager: Int, _ offset: Int) -> UInt64 { 1 << UInt64(3 * (manager % 21) + offset) }
    let (state, sent, takenIn) = (0, 1, 2)
    let allTakenIn: UInt64 = (0..<21).reduce(0) { $0 | part($1, takenIn) }
    let decision: UInt64 = 1 << 63
    return switch self {
    case .receivePrepared(let manager): Footprint(reads: decision | part(manager, sent), writes: part(manager, takenIn))
    case .commit: Footprint(reads: allTakenIn, writes: decision)
    case .abort: Footprint(writes: decision)
    case .prepare(let manager): Footprint(writes: part(manager, state) | part(manager, sent))
    case .chooseToAbort(let manager): Footprint(writes: part(manager, state))
    case .receiveCommit(let manager), .receiveAbort(let manager):
      Footprint(reads: decision, writes: part(manager, state))
    }
  }
}
