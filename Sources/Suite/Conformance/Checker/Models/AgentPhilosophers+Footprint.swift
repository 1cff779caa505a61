import ModelChecking

extension AgentPhilosophers: FootprintModel {
  /// Four parts a place: the philosopher's step, and the grants in the inbox; the fork's holder and waiting list, and its inbox.
  /// From the seventeenth on places share parts.
  ///
  /// An event that comes and one that is served depend on each other, as the former makes the latter possible where none was.
  public func footprint(of action: Action) -> Footprint {
    func part(_ place: Int, _ offset: Int) -> UInt64 { 1 << UInt64(4 * (place % 16) + offset) }
    let (step, grants, holder, inbox) = (0, 1, 2, 3)
    return switch action {
    case .request(let philosopher, let fork), .release(let philosopher, let fork):
      Footprint(writes: part(philosopher, step) | part(fork, inbox))
    case .take(let philosopher, _): Footprint(writes: part(philosopher, step) | part(philosopher, grants))
    case .grant(let fork, let philosopher): Footprint(writes: part(fork, holder) | part(philosopher, grants))
    case .serve(let fork): Footprint(writes: part(fork, holder) | part(fork, inbox))
    }
  }
}
