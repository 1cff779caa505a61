import Histories
import Randomness

extension RecordedHistory where Object == Register<Int> {
  /// A history of so many operations on a register that is 0 at first, by five clients at once: linearizable, since each operation takes
  /// effect at one moment between its call and its reply.
  static func ofRegister(_ count: Int, _ generator: Xoshiro256StarStar) throws -> RecordedHistory {
    var generator = generator
    var history = RecordedHistory()
    var phases = [ClientPhase](repeating: .idle, count: 5)
    var (value, called, open) = (0, 0, 0)
    while called < count || open > 0 {
      let client = generator.below(phases.count)
      switch phases[client] {
      case .idle:
        guard called < count else { continue }
        let call: Register<Int>.Call = generator.below(2) == 0 ? .read : .write(generator.below(16))
        try history.append(.invoke(client: client, call))
        phases[client] = .called(call)
        (called, open) = (called + 1, open + 1)
      case .called(.read): phases[client] = .done(.value(value))
      case .called(.write(let new)):
        value = new
        phases[client] = .done(.written)
      case .done(let reply):
        try history.append(.respond(client: client, reply))
        phases[client] = .idle
        open -= 1
      }
    }
    return history
  }
}

/// Where a client is with its operation.
private enum ClientPhase { case idle, called(Register<Int>.Call), done(Register<Int>.Reply) }
