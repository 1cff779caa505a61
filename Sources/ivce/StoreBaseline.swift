import ArgumentParser
import Reporting
import RunStore

/// `ivce store baseline`.
struct StoreBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Name runs that others are compared with.",
    subcommands: [ListBaselines.self, SetBaseline.self, RemoveBaseline.self], defaultSubcommand: ListBaselines.self)

  /// The names with their runs.
  static func table(_ option: StoreOption, _ store: RunArchive, _ command: String, _ arguments: [String] = []) throws
    -> ResultTable
  {
    option.table(
      command, arguments,
      columns: [.init("name", "name", alignment: .left), .init("run", "run", alignment: .left)],
      rows: try store.baselines().map { [.text($0.name), .text($0.run.text)] })
  }
}

/// `ivce store baseline list`.
struct ListBaselines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the names with their runs (the default).")

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws { try output.write(try StoreBaseline.table(store, try store.reading(), "baseline list")) }
}

/// `ivce store baseline set NAME RUN`.
struct SetBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "set", abstract: "Give a run a name.")

  @Argument(help: "1 to 64 letters, digits, '.', '_' and '-'.")
  var name: String

  @Argument(help: ArgumentHelp("The run's identifier, or the beginning of it.", valueName: "run"))
  var id: String

  @Flag(help: "Take the name from the run that has it.")
  var replace = false

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    // A store that is not there has no run to name, and is not made for that.
    _ = try store.reading()
    let store = try store.writing()
    let previous = try store.setBaseline(name, to: id, replacing: replace)
    var table = try StoreBaseline.table(
      self.store, store, "baseline set",
      [name, ShellText.quoted(id)] + (replace ? ["--replace"] : []))
    if let previous { table.notes = ["'\(name)' stood for the run \(previous.text) before."] }
    try output.write(table)
  }
}

/// `ivce store baseline remove NAME`.
struct RemoveBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a name away; the run stays.")

  @Argument(help: "The name.")
  var name: String

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    _ = try store.reading()
    let store = try store.writing()
    try store.removeBaseline(name)
    try output.write(try StoreBaseline.table(self.store, store, "baseline remove", [ShellText.quoted(name)]))
  }
}
