/// The intervals of one attribute, to find those that contain a value; each has a number. Our own design.
///
/// Intervals are in *classes* by the number of bits of their width, and within a class in the order of their low ends.
/// Those of a class that contain a value have low ends within the greatest width of the class before it, a run in that
/// order; of that run, with intervals anywhere, more than half contain the value. So a search takes time in proportion
/// to the classes that occur, a logarithm for each, and what it finds.
///
/// The order is cut into chunks of up to 32 intervals of one class. Values are in ordered form.
package struct IntervalIndex: Sendable {
  package struct Entry: BitwiseCopyable, Sendable {
    package var low: UInt64
    package var width: UInt64
    package var number: UInt32

    package init(low: UInt64, width: UInt64, number: UInt32) {
      self.low = low
      self.width = width
      self.number = number
    }

    /// Whether it comes before another of the same class.
    @inline(__always)
    func precedes(_ other: Entry) -> Bool { (low, width) < (other.low, other.width) }
  }

  /// A chunk, in the order of all.
  struct Chunk: BitwiseCopyable, Sendable {
    /// The low end of its first interval.
    var low: UInt64
    /// Its place among the entries, in chunks.
    var place: UInt32
    var count: UInt8
    var widthClass: UInt8
  }

  private static var room: Int { 32 }

  private var chunks: [Chunk] = []
  private var entries: [Entry] = []
  private var freePlaces: [UInt32] = []
  /// Bit c says that class c occurs.
  private var classes: UInt64 = 0
  package private(set) var count = 0

  package init() {}

  package var bytes: Int {
    chunks.capacity * MemoryLayout<Chunk>.stride + entries.capacity * MemoryLayout<Entry>.stride
      + freePlaces.capacity * MemoryLayout<UInt32>.stride
  }

  /// The class of a width: its bits, but 63 for those of 64 bits, too.
  @inline(__always)
  private static func widthClass(_ width: UInt64) -> Int { min(63, 64 - width.leadingZeroBitCount) }

  /// The first chunk of a class, or of those after it, that begins at `low` or later.
  @inline(__always)
  private func firstChunk(ofClass widthClass: Int, from low: UInt64) -> Int {
    var (below, above) = (0, chunks.count)
    while below < above {
      let middle = (below &+ above) >> 1
      let chunk = chunks[middle]
      if (Int(chunk.widthClass), chunk.low) < (widthClass, low) { below = middle &+ 1 } else { above = middle }
    }
    return below
  }

  /// Appends the numbers of the intervals that contain a value.
  package func find(_ value: UInt64, into found: inout [UInt32]) {
    var left = classes
    while left != 0 {
      let widthClass = left.trailingZeroBitCount
      left &= left &- 1
      let reach = widthClass == 63 ? UInt64.max : 1 &<< UInt64(widthClass) &- 1
      var chunk = firstChunk(ofClass: widthClass, from: value >= reach ? value &- reach : 0)
      // The one before begins too low but may reach as far.
      if chunk > 0, chunks[chunk &- 1].widthClass == widthClass { chunk &-= 1 }
      while chunk < chunks.count, chunks[chunk].widthClass == widthClass, chunks[chunk].low <= value {
        let first = Int(chunks[chunk].place) &* Self.room
        for place in first..<first &+ Int(chunks[chunk].count)
        where value &- entries[place].low <= entries[place].width {
          found.append(entries[place].number)
        }
        chunk &+= 1
      }
    }
  }

  /// The chunk that an interval is in if it is in any, and else the one it would be in; none if there is none of its
  /// class before or around it.
  private func chunk(of entry: Entry) -> Int? {
    let widthClass = Self.widthClass(entry.width)
    var (below, above) = (0, chunks.count)
    while below < above {
      let middle = (below &+ above) >> 1
      let chunk = chunks[middle]
      let (place, sought) = ((Int(chunk.widthClass), chunk.low), (widthClass, entry.low))
      // Of several chunks that begin with the same low end, the widths tell.
      let isAfter = place > sought || place == sought && entry.precedes(entries[Int(chunk.place) &* Self.room])
      if isAfter { above = middle } else { below = middle &+ 1 }
    }
    return below > 0 && chunks[below &- 1].widthClass == widthClass ? below &- 1 : nil
  }

  /// Adds an interval that is not in it.
  package mutating func insert(_ entry: Entry) {
    let widthClass = Self.widthClass(entry.width)
    classes |= 1 << UInt64(widthClass)
    count += 1
    var chunk: Int
    if let before = self.chunk(of: entry) {
      chunk = before
    } else {
      // It is the first of its class.
      chunk = firstChunk(ofClass: widthClass, from: 0)
      if chunk == chunks.count || chunks[chunk].widthClass != widthClass {
        makeChunk(at: chunk, Chunk(low: entry.low, place: 0, count: 0, widthClass: UInt8(widthClass)))
      }
    }
    if Int(chunks[chunk].count) == Self.room {
      split(chunk)
      if !entry.precedes(entries[Int(chunks[chunk + 1].place) * Self.room]) { chunk += 1 }
    }
    let first = Int(chunks[chunk].place) * Self.room
    var place = first + Int(chunks[chunk].count)
    while place > first, entry.precedes(entries[place - 1]) {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[place] = entry
    chunks[chunk].count += 1
    chunks[chunk].low = entries[first].low
  }

  private mutating func makeChunk(at index: Int, _ chunk: Chunk) {
    var chunk = chunk
    if let free = freePlaces.popLast() {
      chunk.place = free
    } else {
      chunk.place = UInt32(entries.count / Self.room)
      entries.append(contentsOf: repeatElement(Entry(low: 0, width: 0, number: 0), count: Self.room))
    }
    chunks.insert(chunk, at: index)
  }

  private mutating func split(_ chunk: Int) {
    let half = Self.room / 2
    var upper = chunks[chunk]
    let first = Int(upper.place) * Self.room
    upper.low = entries[first + half].low
    upper.count = UInt8(half)
    makeChunk(at: chunk + 1, upper)
    chunks[chunk].count = UInt8(half)
    let target = Int(chunks[chunk + 1].place) * Self.room
    for place in 0..<half { entries[target + place] = entries[first + half + place] }
  }

  /// Removes an interval that is in it, whatever its number.
  package mutating func remove(_ entry: Entry) {
    guard let chunk = chunk(of: entry) else { preconditionFailure("what is removed is in the index") }
    let first = Int(chunks[chunk].place) * Self.room
    let end = first + Int(chunks[chunk].count)
    var place = place(of: entry, in: chunk)
    while place + 1 < end {
      entries[place] = entries[place + 1]
      place += 1
    }
    count -= 1
    chunks[chunk].count -= 1
    chunks[chunk].low = entries[first].low
    if chunks[chunk].count == 0 {
      let widthClass = chunks[chunk].widthClass
      dropChunk(chunk)
      let isLast =
        (chunk == 0 || chunks[chunk - 1].widthClass != widthClass)
        && (chunk == chunks.count || chunks[chunk].widthClass != widthClass)
      if isLast { classes &= ~(1 << UInt64(widthClass)) }
    } else if chunk + 1 < chunks.count {
      merge(chunk)
    }
  }

  /// Gives an interval that is in it another number.
  package mutating func renumber(_ entry: Entry) {
    guard let chunk = chunk(of: entry) else { preconditionFailure("what is renumbered is in the index") }
    entries[place(of: entry, in: chunk)].number = entry.number
  }

  private func place(of entry: Entry, in chunk: Int) -> Int {
    var place = Int(chunks[chunk].place) * Self.room
    let end = place + Int(chunks[chunk].count)
    while place < end, entries[place].precedes(entry) { place += 1 }
    precondition(place < end && !entry.precedes(entries[place]), "what is sought is in the index")
    return place
  }

  private mutating func dropChunk(_ chunk: Int) {
    freePlaces.append(chunks[chunk].place)
    chunks.remove(at: chunk)
  }

  /// Joins a chunk and the next one if they are of one class and half a chunk together.
  private mutating func merge(_ chunk: Int) {
    let (lower, upper) = (chunks[chunk], chunks[chunk + 1])
    guard lower.widthClass == upper.widthClass, Int(lower.count + upper.count) <= Self.room / 2 else { return }
    let target = Int(lower.place) * Self.room + Int(lower.count)
    for place in 0..<Int(upper.count) { entries[target + place] = entries[Int(upper.place) * Self.room + place] }
    chunks[chunk].count += upper.count
    dropChunk(chunk + 1)
  }

  /// Calls with every interval in it.
  func forEach(_ body: (Entry) throws -> Void) rethrows {
    for chunk in chunks {
      for place in 0..<Int(chunk.count) { try body(entries[Int(chunk.place) * Self.room + place]) }
    }
  }

  package func checkInvariants() throws {
    var (seen, occurring) = (0, UInt64(0))
    var last: (widthClass: Int, entry: Entry)?
    for chunk in chunks {
      let first = Int(chunk.place) * Self.room
      try BrokenInvariant.unless(chunk.count > 0 && chunk.count <= Self.room, "a chunk is empty or too full")
      try BrokenInvariant.unless(chunk.low == entries[first].low, "a chunk does not know how it begins")
      for entry in entries[first..<first + Int(chunk.count)] {
        let widthClass = Self.widthClass(entry.width)
        try BrokenInvariant.unless(widthClass == chunk.widthClass, "an interval is in the wrong class")
        if let last {
          try BrokenInvariant.unless(
            last.widthClass < widthClass || last.widthClass == widthClass && last.entry.precedes(entry),
            "intervals are out of order")
        }
        last = (widthClass, entry)
        occurring |= 1 << UInt64(widthClass)
        seen += 1
      }
    }
    try BrokenInvariant.unless(seen == count && occurring == classes, "intervals are miscounted")
    try BrokenInvariant.unless(
      Set(chunks.map(\.place) + freePlaces).count == entries.count / Self.room
        && chunks.count + freePlaces.count == entries.count / Self.room, "a chunk is lost")
  }
}
