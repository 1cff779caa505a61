/// How the values of each attribute are divided into cells, 64 at most: equal or similar values have the same cell.
///
/// A matcher that files its constraints by cell looks only at those in the cell of an event's value. The bounds of the
/// cells are learnt from the ends of the constraints: as long as there are few different ones each is a bound, so that
/// every constraint covers whole cells; then every cell gets about as many ends as any other. The first cell reaches
/// down to the smallest integer and the last up to the largest. Whether the cells fit changes the speed of a matcher,
/// never what it finds.
package struct CellMap: Sendable {
  /// The most cells of an attribute.
  package static let mostCells = 64

  /// How many cells a constraint may touch in the mean.
  static let wideCells = 8

  /// The widest span of bounds whose values have a table.
  static let widestTable = 4_096

  /// What is needed to find the cell of a value.
  struct Division: BitwiseCopyable, Sendable {
    /// The first value of the second cell.
    var origin = Int64.max
    /// Values from the origin on that are in the table; 0 if there is none.
    var span: UInt32 = 0
    var cells: UInt32 = 1
    var table = 0
    var starts = 0
    /// Constraints that came since the bounds were learnt, and at how many they are learnt again.
    var news: UInt32 = 0
    var newsLimit: UInt32 = 8
  }

  var divisions: [Division] = []
  /// The first value of each cell.
  var starts = FlatRows<Int64>()
  /// The cell of each value from the origin on.
  var tables = FlatRows<UInt8>()

  package init() {}

  /// The attributes it knows.
  package var count: Int { divisions.count }

  var bytes: Int { divisions.capacity * MemoryLayout<Division>.stride + starts.bytes + tables.bytes }

  /// One attribute more, of one cell.
  package mutating func append() {
    divisions.append(Division())
    starts.append()
    tables.append()
    starts.fill(count - 1, count: 1, with: .min)
    divisions[count - 1].starts = starts.range(of: count - 1).lowerBound
  }

  /// The cells of an attribute.
  @inline(__always)
  package func cells(of attribute: Int) -> Int { Int(divisions[attribute].cells) }

  /// The cell of a value.
  @inline(__always)
  package func cell(of value: Int64, attribute: Int) -> Int {
    let division = divisions[attribute]
    if value < division.origin { return 0 }
    let offset = UInt64(bitPattern: value &- division.origin)
    if offset < UInt64(division.span) { return Int(tables[division.table + Int(offset)]) }
    return division.span > 0 ? Int(division.cells) - 1 : search(value, division)
  }

  private func search(_ value: Int64, _ division: Division) -> Int {
    var (low, high) = (0, Int(division.cells))
    while high - low > 1 {
      let middle = (low + high) >> 1
      if starts[division.starts + middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  /// The cells that a constraint touches. One whose ends are in the wrong order touches that of its low end.
  @inline(__always)
  package func cells(from low: Int64, to high: Int64, attribute: Int) -> ClosedRange<Int> {
    let first = cell(of: low, attribute: attribute)
    return first...(high <= low ? first : cell(of: high, attribute: attribute))
  }

  /// The smallest value of a cell and the largest.
  package func bounds(of cell: Int, attribute: Int) -> (low: Int64, high: Int64) {
    let division = divisions[attribute]
    let isLast = cell + 1 == Int(division.cells)
    return (starts[division.starts + cell], isLast ? .max : starts[division.starts + cell + 1] - 1)
  }

  /// Whether every value of a cell meets a constraint.
  @inline(__always)
  package func isCovered(_ cell: Int, from low: Int64, to high: Int64, attribute: Int) -> Bool {
    let bounds = bounds(of: cell, attribute: attribute)
    return low <= bounds.low && bounds.high <= high
  }
}
