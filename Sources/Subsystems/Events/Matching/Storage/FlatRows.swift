/// Rows of different lengths in one array.
///
/// A row that outgrows its room moves to the end, with room for a power of two, so that what is left behind is never
/// more than what is in use.
struct FlatRows<Element: BitwiseCopyable & Sendable>: Sendable {
  private struct Row: Sendable {
    var first = 0
    var count = 0
    var room = 0
  }

  private var rows: [Row] = []
  private(set) var elements: [Element] = []

  var count: Int { rows.count }

  var bytes: Int { rows.capacity * MemoryLayout<Row>.stride + elements.capacity * MemoryLayout<Element>.stride }

  /// Where a row begins among the elements.
  @inline(__always) func first(of row: Int) -> Int { rows[row].first }

  /// Where a row lies among the elements.
  func range(of row: Int) -> Range<Int> { rows[row].first..<rows[row].first + rows[row].count }

  /// An element by its index among all elements, which lies in the range of a row.
  subscript(index: Int) -> Element {
    @inline(__always) get { elements[index] }
    @inline(__always) _modify { yield &elements[index] }
  }

  /// Adds an empty row.
  mutating func append() { rows.append(Row()) }

  /// Makes a row so long, and fills it. Whatever it held is gone.
  mutating func fill(_ row: Int, count: Int, with element: Element) {
    if rows[row].room < count {
      var room = 1
      while room < count { room *= 2 }
      rows[row].first = elements.count
      rows[row].room = room
      elements.append(contentsOf: repeatElement(element, count: room))
    }
    rows[row].count = count
    for index in range(of: row) { elements[index] = element }
  }
}
