import ArgumentParser
import Conformance
import Reporting

/// `ivce list`.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every subsystem, implementation, mutant, law and workload with its id and one line.")

  @OptionGroup var output: OutputOptions

  func run() throws { try output.write(Catalog.table) }
}
