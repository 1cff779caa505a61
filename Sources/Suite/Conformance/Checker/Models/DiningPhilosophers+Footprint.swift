import ModelChecking

extension DiningPhilosophers: FootprintModel {
  /// Two parts a place: the philosopher, and the fork to the left. Only thinking leaves the forks alone.
  public func footprint(of action: Action) -> Footprint {
    func fork(_ place: Int) -> UInt64 { 2 << UInt64(2 * place) }
    let philosopher: UInt64 = 1 << UInt64(2 * action.philosopher)
    return switch action.label {
    case .loop, .eat:
      Footprint(writes: philosopher | fork(action.philosopher) | fork((action.philosopher + 1) % count))
    case .think: Footprint(writes: philosopher)
    }
  }
}
