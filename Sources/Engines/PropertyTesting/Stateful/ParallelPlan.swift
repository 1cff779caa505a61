/// What two clients are going to do side by side, and where the scheduler turns from one to the other.
///
/// The plan is drawn before its commands run, since what they reply is not known to the one who draws. A command belongs to it only
/// if the preconditions of all hold in whatever order the commands take effect.
struct ParallelPlan<Model: ParallelModel> {
  /// A place where the scheduler does not do what it does otherwise.
  ///
  /// Counted from the beginning or from the last switch: after some commands have ended, and then some steps have been taken and one
  /// more. When a command is dropped, a number is lowered by one and the rest of the schedule stays as it is.
  struct Switch {
    var ends: Int
    var steps: Int
  }

  /// The most switches.
  private static var mostSwitches: Int { 64 }

  /// The commands of either client; the first client begins.
  ///
  /// There is no switch before the first step: what begins with the second client is the same with the clients exchanged, and of two
  /// smallest plans the shrinker would find now one and now the other.
  private(set) var branches: [[Model.Command]] = [[], []]

  /// The switches, in their order.
  private(set) var switches: [Switch] = []

  /// Draws a plan with so many commands for an object in the state of the model.
  ///
  /// Each command says whose it is, so that it goes from one client to the other by one choice. The switches come after all commands
  /// and not with each: so commands that differ in nothing else are equally long, and the shrinker can put them in order.
  init(_ model: Model, count: ClosedRange<Int>, from source: inout Source) throws(Rejection) {
    var states = [model, model]
    try source.drawCommands(count) { source throws(Rejection) in
      let client = try source.below(2)
      guard let command = try source.drawCommand(of: states[client]),
        let next = states[client].step(command, nil)
      else { return .refused }
      branches[client].append(command)
      guard Self.isSafe(branches, from: model) else {
        branches[client].removeLast()
        return .refused
      }
      states[client] = next
      return .taken
    }
    while switches.count < Self.mostSwitches, let next = try Self.drawSwitch(count, from: &source) {
      switches.append(next)
    }
  }

  /// Whether all preconditions hold in whatever order the commands of the two clients take effect.
  private static func isSafe(_ branches: [[Model.Command]], from model: Model) -> Bool {
    // The states after some commands of the second client and all before of the first, by their number.
    var states: [Set<Model>] = []
    for first in 0...branches[0].count {
      for second in 0...branches[1].count {
        var reached: Set<Model> = first == 0 && second == 0 ? [model] : []
        func reach(from states: Set<Model>, by command: Model.Command) -> Bool {
          for state in states {
            guard state.meetsPrecondition(command), let next = state.step(command, nil) else { return false }
            reached.insert(next)
          }
          return true
        }
        if first > 0, !reach(from: states[second], by: branches[0][first - 1]) { return false }
        if second > 0, !reach(from: states[second - 1], by: branches[1][second - 1]) { return false }
        if first == 0 { states.append(reached) } else { states[second] = reached }
      }
    }
    return true
  }

  private static func drawSwitch(
    _ count: ClosedRange<Int>, from source: inout Source
  ) throws(Rejection) -> Switch? {
    try source.span(0x7377_6974_6368) { source throws(Rejection) -> Switch? in
      guard try source.coin(0.75) else { return nil }
      let ends = try source.choose(upTo: 63, origin: 0) { random in
        random.coin(0.5) ? 0 : random.below(UInt64(min(count.upperBound, 64)))
      }
      // Most commands have few steps, some have many.
      let steps = try source.choose(upTo: 63, origin: 0) { random in
        random.coin(0.75) ? UInt64(min(random.next().trailingZeroBitCount, 63)) : random.below(UInt64(64))
      }
      return Switch(ends: Int(ends), steps: Int(steps))
    }
  }
}
