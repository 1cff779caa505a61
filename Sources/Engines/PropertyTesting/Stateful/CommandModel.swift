/// What a real object is compared with, command by command: a simple value that knows which commands make sense and what they must
/// lead to.
///
///     struct QueueModel: CommandModel {
///       enum Command { case push(Int), pop }
///       var items: [Int] = []
///
///       var commands: Generator<Command> { .oneOf(.constant(.pop), Generator<Int>.integer(in: 0...9).map(Command.push)) }
///       func meetsPrecondition(_ command: Command) -> Bool {
///         if case .push = command { items.count < 3 } else { !items.isEmpty }
///       }
///       func run(_ command: Command, on queue: inout Queue) -> Int? {
///         switch command {
///         case .push(let item): queue.push(item); return nil
///         case .pop: return queue.pop()
///         }
///       }
///       func checkPostcondition(of command: Command, _ reply: Int?) throws {
///         if case .pop = command { try expect(reply == items.first, "expected \(items[0]), found \(String(describing: reply))") }
///       }
///       mutating func advance(_ command: Command, _ reply: Int?) {
///         if case .push(let item) = command { items.append(item) } else { items.removeFirst() }
///       }
///     }
///
///     PropertyCheck("first in, first out", sequential: Generator { _ in (model: QueueModel(), object: Queue()) }).run()
///
/// The commands of a run are drawn while it runs, each from the state of the model that the replies before it have led to. So a
/// command may carry what an earlier one gave, and after commands have been dropped the rest is drawn for the state that there is
/// then; see ``Results``.
///
/// Model and object must do the same whenever they are run anew: what they do may depend on nothing but the commands.
public protocol CommandModel: Sendable {
  /// What can be done to the object, with its arguments.
  associatedtype Command

  /// What a command gives.
  associatedtype Reply

  /// The real object: a class, or a value that is changed in place.
  associatedtype Object

  /// The commands that may come next. Those for which there is nothing to draw from are left out by a generator that rejects, as
  /// that of ``Results/reference`` does; such a draw is passed over.
  var commands: Generator<Command> { get }

  /// Whether a command makes sense in this state; one that does not is passed over, and not run. Always unless implemented.
  func meetsPrecondition(_ command: Command) -> Bool

  /// Runs a command, whose precondition holds in this state, on the object. An error fails the run: what the object may throw belongs
  /// to the reply.
  func run(_ command: Command, on object: inout Object) throws -> Reply

  /// Throws if the reply to a command in this state, that before the command, is not right.
  func checkPostcondition(of command: Command, _ reply: Reply) throws

  /// Becomes the state after a command and its right reply.
  mutating func advance(_ command: Command, _ reply: Reply)

  /// Throws if the object is not as it must be in this state; asked at the start and after every command. Nothing unless
  /// implemented.
  func checkInvariant(of object: Object) throws
}

extension CommandModel {
  /// Always.
  public func meetsPrecondition(_ command: Command) -> Bool { true }

  /// Nothing.
  public func checkInvariant(of object: Object) throws {}
}
