import ModelChecking

extension PaxosCommit: FootprintModel {
  /// The bits of the state, with those of a number in one part.
  public func footprint(of action: Action) -> Footprint {
    func manager(_ manager: Int) -> UInt64 { 1 << UInt64(16 * manager) }
    func proposal(_ manager: Int, _ ballot: Int) -> UInt64 { 1 << UInt64(16 * manager + 2 + 2 * ballot) }
    func isOpen(_ manager: Int) -> UInt64 { 1 << UInt64(16 * manager + 6) }
    func promise(_ acceptor: Int, _ manager: Int) -> UInt64 { 1 << UInt64(16 * manager + 7 + acceptor) }
    func vote(_ acceptor: Int, _ manager: Int, _ ballot: Int) -> UInt64 {
      1 << UInt64(16 * manager + 10 + 3 * ballot + acceptor)
    }
    func all(_ part: (Int) -> UInt64) -> UInt64 { (0..<3).reduce(0) { $0 | part($1) } }
    let (commit, abort): (UInt64, UInt64) = (1 << 62, 1 << 63)
    switch action {
    case .prepare(let number), .chooseToAbort(let number):
      return Footprint(writes: manager(number) | proposal(number, 0))
    case .receiveCommit(let number): return Footprint(reads: commit, writes: manager(number))
    case .receiveAbort(let number): return Footprint(reads: abort, writes: manager(number))
    case .phase1a(let number): return Footprint(writes: isOpen(number))
    case .phase2a(let number):
      let heard = all { promise($0, number) | vote($0, number, 0) }
      return Footprint(reads: heard | proposal(number, 0), writes: proposal(number, 1))
    case .decide(let isCommit):
      let votes = all { number in
        proposal(number, 0) | proposal(number, 1) | all { vote($0, number, 0) | vote($0, number, 1) }
      }
      return Footprint(reads: votes, writes: isCommit ? commit : abort)
    case .phase1b(let acceptor, let instance):
      return Footprint(reads: isOpen(instance) | vote(acceptor, instance, 1), writes: promise(acceptor, instance))
    case .phase2b(let acceptor, let instance, 0):
      let joined = promise(acceptor, instance) | vote(acceptor, instance, 1)
      return Footprint(reads: proposal(instance, 0) | joined, writes: vote(acceptor, instance, 0))
    case .phase2b(let acceptor, let instance, _):
      return Footprint(reads: proposal(instance, 1), writes: vote(acceptor, instance, 1))
    }
  }
}
