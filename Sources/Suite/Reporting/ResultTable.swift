/// The rows that a command answers with, and what is needed to have them again.
///
/// A table is filled once and presented in every ``OutputFormat`` alike: text for people, JSON and CSV for programs.
/// Values stay values until then, so that the formats cannot tell different stories.
public struct ResultTable: Sendable {
  /// The name that the JSON schema carries: `compare` for `ivce.compare/1`.
  public let command: String

  /// The seed from which every random choice follows; nil when there was none.
  public let seed: UInt64?

  /// The line above the text table that says how to have the same result again. May be empty.
  public let header: String

  /// The columns from left to right. The first one identifies a row.
  public let columns: [Column]

  /// One cell a column.
  public private(set) var rows: [[Cell]] = []

  /// Remarks and footnotes, each one line below the text table.
  public var notes: [String]

  /// Further members of the JSON document, between the seed and the rows: version, input, machine.
  public let metadata: [(key: String, value: Cell)]

  /// A table of these rows.
  ///
  /// Keys must be in snake case and, together with those that intervals add, be different from one another.
  public init(
    command: String, seed: UInt64?, header: String, columns: [Column], rows: [[Cell]] = [], notes: [String] = [],
    metadata: [(key: String, value: Cell)] = []
  ) {
    precondition(!columns.isEmpty, "a table has a column that identifies its rows")
    Self.requireDistinctKeys(columns.flatMap(\.recordKeys) + columns.compactMap(\.intervalKey))
    let metadataKeys = metadata.flatMap { $0.value.interval == nil ? [$0.key] : [$0.key, $0.key + "_interval"] }
    Self.requireDistinctKeys(["schema", "seed", "rows", "notes"] + metadataKeys)
    self.command = command
    self.seed = seed
    self.header = header
    self.columns = columns
    self.notes = notes
    self.metadata = metadata
    for row in rows { append(row) }
  }

  /// Adds a row below the others: one cell a column, intervals only in columns that have room for them.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row has one cell a column: \(columns.count), not \(row.count)")
    for (cell, column) in zip(row, columns) {
      precondition(
        cell.interval == nil || column.hasInterval, "the column \(column.key) was declared without an interval")
    }
    rows.append(row)
  }

  /// The whole table in `format`, ended by exactly one line feed.
  ///
  /// - Parameter width: the terminal columns that text may take; nil for no limit. A wider table continues in further
  ///   blocks below, which repeat the first column. A single column beside the first is never divided or cut.
  public func rendered(as format: OutputFormat, width: Int? = 160) -> String {
    switch format {
    case .text: text(width: width)
    case .json: json
    case .csv: csv
    }
  }

  private static func requireDistinctKeys(_ keys: [String]) {
    precondition(Set(keys).count == keys.count, "two keys of a table are equal: \(keys)")
    for key in keys {
      let isSnakeCase = key.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
      precondition(isSnakeCase && !key.isEmpty, "\(key) is not in snake case")
    }
  }
}

/// The ways in which a command presents its result.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns for people.
  case text
  /// One JSON document.
  case json
  /// RFC 4180 with line feeds: the rows alone.
  case csv
}
