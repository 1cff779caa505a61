import PropertyTesting

/// Tokens that are given and taken; whoever takes one must know that there is one.
final class Tokens {
  struct Missing: Error {}

  private var count = 0

  func give() { count += 1 }

  func take() throws {
    guard count > 0 else { throw Missing() }
    count -= 1
  }
}

/// What tokens are: their number. Commands reply with nothing, so nothing but the precondition can be wrong.
struct TokensModel: ParallelModel {
  enum Command { case take, give }
  struct Reply: Hashable {}
  typealias Object = Tokens

  var count = 0
  /// Whether a token is taken without asking.
  var isCareless = false

  var commands: Generator<Command> { .element(of: [.take, .give]) }

  func meetsPrecondition(_ command: Command) -> Bool { isCareless || command == .give || count > 0 }

  static func steps(of command: Command, on tokens: Tokens) -> Steps<Reply> {
    .atomically {
      if command == .give { tokens.give() } else { try tokens.take() }
      return Reply()
    }
  }

  func step(_ call: Command, _ reply: Reply?) -> TokensModel? {
    TokensModel(count: count + (call == .give ? 1 : -1), isCareless: isCareless)
  }

  static func start(isCareless: Bool = false) -> Generator<(model: TokensModel, object: Tokens)> {
    Generator { _ in (TokensModel(isCareless: isCareless), Tokens()) }
  }
}
