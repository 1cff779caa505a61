import CProcessor

/// What a reader of a ``BlockMatcher`` needs: the codes of the event, and lists of what is to be looked at.
public final class BlockScratch: MatchingScratch {
  /// The subscriptions that were looked at one by one.
  public internal(set) var candidates = 0
  /// The bytes of blocks that were looked at.
  public internal(set) var bytesRead = 0
  /// The code of each attribute of the event.
  var codes: UnsafeMutablePointer<EventCode> = .allocate(capacity: 0)
  var attributes = 0
  var probes: UnsafeMutablePointer<Probe> = .allocate(capacity: 0)
  var probeCapacity = 0

  struct Probe {
    var bucket: UInt64
    var home: Int
    var block: UnsafeMutableRawPointer?
  }

  init() {}

  deinit {
    codes.deallocate()
    probes.deallocate()
  }

  func reserve(attributes: Int, values: Int) {
    if self.attributes < attributes {
      codes.deallocate()
      codes = .allocate(capacity: attributes)
      codes.initialize(repeating: .absent, count: attributes)
      self.attributes = attributes
    }
    // At most nine levels an attribute.
    if probeCapacity < values * 9 {
      probes.deallocate()
      probes = .allocate(capacity: values * 9)
      probeCapacity = values * 9
    }
  }
}

extension BlockMatcher {
  /// What a reader needs.
  public func makeScratch() -> BlockScratch { BlockScratch() }

  /// Appends all subscriptions that the event satisfies.
  public func match(
    _ event: Span<AttributeValue>, using scratch: inout BlockScratch, into matches: inout [SubscriptionID]
  ) {
    for id in always where exact.admit(event, for: id) { matches.append(id) }
    scratch.reserve(attributes: levels.count, values: event.count)
    let codes = scratch.codes
    let probes = scratch.probes
    let known = levels.count
    // First all homes of buckets, then all blocks, then the work: the memory is asked for well before it is needed.
    var count = 0
    for index in event.indices {
      let attribute = attributes.number(of: event[index].attribute)
      guard attribute >= 0, attribute < known else { continue }
      let code = attributes.maps[attribute].code(event[index].value)
      codes[attribute] = EventCode(code)
      var levels = levels[attribute]
      while levels != 0 {
        let level = UInt16(levels.trailingZeroBitCount)
        levels &= levels &- 1
        let bucket = Cells.bucket(
          UInt16(truncatingIfNeeded: attribute), level, UInt16(truncatingIfNeeded: UInt32(code) >> UInt32(level)))
        let home = buckets.home(of: bucket)
        buckets.prefetch(home)
        probes[count] = BlockScratch.Probe(bucket: bucket, home: home, block: nil)
        count &+= 1
      }
    }
    var found = 0
    for probe in 0..<count {
      guard let first = buckets.first(probes[probe].bucket, home: probes[probe].home) else { continue }
      ivce_prefetch(first)
      probes[found].block = first
      found &+= 1
    }
    var probe = 0
    var memory = found == 0 ? nil : probes[0].block
    if let memory { Block(memory).prefetch() }
    while let current = memory {
      let block = Block(current)
      memory = block.header.pointee.next
      if memory == nil {
        probe &+= 1
        if probe < found { memory = probes[probe].block }
      }
      if let memory { Block(memory).prefetch() }
      scratch.candidates &+= block.header.pointee.live.nonzeroBitCount
      scratch.bytesRead &+= block.testedBytes
      let alive = block.survivors(codes)
      if alive != 0 { report(block, alive, event, into: &matches) }
    }
    for index in event.indices {
      let attribute = attributes.number(of: event[index].attribute)
      if attribute >= 0, attribute < known { codes[attribute] = .absent }
    }
  }

  private func report(
    _ block: Block, _ alive: UInt64, _ event: Span<AttributeValue>, into matches: inout [SubscriptionID]
  ) {
    let names = block.names
    let lossy = alive & block.header.pointee.lossy
    var alive = alive
    if lossy != 0 { alive &= ~refuted(lossy, names, event) }
    if alive == .max {
      matches.append(contentsOf: UnsafeBufferPointer(start: names, count: Block.lanes))
      return
    }
    while alive != 0 {
      matches.append(names[alive.trailingZeroBitCount])
      alive &= alive &- 1
    }
  }

  /// Of lanes whose codes admit too much, those whose constraints the event does not meet.
  private func refuted(
    _ lanes: UInt64, _ names: UnsafeMutablePointer<SubscriptionID>, _ event: Span<AttributeValue>
  ) -> UInt64 {
    var (rest, refuted) = (lanes, UInt64(0))
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      if !exact.admit(event, for: names[lane]) { refuted |= 1 << UInt64(lane) }
    }
    return refuted
  }
}
