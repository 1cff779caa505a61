extension Source {
  /// What became of an attempt to draw a command.
  enum CommandDraw {
    /// It has been drawn and belongs to the sequence.
    case taken
    /// It makes no sense in the state that there is.
    case refused
    /// It belongs to the sequence, and nothing may come after it.
    case last
  }

  /// After so many attempts in a row that were refused a sequence ends: there may be no command at all that makes sense.
  static let mostRefusals = 25

  /// Draws a sequence of so many commands by `attempt`, which rejects if there are too few.
  ///
  /// Each attempt is a span that begins with the choice whether there is another command, like the elements of an array. Unlike
  /// there, the choice is made even if there must be one, or cannot be: so what comes after a command keeps its choices when the command
  /// is dropped. An attempt that is refused costs a span, which the shrinker drops.
  mutating func drawCommands(
    _ count: ClosedRange<Int>, _ attempt: (inout Source) throws(Rejection) -> CommandDraw
  ) throws(Rejection) {
    // Half of the most on average, or what the most leaves of it: faults of objects with a state often need many commands.
    let mean = max(0.5, size * Double(count.upperBound - count.lowerBound) / 2)
    var (taken, refusals) = (0, 0)
    while true {
      let isFull = taken == count.upperBound || refusals == Self.mostRefusals
      let isCertain = taken < count.lowerBound
      let draw = try span(0x636F_6D6D_616E_6473) { source throws(Rejection) -> CommandDraw? in
        let goesOn = try source.choose(upTo: 1, origin: isCertain ? 1 : 0) { random in
          !isFull && (isCertain || random.coin(mean / (1 + mean))) ? 1 : 0
        }
        return goesOn == 1 && !isFull ? try attempt(&source) : nil
      }
      guard let draw else { break }
      switch draw {
      case .taken: (taken, refusals) = (taken + 1, 0)
      case .refused: refusals += 1
      case .last: return
      }
    }
    guard taken >= count.lowerBound else { throw .unwanted }
  }

  /// Draws a command of the model, nil if its generator rejects or its precondition does not hold.
  mutating func drawCommand<Model: CommandModel>(of model: Model) throws(Rejection) -> Model.Command? {
    let outer = innermost
    do {
      let command = try draw(model.commands)
      return model.meetsPrecondition(command) ? command : nil
    } catch {
      guard error == .unwanted else { throw error }
      // The spans that were open end here.
      while innermost != outer {
        recording.close(innermost)
        innermost = recording.spans[innermost].parent
      }
      return nil
    }
  }
}
