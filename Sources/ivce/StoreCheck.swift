import ArgumentParser
import Reporting
import RunStore

/// `ivce store check`.
struct StoreCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read all of the store and say whether it is sound; a damaged one ends with 65.")

  @OptionGroup var store: StoreOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let contents = try store.reading().check()
    try output.write(
      store.table(
        "check",
        columns: [
          .init("store", "store", alignment: .left), .init("status", "status", alignment: .left),
          .init("runs", "runs"), .init("series", "series"), .init("samples", "samples"),
          .init("baselines", "baselines"), .init("bytes", "bytes"),
        ],
        rows: [
          [
            .text(store.path), .text("sound"), .integer(contents.runs), .integer(contents.series),
            .integer(contents.values), .integer(contents.baselines), .integer(contents.bytes),
          ]
        ]))
  }
}
