import Foundation

extension LatencyMatrix {
  /// Reads a matrix from a file in one of the public formats: plain text without a header, one row a line, tabs, commas
  /// or spaces between decimal numbers, cell (i, j) the round-trip time from host i to host j.
  ///
  /// Diagonals that are not 0 and zeros elsewhere occur in real data; they are mended and counted in
  /// `treatmentCounts`. O(n²) time and memory. Only regular files are read, up to 2 GiB and `largestCount` hosts.
  ///
  /// - Throws: `LatencyFileError`, of kind `.input` if there is no file to read, of kind `.content` if it is no matrix.
  public init(contentsOf path: String, unit: LatencyUnit) throws(LatencyFileError) {
    var table = LatencyTable(path: path, unit: unit)
    try RegularFile.forEachChunk(of: path) { chunk throws(LatencyFileError) in try table.consume(chunk) }
    try table.finish()
    guard let (cells, counts) = treat(table.cells, count: table.width) else {
      throw LatencyFileError(
        .content, path: path, expected: "a positive latency between some two hosts", found: "only zeros")
    }
    self.init(
      name: printable(URL(fileURLWithPath: path).lastPathComponent), count: table.width, cells: cells,
      treatmentCounts: counts)
  }
}

/// Chunkwise reading of a file that may turn out to be anything.
private enum RegularFile {
  /// The most bytes that are read.
  private static let largestSize = 2 << 30

  /// Hands the file's bytes to `consume`, in order, without ever waiting for them: pipes, terminals and devices are
  /// recognised after opening, so nothing can be exchanged in between.
  static func forEachChunk(
    of path: String, _ consume: (ArraySlice<UInt8>) throws(LatencyFileError) -> Void
  ) throws(LatencyFileError) {
    guard !path.utf8.contains(0) else {
      throw inputError(path, found: "a name with a zero byte, which no file can have")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw inputError(path, found: reason(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw inputError(path, found: reason(errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw inputError(path, found: "a directory")
    default: throw inputError(path, found: "a pipe, socket or device")
    }

    // Some files have no size in advance, so the bytes are counted as well.
    var size = Int(status.st_size)
    var consumed = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while size <= largestSize {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 {
        return
      }
      if count > 0 {
        try consume(buffer[..<count])
        consumed += count
        size = max(size, consumed)
      } else if errno != EINTR {
        throw inputError(path, found: reason(errno))
      }
    }
    throw LatencyFileError(
      .content, path: path, expected: "a file of at most \(largestSize) bytes", found: "\(size) bytes")
  }

  private static func inputError(_ path: String, found: String) -> LatencyFileError {
    LatencyFileError(.input, path: path, expected: "a readable regular file", found: found)
  }

  private static func reason(_ code: Int32) -> String {
    code == ENOENT ? "no such file" : "an error when reading it: \(String(cString: strerror(code)))"
  }
}
