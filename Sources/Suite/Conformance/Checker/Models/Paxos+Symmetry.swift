import CanonicalEncoding
import ModelChecking

/// Acceptors are alike.
extension Paxos: SymmetricModel {
  /// The acceptors.
  public var symmetricProcesses: Int { 3 }

  /// Moves the acceptors, and renames them in messages.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = State()
    for (number, acceptor) in state.acceptors.enumerated() { renamed.acceptors[permutation[number]] = acceptor }
    for message in state.messages { renamed.messages.insert(message.renamed { permutation[$0] }) }
    return renamed
  }

  /// The action of the acceptor with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .phase1a, .phase2a: action
    case .phase1b(let acceptor, let ballot): .phase1b(permutation[acceptor], ballot: ballot)
    case .phase2b(let acceptor, let ballot): .phase2b(permutation[acceptor], ballot: ballot)
    }
  }

  /// The fingerprint of the acceptor and of what it has said, with no name in it.
  public func signature(of process: Int, in state: State) -> UInt64 {
    var bytes = ByteWriter()
    bytes.write(state.acceptors[process])
    bytes.write(Set(state.messages.filter { $0.acceptor == process }.map { $0.renamed { _ in 0 } }))
    return Fingerprint.of(bytes.bytes)
  }

  /// Fingerprints may be equal by chance.
  public var signaturesTellAll: Bool { false }
}

extension Paxos.Message {
  /// Who has said it, unless a leader has.
  fileprivate var acceptor: Int? {
    switch self {
    case .open, .proposed: nil
    case .promised(let acceptor, _, _), .voted(let acceptor, _): acceptor
    }
  }

  fileprivate func renamed(_ name: (Int) -> Int) -> Self {
    switch self {
    case .open, .proposed: self
    case .promised(let acceptor, let ballot, let vote): .promised(name(acceptor), ballot: ballot, vote)
    case .voted(let acceptor, let vote): .voted(name(acceptor), vote)
    }
  }
}
