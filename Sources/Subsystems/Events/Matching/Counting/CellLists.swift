/// The constraints on each attribute by the cells that they touch.
///
/// Of each cell there is a list of those that all its values satisfy, in which nothing is left to be tested, and one of
/// those that some satisfy.
struct CellLists: ~Copyable, ConstraintIndex {
  private struct Cell: BitwiseCopyable, Sendable {
    /// The slots of those that cover the cell.
    var full = WordBuffer()
    /// Those that reach into it, ends and all: a test that has to look elsewhere costs more than the room.
    var partial = BoundList()

    mutating func giveBack() {
      full.giveBack()
      partial.removeAll()
    }
  }

  private var cells = CellMap()
  private var lists = FlatRows<Cell>()
  /// All constraints on each attribute.
  private var constraints: [BoundList] = []

  init() {}

  deinit {
    for var list in lists.elements { list.giveBack() }
    for var list in constraints { list.removeAll() }
  }

  var bytes: Int {
    cells.bytes + lists.bytes + constraints.capacity * MemoryLayout<BoundList>.stride
      + lists.elements.reduce(0) { $0 + $1.full.bytes + $1.partial.bytes } + constraints.reduce(0) { $0 + $1.bytes }
  }

  mutating func append() {
    cells.append()
    lists.append()
    lists.fill(lists.count - 1, count: 1, with: Cell())
    constraints.append(BoundList())
  }

  mutating func insert(_ constraint: Constraint, of slot: UInt32) {
    let attribute = Int(constraint.attribute)
    file(constraints[attribute].append(constraint.low, constraint.high, of: slot), attribute)
    if cells.note(attribute: attribute) { learnCells(of: attribute) }
  }

  private mutating func file(_ place: UInt32, _ attribute: Int) {
    let all = constraints[attribute]
    let (low, high, slot) = (all.low(at: place), all.high(at: place), all.slot(at: place))
    let first = lists.first(of: attribute)
    for cell in cells.cells(from: low, to: high, attribute: attribute) {
      if cells.isCovered(cell, from: low, to: high, attribute: attribute) {
        lists[first + cell].full.append(slot)
      } else {
        lists[first + cell].partial.append(low, high, of: slot)
      }
    }
  }

  private mutating func learnCells(of attribute: Int) {
    let list = constraints[attribute]
    let ends = list.places.map { CellMap.Ends(list.low(at: $0), list.high(at: $0)) }
    if cells.learn(ends, attribute: attribute) { fileAll(attribute) }
  }

  private mutating func fileAll(_ attribute: Int) {
    for list in lists.range(of: attribute) { lists[list].giveBack() }
    lists.fill(attribute, count: cells.cells(of: attribute), with: Cell())
    for place in constraints[attribute].places { file(place, attribute) }
  }

  mutating func sweep(_ isRemoved: [Bool]) {
    for attribute in constraints.indices {
      let before = constraints[attribute].count
      constraints[attribute].sweep(isRemoved)
      if constraints[attribute].count < before { fileAll(attribute) }
    }
  }

  @inline(__always)
  func count(_ value: Int64, of attribute: Int, in tally: inout Tally, to matches: inout [SubscriptionID]) {
    let list = lists[lists.first(of: attribute) + cells.cell(of: value, attribute: attribute)]
    tally.count(UnsafeBufferPointer(list.full.words), to: &matches)
    list.partial.count(value, in: &tally, to: &matches)
  }

  func forEach(_ attribute: Int, _ visit: (_ low: Int64, _ high: Int64, _ slot: UInt32) throws -> Void) rethrows {
    let list = constraints[attribute]
    for place in list.places { try visit(list.low(at: place), list.high(at: place), list.slot(at: place)) }
  }

  /// Each list holds just what belongs there, in the order of the constraints.
  func checkInvariants() throws {
    try cells.checkInvariants()
    for (attribute, list) in constraints.enumerated() {
      let range = lists.range(of: attribute)
      try BrokenInvariant.unless(range.count == cells.cells(of: attribute), "not every cell has lists")
      for (cell, index) in range.enumerated() {
        let (low, high) = cells.bounds(of: cell, attribute: attribute)
        let touching = list.places.filter { list.low(at: $0) <= high && list.high(at: $0) >= low }
        let isCovering: (UInt32) -> Bool = { list.low(at: $0) <= low && high <= list.high(at: $0) }
        try BrokenInvariant.unless(
          lists[index].full.words.elementsEqual(touching.filter(isCovering).map { list.slot(at: $0) }),
          "cell \(cell) of attribute \(attribute) has other constraints that cover it")
        try BrokenInvariant.unless(
          lists[index].partial.hasSame(as: list, at: touching.filter { !isCovering($0) }),
          "cell \(cell) of attribute \(attribute) has other constraints that reach into it")
      }
    }
  }
}
