import ModelChecking

extension Paxos: FootprintModel {
  /// Each acceptor with its votes, and for each ballot its opening, its proposal, and each acceptor's promise. From the thirteenth on
  /// ballots share parts.
  public func footprint(of action: Action) -> Footprint {
    func own(_ acceptor: Int) -> UInt64 { 1 << UInt64(acceptor) }
    func part(_ ballot: Int, _ offset: Int) -> UInt64 { 1 << UInt64(3 + 5 * (ballot % 12) + offset) }
    let (opening, proposal, promises) = (0, 1, 2)
    return switch action {
    case .phase1a(let ballot): Footprint(writes: part(ballot, opening))
    case .phase1b(let acceptor, let ballot):
      Footprint(reads: part(ballot, opening), writes: own(acceptor) | part(ballot, promises + acceptor))
    case .phase2a(let ballot, _):
      Footprint(
        reads: (0..<3).reduce(0) { $0 | part(ballot, promises + $1) }, writes: part(ballot, proposal))
    case .phase2b(let acceptor, let ballot): Footprint(reads: part(ballot, proposal), writes: own(acceptor))
    }
  }
}
