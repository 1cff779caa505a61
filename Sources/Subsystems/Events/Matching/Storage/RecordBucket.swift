/// Records in a row: those that are looked at together.
///
/// What is removed stays where it is, under no name, until it is half of all; so removing takes no search and no
/// moving.
struct RecordBucket: BitwiseCopyable, Sendable {
  private var buffer = WordBuffer()
  /// The records that are not removed.
  private(set) var live: UInt32 = 0
  /// The words of removed records.
  private var deadWords: UInt32 = 0

  var bytes: Int { buffer.bytes }

  var words: UnsafeMutableBufferPointer<UInt32> {
    @inline(__always) get { buffer.words }
  }

  /// The record at a place, until one is added.
  func record(at place: UInt32) -> InlineRecord { InlineRecord(words: buffer.pointer(place)) }

  /// Appends a copy of a record, and returns its place.
  mutating func add(_ record: InlineRecord) -> UInt32 {
    let size = record.shape.size
    let place = buffer.extend(by: size)
    buffer.pointer(place).update(from: record.words, count: size)
    live += 1
    return place
  }

  /// Removes the record at a place. Returns whether the others have moved.
  mutating func remove(at place: UInt32) -> Bool {
    let record = record(at: place)
    record.name = InlineRecord.dead
    live -= 1
    deadWords += UInt32(record.shape.size)
    guard deadWords * 2 > buffer.wordCount else { return false }
    clearAway()
    return true
  }

  private mutating func clearAway() {
    var kept = 0
    forEach { record, _ in
      let size = record.shape.size
      let place = words.baseAddress! + kept
      if place != record.words { place.update(from: record.words, count: size) }
      kept += size
    }
    buffer.truncate(to: kept)
    deadWords = 0
  }

  /// Gives back all memory.
  mutating func removeAll() {
    buffer.giveBack()
    self = RecordBucket()
  }

  /// The records that are not removed, and their places.
  func forEach(_ visit: (InlineRecord, _ place: UInt32) throws -> Void) rethrows {
    var place: UInt32 = 0
    while place < buffer.wordCount {
      let record = record(at: place)
      // The visitor may move the record to the front.
      let size = UInt32(record.shape.size)
      if record.name != InlineRecord.dead { try visit(record, place) }
      place += size
    }
  }

  /// Looks whether it has counted rightly.
  func checkInvariants() throws {
    var (place, live, dead): (UInt32, UInt32, UInt32) = (0, 0, 0)
    while place < buffer.wordCount {
      let record = record(at: place)
      let size = UInt32(record.shape.size)
      place += size
      if record.name == InlineRecord.dead { dead += size } else { live += 1 }
    }
    try BrokenInvariant.unless(place == buffer.wordCount, "a record goes beyond its bucket")
    try BrokenInvariant.unless((live, dead) == (self.live, deadWords), "a bucket has counted wrongly")
    try BrokenInvariant.unless(dead * 2 <= buffer.wordCount, "more than half of a bucket is removed")
  }
}
