import ModelChecking

extension TransactionCommit: FootprintModel {
  /// Three parts a manager: its state, and what others see of it, namely whether it is ready (prepared or committed), which a commit
  /// needs of all and does not change, and whether it has committed. From the twenty-second on managers share parts.
  public func footprint(of action: Action) -> Footprint {
    func part(_ manager: Int, _ offset: Int) -> UInt64 { 1 << UInt64(3 * (manager % 21) + offset) }
    func all(_ offset: Int) -> UInt64 { (0..<resourceManagers).reduce(0) { $0 | part($1, offset) } }
    let (state, isReady, hasCommitted) = (0, 1, 2)
    return switch action {
    case .prepare(let manager): Footprint(writes: part(manager, state) | part(manager, isReady))
    case .commit(let manager):
      Footprint(reads: all(isReady), writes: part(manager, state) | part(manager, hasCommitted))
    case .abort(let manager):
      Footprint(reads: all(hasCommitted), writes: part(manager, state) | part(manager, isReady))
    }
  }
}
