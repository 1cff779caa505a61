import PropertyTesting

/// A model with one command, whose parts are given by a test.
struct PlainModel: CommandModel {
  var generator = Generator<Int>.integer(in: 0...99)
  var isPermitted: @Sendable (Int) -> Bool = { _ in true }
  var postcondition: @Sendable (Int) throws -> Void = { _ in }
  var invariant: @Sendable (_ sum: Int) throws -> Void = { _ in }

  var commands: Generator<Int> { generator }

  func meetsPrecondition(_ command: Int) -> Bool { isPermitted(command) }

  func run(_ command: Int, on sum: inout Int) { sum += command }

  func checkPostcondition(of command: Int, _ reply: Void) throws { try postcondition(command) }

  mutating func advance(_ command: Int, _ reply: Void) {}

  func checkInvariant(of sum: Int) throws { try invariant(sum) }

  var start: Generator<(model: PlainModel, object: Int)> { Generator { _ in (self, 0) } }
}

extension PlainModel: CustomStringConvertible {
  var description: String { "0" }
}
