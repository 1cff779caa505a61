import InputFiles

extension MatchingWorkload {
  /// The most subscriptions, and the most events, that a text may announce.
  public static let largestCount = 50_000_000

  /// Reads a workload from its text, in time and memory that grow with the text, whatever numbers it announces.
  ///
  /// The text has one record a line, numbers in decimal, blanks between the fields: first the header, then all subscriptions, then all
  /// events, both numbered from 0.
  ///
  ///     W <name> attrs <A> card <C> subs <N> events <T>
  ///     S <number> (<attribute> <low> <high>)...
  ///     E <number> (<attribute> <value>)...
  ///
  /// Attributes are below A, which is at most 65,536, and ascend within a line; values and both ends of ranges are from 0 to C - 1. A
  /// subscription has at least one constraint, an event at least one value. Lines end with LF or CR LF; blank lines mean nothing.
  ///
  /// - Parameter path: what errors call it.
  /// - Throws: what is wrong at the first place that is wrong.
  public init(parsing bytes: [UInt8], path: String) throws(WorkloadFileError) {
    self = try WorkloadReader(WorkloadText(bytes, path: path)).read()
  }

  /// Reads a workload from a file, a regular one of at most 4 GiB, as ``init(parsing:path:)`` does.
  ///
  /// - Throws: an error of kind `.input` if there is no file to read, of kind `.content` if it is no workload.
  public init(contentsOf path: String) throws(WorkloadFileError) {
    let bytes = try RegularFile.contents(of: path, atMost: Self.largestSize) {
      WorkloadFileError($0, path: path, largestSize: Self.largestSize)
    }
    try self.init(parsing: bytes, path: path)
  }

  private static let largestSize = 4 << 30
}
