import Randomness

/// Bounds are learnt at doublings: first of eight constraints, and again whenever as many have come as there were. So
/// to learn, and to file anew what lies in other cells now, costs every constraint a constant number of times.
extension CellMap {
  /// Tells of a constraint on an attribute. Returns whether it is time to learn the bounds anew.
  package mutating func note(attribute: Int) -> Bool {
    divisions[attribute].news += 1
    return divisions[attribute].news >= divisions[attribute].newsLimit
  }

  /// The ends of a constraint.
  package struct Ends: BitwiseCopyable, Sendable {
    package var low: Int64
    package var high: Int64

    package init(_ low: Int64, _ high: Int64) {
      self.low = low
      self.high = high
    }

    /// The values at which a constraint begins and ceases to be met; nil where it is unbounded.
    fileprivate var bounds: (Int64?, Int64?) {
      low <= high ? (low == .min ? nil : low, high == .max ? nil : high + 1) : (nil, nil)
    }
  }

  /// Learns the bounds of an attribute's cells from all its constraints. Returns whether they have changed.
  package mutating func learn(_ constraints: [Ends], attribute: Int) -> Bool {
    divisions[attribute].news = 0
    divisions[attribute].newsLimit = UInt32(clamping: max(8, constraints.count))
    let bounds = Self.fewDistinct(constraints) ?? Self.quantiles(constraints)
    let old = starts.range(of: attribute)
    if bounds.count + 1 == old.count && zip(bounds, old.dropFirst()).allSatisfy({ $0 == starts[$1] }) { return false }
    set(bounds, attribute: attribute)
    return true
  }

  private mutating func set(_ bounds: [Int64], attribute: Int) {
    starts.fill(attribute, count: bounds.count + 1, with: .min)
    let range = starts.range(of: attribute)
    for (cell, bound) in bounds.enumerated() { starts[range.lowerBound + 1 + cell] = bound }
    divisions[attribute].starts = range.lowerBound
    divisions[attribute].cells = UInt32(bounds.count + 1)
    divisions[attribute].origin = bounds.first ?? .max
    divisions[attribute].span = 0
    guard let first = bounds.first, let last = bounds.last else { return }
    // A table may not be out of proportion to what it is for.
    let span = UInt64(bitPattern: last &- first)
    let widest = min(Self.widestTable, 64 * Int(divisions[attribute].newsLimit))
    guard span > 0, span <= UInt64(widest) else { return }
    tables.fill(attribute, count: Int(span), with: 0)
    let table = tables.range(of: attribute).lowerBound
    for cell in 1..<bounds.count {
      let start = Int(bounds[cell - 1] &- first)
      for offset in start..<Int(bounds[cell] &- first) { tables[table + offset] = UInt8(cell) }
    }
    divisions[attribute].table = table
    divisions[attribute].span = UInt32(span)
  }

  /// All bounds of the constraints, ascending, if they divide the values into no more than the most cells.
  private static func fewDistinct(_ constraints: [Ends]) -> [Int64]? {
    var bounds = DistinctBounds()
    for constraint in constraints {
      let (low, high) = constraint.bounds
      if let low { bounds.insert(low) }
      if let high { bounds.insert(high) }
      if bounds.values.count >= mostCells { return nil }
    }
    return bounds.values.sorted()
  }

  /// A small set of integers.
  private struct DistinctBounds {
    private(set) var values: [Int64] = []
    private var table = [UInt8](repeating: 0, count: 256)

    mutating func insert(_ value: Int64) {
      var slot = Int(truncatingIfNeeded: SplitMix64.mixed(UInt64(bitPattern: value))) & 255
      while table[slot] != 0 {
        if values[Int(table[slot]) - 1] == value { return }
        slot = (slot + 1) & 255
      }
      values.append(value)
      table[slot] = UInt8(values.count)
    }
  }

  /// Bounds that leave about as many ends in each cell, by a sample at equal steps.
  ///
  /// Wide constraints get fewer cells: a copy of them in each of very many costs more room than it spares tests.
  private static func quantiles(_ constraints: [Ends]) -> [Int64] {
    let step = constraints.count / 1_024 + 1
    let sample = stride(from: 0, to: constraints.count, by: step).map { constraints[$0] }
    let ends = sample.flatMap { [$0.bounds.0, $0.bounds.1].compactMap(\.self) }.sorted()
    guard !ends.isEmpty else { return [] }
    let bounds = quantiles(ends, cells: mostCells)
    // A constraint touches one cell more than it has bounds inside.
    let inside = sample.reduce(0) { sum, ends in sum + bounds.count { ends.low < $0 && $0 <= ends.high } }
    let touched = 1 + inside / sample.count
    return touched > wideCells ? quantiles(ends, cells: mostCells * wideCells / touched) : bounds
  }

  private static func quantiles(_ ends: [Int64], cells: Int) -> [Int64] {
    var bounds: [Int64] = []
    for cell in 1..<cells {
      let bound = ends[cell * ends.count / cells]
      if bounds.last != bound { bounds.append(bound) }
    }
    return bounds
  }

  /// Looks whether starts, tables and the search agree.
  package func checkInvariants() throws {
    for attribute in 0..<count {
      let range = starts.range(of: attribute)
      let starts = self.starts.elements[range]
      try BrokenInvariant.unless(
        range.count == cells(of: attribute), "attribute \(attribute) has other cells than starts")
      try BrokenInvariant.unless(starts.first == .min, "the first cell of \(attribute) does not reach down")
      try BrokenInvariant.unless(
        zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }, "the cells of \(attribute) do not ascend")
      for cell in 0..<cells(of: attribute) {
        let (low, high) = bounds(of: cell, attribute: attribute)
        for value in [low, low / 2 + high / 2, high] where low <= value && value <= high {
          try BrokenInvariant.unless(
            self.cell(of: value, attribute: attribute) == cell, "\(value) is not found in cell \(cell) of \(attribute)")
        }
      }
    }
  }
}
