import Foundation
import InputFiles

extension LatencyMatrix {
  /// The most bytes that are read.
  private static let largestSize = 2 << 30

  /// Reads a matrix from a file in one of the public formats: plain text without a header, one row a line, tabs, commas
  /// or spaces between decimal numbers, cell (i, j) the round-trip time from host i to host j.
  ///
  /// Diagonals that are not 0 and zeros elsewhere occur in real data; they are mended and counted in
  /// `treatmentCounts`. O(n²) time and memory. Only regular files are read, up to 2 GiB and `largestCount` hosts.
  ///
  /// - Throws: `LatencyFileError`, of kind `.input` if there is no file to read, of kind `.content` if it is no matrix.
  public init(contentsOf path: String, unit: LatencyUnit) throws(LatencyFileError) {
    var table = LatencyTable(path: path, unit: unit)
    try RegularFile.forEachChunk(
      of: path, atMost: Self.largestSize, orThrow: { LatencyFileError($0, path: path, largestSize: Self.largestSize) }
    ) { chunk throws(LatencyFileError) in try table.consume(chunk) }
    try table.finish()
    guard let (cells, counts) = treat(table.cells, count: table.width) else {
      throw LatencyFileError(
        .content, path: path, expected: "a positive latency between some two hosts", found: "only zeros")
    }
    self.init(
      name: URL(fileURLWithPath: path).lastPathComponent.printable, count: table.width, cells: cells,
      treatmentCounts: counts)
  }
}
