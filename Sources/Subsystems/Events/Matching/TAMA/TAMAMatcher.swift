/// TAMA: each attribute has a binary tree of fixed depth over its domain; a range is kept at the largest nodes that
/// cover it, and a value meets those on its way between root and leaf, where it counts down what their owners still
/// need (ICDCS 2011).
///
/// The depth bounds the work for each value, and how finely ranges are told apart: the leaves are cells of equal width,
/// a range is rounded outward to whole cells, and a constraint counts as met when the value's cell intersects it. So
/// nothing is missed, and a little too much is found where ranges end. In exact mode, what is found is held against the
/// constraints as well; with cells of one value each, and all values and ends within the domain, the two modes find the
/// same.
public struct TAMAMatcher: Matcher {
  /// What becomes of a subscription whose constraints are met as far as cells tell.
  public enum Mode: Hashable, Sendable {
    /// It is found, as published: perhaps wrongly.
    case approximate
    /// It is found if it also satisfies the event by its own constraints.
    case exact
  }

  /// As many constraints are counted: as a byte can. Whether the others are met is seen at the end.
  static let mostCounted = 254
  /// Where there is no subscription: a need that is never met.
  static let never: UInt8 = 255

  /// The levels of the trees; one level is the root alone.
  public let depth: Int
  /// The values that the leaves divide among them. Whatever lies outside counts as in the first or the last cell.
  public let domain: ClosedRange<Int64>
  /// Whether what is found is verified.
  public let mode: Mode
  /// How many values are in a cell, where there is more than one cell.
  private let width: UInt64

  var table = ConstraintTable()
  /// By name, how many constraints are counted.
  var needs: [UInt8] = []
  /// Numbers the nodes that have a list: pairs of an attribute and a node of its tree.
  var nodes = DenseKeys()
  /// By node, who is kept there.
  var lists = PackedLists<Column<UInt32>>()

  /// Without subscriptions.
  ///
  /// - Parameters:
  ///   - depth: of the trees, in `1...30`. With `2^(depth - 1)` at least the number of values in the domain, a cell is
  ///     one value.
  ///   - domain: where most values are expected.
  public init(depth: Int = 11, domain: ClosedRange<Int64> = 0...1_023, mode: Mode = .exact) {
    precondition((1...30).contains(depth), "trees have 1 to 30 levels")
    (self.depth, self.domain, self.mode) = (depth, domain, mode)
    let last = UInt64(bitPattern: domain.upperBound &- domain.lowerBound)
    width = depth == 1 ? .max : last >> UInt64(depth - 1) + 1
  }

  /// The subscriptions that are in it.
  public var count: Int { table.count }

  /// All that it holds, in bytes.
  public var bytes: Int { table.bytes + needs.capacity + nodes.bytes + lists.bytes }

  /// The leaves of each tree.
  var cells: Int { 1 << (depth - 1) }

  /// The cell of a value.
  @inline(__always) func cell(of value: Int64) -> Int {
    let inside = min(max(value, domain.lowerBound), domain.upperBound)
    return depth == 1 ? 0 : Int(UInt64(bitPattern: inside &- domain.lowerBound) / width)
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard table.insert(constraints, as: id) else { return false }
    if needs.count < table.entries.count {
      needs.append(contentsOf: repeatElement(Self.never, count: table.entries.count - needs.count))
    }
    needs[id.index] = UInt8(min(constraints.count, Self.mostCounted))
    for index in table.range(of: id.index).prefix(Self.mostCounted) {
      let constraint = table.constraints[index]
      for node in cover(of: constraint) {
        let list = nodes.number(assigning: key(constraint.attribute, node))
        lists.addLists(upTo: list + 1)
        lists.append(id.number, to: list)
      }
    }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard table.contains(id) else { return false }
    for index in table.range(of: id.index).prefix(Self.mostCounted) {
      let constraint = table.constraints[index]
      for node in cover(of: constraint) {
        let list = nodes.number(of: key(constraint.attribute, node))
        lists.remove(id.number, from: list)
      }
    }
    needs[id.index] = Self.never
    table.remove(id)
    return true
  }

  /// The largest nodes that cover the cells of a range.
  func cover(of constraint: Constraint) -> SegmentCover {
    SegmentCover(cell(of: constraint.low)...cell(of: constraint.high), leaves: cells)
  }

  @inline(__always) func key(_ attribute: UInt32, _ node: Int) -> UInt64 {
    UInt64(attribute) << 32 | UInt64(truncatingIfNeeded: node)
  }
}
