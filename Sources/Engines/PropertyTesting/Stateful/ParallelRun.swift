import Histories

/// Commands that were run by two clients side by side, after others that were run before.
public struct ParallelRun<Model: ParallelModel> {
  /// A step of a client in one of its commands.
  public struct Turn: Hashable, Sendable, CustomStringConvertible {
    /// The client, 0 or 1.
    public let client: Int

    /// The place of the command among those of the client, from 0.
    public let command: Int

    /// `A1` for the first command of the first client.
    public var description: String { "\(client == 0 ? "A" : "B")\(command + 1)" }
  }

  /// What was run before.
  public let prefix: CommandRun<Model>

  /// For each of the two clients its commands; those that did not end have no reply.
  public internal(set) var branches: [[CommandRun<Model>.Step]] = [[], []]

  /// The steps of the clients, in their order.
  public internal(set) var turns: [Turn] = []

  /// What was not right, if anything.
  public internal(set) var failure: Failure?

  /// Throws the failure, if there is one.
  public func check() throws(Failure) {
    if let failure { throw failure }
  }
}

extension ParallelRun {
  /// A run that came to an end before anything was run side by side.
  init(failingPrefix prefix: CommandRun<Model>) {
    self.prefix = prefix
    failure = prefix.failure
  }

  /// Runs the commands of a plan, and judges whether some order of them explains the replies.
  init(_ prefix: CommandRunner<Model>, _ plan: ParallelPlan<Model>) throws(Rejection) {
    self.prefix = prefix.run
    var interleaving = Interleaving(plan)
    do {
      try interleaving.run(on: prefix.object)
    } catch let rejection as Rejection {
      throw rejection
    } catch {
      failure = Failure(error, at: interleaving.turns.last?.description ?? "at the start")
    }
    turns = interleaving.turns
    let history = interleaving.history
    for (client, branch) in plan.branches.enumerated() {
      let replies = history.operations.filter { $0.client == client }.map(\.reply)
      branches[client] = branch.enumerated().map { place, command in
        CommandRun.Step(command: command, reply: place < replies.count ? replies[place] : nil)
      }
    }
    if failure == nil { failure = try Self.failure(of: history, from: prefix.model) }
  }

  /// The most steps of the search for an order. A few commands in each branch take some hundred.
  private static var mostSearchSteps: Int { 1_000_000 }

  private static func failure(of history: RecordedHistory<Model>, from model: Model) throws(Rejection) -> Failure? {
    switch history.linearizability(from: model, stepLimit: mostSearchSteps).verdict {
    case .linearizable: return nil
    case .unknown: throw .tooLarge
    case .violated(let violation):
      let client = history.operations[violation.blocked].client
      let command = history.operations[..<violation.blocked].count { $0.client == client }
      return Failure(
        kind: "PropertyTesting.NotLinearizable", location: nil,
        message: "no order of the commands explains the reply to \(Turn(client: client, command: command))")
    }
  }
}

extension ParallelRun: CustomStringConvertible {
  /// The commands with their replies, first those of the prefix, then those of either client, and whose steps they were in which
  /// order: `A1*2` for two steps in a row of the first command of the first client.
  public var description: String {
    let lines = branches.enumerated().flatMap { client, steps in
      steps.enumerated().map { "\n  \(Turn(client: client, command: $0.offset)). \($0.element)" }
    }
    let order = turns.isEmpty ? "" : "\n  steps in the order \(orderText)"
    return "\(prefix)\(lines.isEmpty ? "" : "\n  then side by side")\(lines.joined())\(order)"
  }

  /// As much of the order as one may want to read.
  private var orderText: String {
    var runs: [(turn: Turn, count: Int)] = []
    for turn in turns {
      if runs.last?.turn == turn { runs[runs.count - 1].count += 1 } else { runs.append((turn, 1)) }
    }
    let texts = runs.prefix(60).map { $0.count == 1 ? "\($0.turn)" : "\($0.turn)*\($0.count)" }
    return (texts + (runs.count > 60 ? ["..."] : [])).joined(separator: " ")
  }
}
