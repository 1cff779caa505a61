import ModelChecking

/// Actors are alike.
extension ReadersWriters: SymmetricModel {
  /// The actors.
  public var symmetricProcesses: Int { actors }

  /// Renames the actors in the queue, and among those who read and write.
  public func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = State(bits: 0)
    for request in state.requests {
      renamed = renamed.queueing(2 * permutation[(request - 1) / 2] + 1 + (request - 1) % 2)
    }
    for actor in 0..<actors {
      renamed.readers |= (state.readers >> actor & 1) << permutation[actor]
      renamed.writers |= (state.writers >> actor & 1) << permutation[actor]
    }
    return renamed
  }

  /// The action of the actor with the new name.
  public func renaming(_ action: Action, by permutation: Permutation) -> Action {
    switch action {
    case .tryRead(let actor): .tryRead(permutation[actor])
    case .tryWrite(let actor): .tryWrite(permutation[actor])
    case .readOrWrite: .readOrWrite
    case .stop(let actor): .stop(permutation[actor])
    }
  }

  /// Whether the actor reads, whether it writes, and the places of its requests in the queue.
  public func signature(of process: Int, in state: State) -> UInt64 {
    let requests = state.requests
    let reading = (requests.firstIndex(of: 2 * process + 1) ?? -1) + 1
    let writing = (requests.firstIndex(of: 2 * process + 2) ?? -1) + 1
    let (reads, writes) = (state.readers >> process & 1, state.writers >> process & 1)
    return [writing, reads, writes].reduce(UInt64(reading)) { $0 << 4 | UInt64($1) }
  }

  /// Names are values in the queue, but the places tell whose is which: who is in it is like nobody else.
  public var signaturesTellAll: Bool { true }
}
