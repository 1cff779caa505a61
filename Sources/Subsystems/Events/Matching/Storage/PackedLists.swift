/// Many lists that grow and shrink, all in the same few arrays: list after list, each with some room at its end.
///
/// A list that has outgrown its room moves to the end; when that is full, all are packed anew in the order of their
/// numbers. Appending takes amortised constant time, and a walk over neighbouring lists reads memory in order, but for
/// those that have moved since.
struct PackedLists<Columns: ListColumns>: Sendable {
  typealias Element = Columns.Element

  struct Block: Sendable {
    var first = 0
    var count: Int32 = 0
    var capacity: Int32 = 0

    @inline(__always) var range: Range<Int> { first..<first + Int(count) }
  }

  /// Where each list is.
  private(set) var blocks: [Block] = []
  /// The elements of all lists.
  private(set) var columns = Columns()
  /// How many elements there may be before all lists are packed.
  private var room = 0

  /// How many lists there are.
  var count: Int { blocks.count }

  var bytes: Int { blocks.capacity * MemoryLayout<Block>.stride + columns.bytes }

  /// Adds empty lists until there are so many.
  mutating func addLists(upTo count: Int) {
    if blocks.count < count { blocks.append(contentsOf: repeatElement(Block(), count: count - blocks.count)) }
  }

  /// Where a list lies among the elements.
  @inline(__always) func range(of list: Int) -> Range<Int> { blocks[list].range }

  func count(of list: Int) -> Int { Int(blocks[list].count) }

  /// The elements of a list.
  func contents(of list: Int) -> [Element] { range(of: list).map { columns[$0] } }

  mutating func append(_ element: Element, to list: Int) {
    if blocks[list].count == blocks[list].capacity { grow(list) }
    let block = blocks[list]
    columns[block.range.upperBound] = element
    blocks[list].count = block.count + 1
  }

  /// Takes out the element at a place of its list; the last of the list takes its place.
  mutating func remove(at place: Int, from list: Int) {
    precondition(range(of: list).contains(place), "an element is removed from its list")
    blocks[list].count -= 1
    columns[place] = columns[blocks[list].range.upperBound]
  }

  /// Takes out the element at a place of its list, and moves down those after it until `end`, whose place the last of
  /// the list takes.
  mutating func remove(at place: Int, shiftingUpTo end: Int, from list: Int) {
    columns.shiftDown(place + 1..<end)
    remove(at: end - 1, from: list)
  }

  /// Writes to a place of a list.
  mutating func set(_ element: Element, at place: Int) { columns[place] = element }

  /// Packs all lists in the order of their numbers.
  mutating func pack() { pack(giving: 0, to: -1) }

  private mutating func grow(_ list: Int) {
    let old = blocks[list]
    let capacity = max(4, 3 * Int(old.capacity) / 2)
    guard columns.count + capacity <= room else { return pack(giving: capacity, to: list) }
    blocks[list].first = columns.count
    blocks[list].capacity = Int32(capacity)
    columns.repeatAtEnd(old.range)
    columns.pad(capacity - Int(old.count))
  }

  private mutating func pack(giving capacity: Int, to growing: Int) {
    func capacityAfter(_ list: Int) -> Int { list == growing ? capacity : 3 * Int(blocks[list].count) / 2 }
    let total = blocks.indices.reduce(0) { $0 + capacityAfter($1) }
    room = total + max(total / 4, blocks.count)
    var packed = Columns()
    packed.reserveCapacity(room)
    for list in blocks.indices {
      let (old, capacity) = (blocks[list], capacityAfter(list))
      if capacity == 0 {
        blocks[list] = Block()
        continue
      }
      blocks[list].first = packed.count
      blocks[list].capacity = Int32(capacity)
      packed.append(old.range, of: columns)
      packed.pad(capacity - Int(old.count))
    }
    columns = packed
  }

  func checkInvariants() throws {
    var end = 0
    for block in blocks.sorted(by: { $0.first < $1.first }) where block.capacity > 0 {
      try BrokenInvariant.unless(block.first >= end, "two lists overlap")
      try BrokenInvariant.unless(block.count >= 0 && block.count <= block.capacity, "a list exceeds its room")
      end = block.first + Int(block.capacity)
    }
    try BrokenInvariant.unless(end <= columns.count, "a list lies outside")
    try BrokenInvariant.unless(
      blocks.allSatisfy { $0.capacity > 0 || $0.count == 0 }, "a list without room is not empty")
  }
}

extension PackedLists<Column<UInt32>> {
  /// Takes an element out of its list.
  mutating func remove(_ element: UInt32, from list: Int) {
    guard let place = columns.all.span.firstPlace(of: element, in: range(of: list)) else {
      preconditionFailure("an element is removed from its list")
    }
    remove(at: place, from: list)
  }
}

extension Span where Element: Comparable & BitwiseCopyable {
  /// The first index in a range where `value` is.
  func firstPlace(of value: Element, in range: Range<Int>) -> Int? {
    for place in range where self[place] == value { return place }
    return nil
  }

  /// The first index in an ascending range whose element is not below `value`.
  @inline(__always) func firstIndex(from value: Element, in range: Range<Int>) -> Int {
    var (first, count) = (range.lowerBound, range.count)
    while count > 0 {
      let half = count >> 1
      let isBefore = self[unchecked: first + half] < value
      first = isBefore ? first + half + 1 : first
      count = isBefore ? count - half - 1 : half
    }
    return first
  }

  /// The first index in an ascending range whose element is above `value`.
  @inline(__always) func firstIndex(above value: Element, in range: Range<Int>) -> Int {
    var (first, count) = (range.lowerBound, range.count)
    while count > 0 {
      let half = count >> 1
      let isBefore = self[unchecked: first + half] <= value
      first = isBefore ? first + half + 1 : first
      count = isBefore ? count - half - 1 : half
    }
    return first
  }
}
