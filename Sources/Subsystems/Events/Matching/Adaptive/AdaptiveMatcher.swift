/// The matcher for those who do not want to choose: it looks at the subscriptions that are in it and lays them out accordingly.
///
/// What can be told apart by a rare or narrow constraint goes into the buckets of a ``BlockMatcher``, which within each bucket chooses between
/// shared entries and columns, attribute by attribute. What most events would have to be held against anyway, because ranges are wide and
/// attributes are in many subscriptions, goes into the bitmaps of a ``BitsetMatcher``, if there is enough of it. Which it is, is looked at
/// again whenever as many have come and gone as there are.
///
/// Subscriptions are stored once, within the layout. Our own design.
public struct AdaptiveMatcher: ~Copyable, Matcher {
  var sparse = BlockMatcher()
  var dense = BitsetMatcher()
  var attributes = CodedAttributes()
  /// Whether subscriptions that few constraints tell apart go into bitmaps.
  private(set) var usesBitmaps = false
  /// When the choices are looked at again.
  var clock = RebuildClock(fewest: 1_024)

  /// Without subscriptions.
  public init() {}

  /// The subscriptions that are in it.
  public var count: Int { sparse.count + dense.count }

  /// What going through all takes.
  private var size: Int {
    RebuildClock.size(subscriptions: count, names: max(sparse.homes.count, dense.slots.count))
  }

  /// What both layouts hold.
  public var bytes: Int {
    sparse.bytes + dense.bytes + attributes.bytes
  }

  /// Takes in a subscription, in time that grows with its constraints; now and then all are laid out anew.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    guard !sparse.contains(id), !dense.contains(id) else { return false }
    for index in constraints.indices { attributes.add(constraints[index]) }
    if usesBitmaps, isCommon(constraints) {
      dense.insert(constraints, as: id)
    } else {
      sparse.insert(constraints, as: id)
    }
    if clock.tick(now: size) { reconsider() }
    return true
  }

  /// Takes out a subscription, in time that grows with its constraints.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    let isDense = dense.contains(id)
    guard isDense || sparse.contains(id) else { return false }
    let constraints = isDense ? dense.constraints(of: id) : sparse.constraints(of: id)
    for constraint in constraints { attributes.remove(constraint) }
    if isDense { dense.remove(id, asking: constraints) } else { sparse.remove(id, asking: constraints) }
    if clock.tick(now: size) { reconsider() }
    return true
  }

  /// The share of events that meet a constraint, as far as the subscriptions tell: an attribute that a share of them speaks of is taken to be
  /// in four times that share of the events.
  private func expectation(_ constraint: Constraint) -> Double {
    let number = attributes.number(of: constraint.attribute)
    guard number >= 0 else { return 1 }
    let figures = attributes.figures[number]
    let presence = min(1, 4 * Double(figures.popularity) / Double(max(1, count)))
    let width = figures.width(of: constraint)
    return presence * Double(width) / Double(max(width, figures.cardinality))
  }

  /// Testing a subscription in a bucket costs as much as reading the bitmaps of some thirty.
  private static let commonShare = 0.03

  private func isCommon(_ constraints: Span<Constraint>) -> Bool {
    guard !constraints.isEmpty else { return false }
    for index in constraints.indices where expectation(constraints[index]) <= Self.commonShare { return false }
    return true
  }

  /// Decides anew about bitmaps, from a sample, and moves what is in the wrong place.
  private mutating func reconsider() {
    clock.restart(for: size)
    let largest = max(sparse.homes.count, dense.slots.count)
    if attributes.shouldLearn {
      attributes.learn(
        from: (0..<largest).map { SubscriptionID($0) }
          .map { ($0, dense.contains($0) ? dense.constraints(of: $0) : sparse.constraints(of: $0)) })
    }
    var (sampled, common) = (0, 0)
    for index in stride(from: 0, to: largest, by: max(1, largest / 512)) {
      let id = SubscriptionID(index)
      let constraints = dense.contains(id) ? dense.constraints(of: id) : sparse.constraints(of: id)
      guard !constraints.isEmpty else { continue }
      sampled += 1
      if isCommon(constraints.span) { common += 1 }
    }
    // In between all stays as it is, so that nothing moves to and fro.
    if 4 * common > sampled { usesBitmaps = true }
    if 10 * common < sampled { usesBitmaps = false }
    guard usesBitmaps || dense.count > 0 else { return }
    for index in 0..<largest {
      let id = SubscriptionID(index)
      if dense.contains(id) {
        let constraints = dense.constraints(of: id)
        if !usesBitmaps || !isCommon(constraints.span) { move(constraints, id, toBitmaps: false) }
      } else if usesBitmaps, sparse.contains(id) {
        let constraints = sparse.constraints(of: id)
        if isCommon(constraints.span) { move(constraints, id, toBitmaps: true) }
      }
    }
  }

  private mutating func move(_ constraints: [Constraint], _ id: SubscriptionID, toBitmaps: Bool) {
    if toBitmaps {
      sparse.remove(id)
      dense.insert(constraints.span, as: id)
    } else {
      dense.remove(id)
      sparse.insert(constraints.span, as: id)
    }
  }

  /// What a reader needs: that of both layouts.
  public func makeScratch() -> AdaptiveScratch { AdaptiveScratch(sparse: BlockScratch(), dense: BitsetScratch()) }

  /// Appends what is found in the buckets, and then what is found in the bitmaps.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout AdaptiveScratch, into matches: inout [SubscriptionID]
  ) {
    if sparse.count > 0 { sparse.match(event, using: &scratch.sparse, into: &matches) }
    if dense.count > 0 { dense.match(event, using: &scratch.dense, into: &matches) }
  }

  /// Looks at both layouts, and at what is counted here.
  public func checkInvariants() throws {
    try sparse.checkInvariants()
    try dense.checkInvariants()
    let names = 0..<max(sparse.homes.count, dense.slots.count)
    for name in names {
      let id = SubscriptionID(name)
      try BrokenInvariant.unless(!(sparse.contains(id) && dense.contains(id)), "\(id) is in both layouts")
    }
    try attributes.check(against: names) { sparse.constraints(of: $0) + dense.constraints(of: $0) }
  }
}

/// What a reader of an ``AdaptiveMatcher`` needs.
public struct AdaptiveScratch: MatchingScratch {
  var sparse: BlockScratch
  var dense: BitsetScratch

  /// Those of both layouts.
  public var candidates: Int { sparse.candidates + dense.candidates }

  /// The bytes that were looked at in both.
  public var bytesRead: Int { sparse.bytesRead + dense.bytesRead }
}
