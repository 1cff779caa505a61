/// Subscriptions in buckets by their most telling constraint, and in each bucket 64 at a time.
///
/// A subscription's *pivot* is the constraint that the fewest events are expected to meet: the smallest product of the attribute's
/// popularity and the share of its values that the constraint admits. It decides the bucket; an event looks into the buckets of its values
/// only. Ranges go into the buckets of the cells that they overlap, at the level of a hierarchy of cells at which these are five at most.
/// Within a bucket, blocks test 64 subscriptions at once.
///
/// This is our own design. The choice of pivots is the reconstruction of matching by attribute popularity in ``PivotMatcher``.
///
/// The memory behind its pointers is its own, and only mutating methods write to it: hence it is Sendable.
public struct BlockMatcher: ~Copyable, Matcher, @unchecked Sendable {
  var attributes = CodedAttributes()
  /// The levels of cells at which each attribute has ever had a bucket, one bit each.
  var levels: [UInt16] = []
  var buckets = BucketTable()
  var blocks: [UnsafeMutableRawPointer?] = []
  var freeNumbers: [UInt32] = []
  var homes = HomeTable()
  /// Subscriptions without constraints, or on attributes without codes only.
  var always: [SubscriptionID] = []
  /// Constraints that codes do not say, or say too widely.
  var exact = ConstraintLists()
  var blockBytes = 0
  /// When the choices are looked at again.
  var clock = RebuildClock(fewest: 1_024)
  /// The constraints that are being filed, in codes, and those of them that codes do not say.
  var draft: [CodedRange] = []
  var unsaid: [Constraint] = []

  /// The subscriptions that are in it.
  public private(set) var count = 0

  /// Without subscriptions.
  public init() {}

  deinit {
    for case let block? in blocks { block.deallocate() }
  }

  /// All that it holds, in bytes.
  public var bytes: Int {
    attributes.bytes + levels.capacity * 2 + buckets.bytes + blocks.capacity * 8 + freeNumbers.capacity * 4
      + homes.bytes
      + always.capacity * 4 + blockBytes + exact.bytes
  }

  /// What going through all takes.
  var size: Int { RebuildClock.size(subscriptions: count, names: homes.count) }

  func contains(_ id: SubscriptionID) -> Bool { homes[id] != .none }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    guard homes[id] == .none else { return false }
    for index in constraints.indices { attributes.add(constraints[index]) }
    file(constraints, as: id)
    count += 1
    if clock.tick(now: size) { reconsider() }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard contains(id) else { return false }
    remove(id, asking: constraints(of: id))
    return true
  }
}

extension BlockMatcher {
  /// Takes out a subscription that there is, and whose constraints are known already.
  mutating func remove(_ id: SubscriptionID, asking constraints: [Constraint]) {
    for constraint in constraints { attributes.remove(constraint) }
    unfile(id)
    count -= 1
    if clock.tick(now: size) { reconsider() }
  }

  /// Looks at the whole structure, for tests.
  public func checkInvariants() throws {
    var live = 0
    for case let memory? in blocks {
      let block = Block(memory)
      let header = block.header.pointee
      try BrokenInvariant.unless(blocks[Int(header.number)] == memory, "a block does not know its number")
      try BrokenInvariant.unless(header.live != 0, "a block is empty")
      try BrokenInvariant.unless(header.lossy & ~header.live == 0, "a lane is lossy and not taken")
      for index in 0..<Int(header.entryCount) {
        let lanes = block.entries[index].lanes
        try BrokenInvariant.unless(
          lanes != 0 && lanes & ~header.live == 0, "an entry belongs to lanes that are not taken")
        for other in 0..<index {
          try BrokenInvariant.unless(
            block.entries[other].range != block.entries[index].range, "an entry is there twice")
        }
      }
      for lane in 0..<Block.lanes where header.live >> UInt64(lane) & 1 == 1 {
        try BrokenInvariant.unless(lane < Int(header.laneCapacity), "a lane has no room")
        let id = block.names[lane]
        let place = header.number << 6 | UInt32(lane)
        switch homes[id] {
        case .lane(let block, let lane):
          try BrokenInvariant.unless(place == block << 6 | lane, "\(id) is not at home")
          live += 1
        case .copies(let index):
          let copies = homes.copies[Int(index)]
          try BrokenInvariant.unless(
            (0..<Int(copies.count)).contains { copies.lanes[$0] == place }, "a copy of \(id) is not at home")
          if copies.lanes[0] == place { live += 1 }
        case .none, .always: throw BrokenInvariant("\(id) is in a block")
        }
      }
      var chain = buckets.first(header.bucket)
      while let current = chain, current != memory { chain = Block(current).header.pointee.next }
      try BrokenInvariant.unless(chain == memory, "a block is not in its bucket")
    }
    try exact.checkInvariants()
    try BrokenInvariant.unless(
      live + always.count == count, "\(live + always.count) subscriptions are filed of \(count)")
    try attributes.check(against: 0..<homes.count) { constraints(of: $0) }
  }
}
