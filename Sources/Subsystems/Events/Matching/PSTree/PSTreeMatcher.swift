/// PS-tree: the ends of the ranges on an attribute cut its values into disjoint predicate spaces; a value finds its
/// space, and there whom to look at (Ji and Jacobsen, PVLDB 12(3), 2018).
///
/// Only that idea is the paper's as far as we know it. The rest is our reconstruction:
///
/// - The spaces of an attribute are the leaves of a segment tree. A range is kept at the largest nodes that cover its
///   spaces, so that neighbouring spaces share what holds throughout them, and a space refers to what is kept on its
///   way to the root.
/// - Each subscription is kept under one constraint, its access constraint: that which, as far as popularity and a
///   sample of all ends tell, lets the fewest events through. An event looks at those that are in the spaces of its
///   values. So nobody is looked at twice, and nothing is counted.
/// - Beside a subscription stand the spaces of its second constraint, its guard: most of those who fail are refused
///   there. The constraints of the others are held against the event.
/// - Not all ends cut, only those of access constraints and a sample of the others, since more would not tell more
///   events apart. A range whose ends are no cuts is kept in the spaces that it reaches into, and since all constraints
///   are verified, no more has to be done about it. Access constraints, cuts and trees are made anew after as many
///   changes as there were subscriptions.
public struct PSTreeMatcher: Matcher {
  /// The spaces of one attribute: those below the first cut, from cut to cut, and from the last cut on.
  struct Axis: Sendable {
    var firstCut: Int
    /// One more than there are cuts.
    var spaces: Int
    /// The list of the root. The other nodes of the tree follow.
    var firstList: Int

    var cuts: Range<Int> { firstCut..<firstCut + spaces - 1 }
    var lists: Range<Int> { firstList..<firstList + 2 * spaces - 1 }

    @inline(__always) func list(of node: Int) -> Int { firstList + node - 1 }
  }

  /// A subscription at a node of a tree.
  struct Kept: Blank, BitwiseCopyable, Sendable {
    var name: UInt32 = 0
    /// The attribute of the guard, and the spaces that it reaches into.
    var attribute: UInt32 = 0
    var first: Int32 = 0
    var last: Int32 = 0
  }

  /// The list of those without constraints.
  static let everything = 0
  /// The most ranges of an attribute whose ends are sampled.
  static let mostSampled = 128
  /// How many of the sampled ends of an attribute are cuts, beside those of access constraints.
  static let sampledCuts = 64

  /// The first constraint of each subscription is its access constraint, the second its guard; the others follow, the
  /// most selective first.
  var table = ConstraintTable()
  /// By the attribute's number.
  var axes: [Axis] = []
  /// A cut is the first value of a space.
  var cuts: [Int64] = []
  /// Who is kept at each node.
  var lists = PackedLists<Column<Kept>>()
  var samples = EndSamples()
  var clock = RebuildClock()

  /// Without subscriptions.
  public init() { lists.addLists(upTo: 1) }

  /// The subscriptions that are in it.
  public var count: Int { table.count }

  /// All that it holds, in bytes.
  public var bytes: Int {
    table.bytes + axes.capacity * MemoryLayout<Axis>.stride
      + cuts.capacity * MemoryLayout<Int64>.stride + samples.bytes + lists.bytes
  }

  /// How many predicate spaces an attribute has.
  package func spaceCount(of attribute: UInt32) -> Int {
    let number = table.attributes.number(of: attribute)
    return number < 0 ? 1 : axes[number].spaces
  }

  /// The attribute under which a subscription is kept; nil if it is unknown or has no constraints.
  package func accessAttribute(of id: SubscriptionID) -> UInt32? {
    guard table.contains(id), let first = table.range(of: id.index).first else { return nil }
    return table.attributes.attributes[Int(table.constraints[first].attribute)]
  }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard table.insert(constraints, as: id) else { return false }
    while axes.count < table.attributes.count { addAxis(cuts: cuts.count) }
    if clock.tick() {
      rebuild()
    } else {
      arrange(id.index)
      keep(id.index)
    }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard table.contains(id) else { return false }
    if let access = table.range(of: id.index).first {
      let constraint = table.constraints[access]
      let axis = axes[Int(constraint.attribute)]
      for node in cover(of: constraint) { remove(id.number, from: axis.list(of: node)) }
    } else {
      remove(id.number, from: Self.everything)
    }
    table.remove(id)
    if clock.tick() { rebuild() }
    return true
  }

  /// The nodes over the spaces that a range reaches into.
  func cover(of constraint: Constraint) -> SegmentCover {
    SegmentCover(spaces(of: constraint), leaves: axes[Int(constraint.attribute)].spaces)
  }

  /// The spaces that a range reaches into.
  func spaces(of constraint: Constraint) -> ClosedRange<Int> {
    let axis = axes[Int(constraint.attribute)]
    return space(of: constraint.low, axis)...space(of: constraint.high, axis)
  }

  /// The space of a value, from 0.
  @inline(__always) func space(of value: Int64, _ axis: Axis) -> Int {
    cuts.span.firstIndex(above: value, in: axis.cuts) - axis.firstCut
  }

  /// How many subscriptions an event would look at for a constraint, were all kept under constraints like it: how often
  /// its attribute is spoken of, times the share of the ends on it that are within the range.
  private static func cost(of constraint: Constraint, _ popularity: [Int], _ samples: EndSamples) -> Double {
    let attribute = Int(constraint.attribute)
    let (ends, all) = (samples.ends.span, samples.range(of: attribute))
    let within = ends.firstIndex(above: constraint.high, in: all) - ends.firstIndex(from: constraint.low, in: all)
    return Double(popularity[attribute]) * Double(within + 1) / Double(all.count + 1)
  }

  private mutating func arrange(_ name: Int) {
    let (popularity, samples) = (table.popularity, samples)
    table.arrange(name) { Self.cost(of: $0, popularity, samples) }
  }

  private mutating func keep(_ name: Int) {
    let constraints = table.range(of: name)
    guard let access = constraints.first else { return lists.append(Kept(name: UInt32(name)), to: Self.everything) }
    let axis = axes[Int(table.constraints[access].attribute)]
    let kept = kept(name)
    for node in cover(of: table.constraints[access]) { lists.append(kept, to: axis.list(of: node)) }
  }

  /// What stands in the lists for a subscription that has constraints; if it has only one, that is the guard as well.
  func kept(_ name: Int) -> Kept {
    let constraint = table.constraints[table.range(of: name).prefix(2).upperBound - 1]
    let spaces = spaces(of: constraint)
    return Kept(
      name: UInt32(name), attribute: constraint.attribute, first: Int32(spaces.lowerBound),
      last: Int32(spaces.upperBound))
  }

  private mutating func remove(_ name: UInt32, from list: Int) {
    guard let place = lists.range(of: list).first(where: { lists.columns[$0].name == name }) else {
      preconditionFailure("a subscription is removed from its nodes")
    }
    lists.remove(at: place, from: list)
  }

  /// Adds the axis of the next attribute, with the cuts from one on.
  private mutating func addAxis(cuts first: Int) {
    let firstList = axes.last?.lists.upperBound ?? Self.everything + 1
    axes.append(Axis(firstCut: first, spaces: cuts.count - first + 1, firstList: firstList))
    lists.addLists(upTo: axes[axes.count - 1].lists.upperBound)
  }

  /// Chooses all access constraints anew, and makes the spaces and trees from them.
  private mutating func rebuild() {
    samples = EndSamples(of: table, most: Self.mostSampled)
    for name in table.names { arrange(name) }
    makeSpaces()
    lists = PackedLists()
    lists.addLists(upTo: axes.last?.lists.upperBound ?? Self.everything + 1)
    for name in table.names { keep(name) }
    lists.pack()
    table.pack(in: namesByNode())
    clock.restart(for: table)
  }

  private mutating func makeSpaces() {
    var cutsOfAxis = table.popularity.indices.map { attribute in
      let sample = samples.range(of: attribute)
      return stride(from: 0, to: sample.count, by: 1 + sample.count / Self.sampledCuts).flatMap {
        Self.cuts(at: samples.ends[sample.lowerBound + $0])
      }
    }
    for name in table.names {
      guard let access = table.range(of: name).first else { continue }
      let constraint = table.constraints[access]
      cutsOfAxis[Int(constraint.attribute)].append(constraint.low)
      if constraint.high < .max { cutsOfAxis[Int(constraint.attribute)].append(constraint.high + 1) }
    }
    (axes, cuts) = ([], [])
    for attribute in cutsOfAxis.indices {
      let first = cuts.count
      cutsOfAxis[attribute].sort()
      for cut in cutsOfAxis[attribute] where cuts.count == first || cuts[cuts.count - 1] < cut { cuts.append(cut) }
      addAxis(cuts: first)
    }
  }

  /// The cuts on both sides of a value.
  private static func cuts(at value: Int64) -> [Int64] { value < .max ? [value, value + 1] : [value] }

  /// All subscriptions, those that are kept at one node together, so that whoever looks at a node finds their
  /// constraints in a row.
  private func namesByNode() -> [Int] {
    var isTaken = [Bool](repeating: false, count: table.entries.count)
    var order: [Int] = []
    order.reserveCapacity(table.count)
    for list in 0..<lists.count {
      for place in lists.range(of: list) {
        let name = Int(lists.columns[place].name)
        if !isTaken[name] {
          isTaken[name] = true
          order.append(name)
        }
      }
    }
    return order
  }
}
