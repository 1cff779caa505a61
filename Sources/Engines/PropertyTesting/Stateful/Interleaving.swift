import Histories

/// Runs the commands of two clients step by step, on the one thread that there is: the scheduler.
///
/// The first client begins. A command is left alone until it ends; then one of the other client that has begun goes on, or else the
/// next of the same client. Both are turned round where the plan has a switch: so there is a plan for every order of some dozen steps,
/// and the orders that are like one command inside another, in which most races show, have few switches. After a number of steps in a
/// row the other client goes on in any case, so that a command which waits for it in a loop does not wait forever.
struct Interleaving<Model: ParallelModel> {
  /// A client with its commands.
  private struct Client {
    let commands: [Model.Command]
    /// The command that it is at.
    var place = 0
    /// What is left of that command, if it has begun.
    var rest: Steps<Model.Reply>?

    var isDone: Bool { place == commands.count }
  }

  /// The most steps in a row of one client.
  private static var mostInARow: Int { 64 }

  private(set) var history = RecordedHistory<Model>()
  private(set) var turns: [ParallelRun<Model>.Turn] = []
  private var clients: [Client]
  /// The switches that are still to come.
  private var switches: ArraySlice<ParallelPlan<Model>.Switch>

  init(_ plan: ParallelPlan<Model>) {
    clients = plan.branches.map { Client(commands: $0) }
    switches = plan.switches[...]
  }

  /// Runs all commands on the object; the last turn is where an error was thrown.
  mutating func run(on object: Model.Object) throws {
    var (current, inARow) = (0, 0)
    while !clients.allSatisfy(\.isDone) {
      guard turns.count < EndlessCommand.mostSteps else { throw EndlessCommand() }
      // To a client that has done all it turns in vain, and right back.
      let isTurn = try clients[current].isDone || takeStep(current, on: object)
      inARow += 1
      if isTurn || inARow == Self.mostInARow { (current, inARow) = (1 - current, 0) }
    }
  }

  /// Takes a step of a client, and says whether the other goes on.
  ///
  /// A command is called right before its first step and replies right after its last: what overlaps, overlaps in steps.
  private mutating func takeStep(_ client: Int, on object: Model.Object) throws -> Bool {
    turns.append(ParallelRun.Turn(client: client, command: clients[client].place))
    if clients[client].rest == nil {
      let command = clients[client].commands[clients[client].place]
      try history.append(.invoke(client: client, command))
      clients[client].rest = Model.steps(of: command, on: object)
    }
    if case .step(let body) = clients[client].rest { clients[client].rest = try body() }
    guard case .done(let reply) = clients[client].rest else { return isSwitch(afterEnd: false) }
    try history.append(.respond(client: client, reply))
    clients[client].rest = nil
    clients[client].place += 1
    return isSwitch(afterEnd: true) != (clients[1 - client].rest != nil)
  }

  /// Whether there is a switch after a step, which has ended its command or not.
  private mutating func isSwitch(afterEnd: Bool) -> Bool {
    guard var next = switches.popFirst() else { return false }
    if next.ends == 0, next.steps == 0 { return true }
    if next.ends == 0 { next.steps -= 1 } else if afterEnd { next.ends -= 1 }
    switches = [next] + switches
    return false
  }
}
