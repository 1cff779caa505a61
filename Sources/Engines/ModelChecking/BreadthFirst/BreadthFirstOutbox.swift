import CanonicalEncoding

/// What one worker has found in a block, as far as it belongs to one worker's parts of the store, in the order of finding.
///
/// The finder fills it; then the owner says which rows are new; then the finder appends these to the next level.
@usableFromInline
struct BreadthFirstOutbox<State: ModelState>: ~Copyable {
  /// The states, with parent and step of each in one word (``BreadthFirstLink``); the words grow.
  @usableFromInline var rows = StateRows<State>()
  @usableFromInline var links = GrowingBuffer<UInt64>()
  /// The rows that were new, in order; their bytes; and how many of them have been appended to the next level.
  @usableFromInline var accepted = GrowingBuffer<UInt32>()
  @usableFromInline var acceptedBytes = 0
  @usableFromInline var appended = 0

  @usableFromInline init() {}

  @inlinable @inline(__always)
  mutating func append(key: UInt64, bytes: UnsafeRawBufferPointer, link: UInt64) {
    rows.append(key: key, bytes: bytes)
    links.append(link)
  }

  @inlinable @inline(__always)
  mutating func accept(_ row: Int, bytes: Int) {
    accepted.append(UInt32(truncatingIfNeeded: row))
    acceptedBytes &+= bytes
  }

  /// The word of the next row to be appended to the level; that of no row if there is none.
  @inlinable var nextLink: UInt64 { appended < accepted.count ? links[Int(accepted[appended])] : .max }

  var bytes: Int { rows.bytes + links.bytes + accepted.bytes }

  @inlinable mutating func removeAll() {
    rows.removeAll()
    links.count = 0
    accepted.count = 0
    acceptedBytes = 0
    appended = 0
  }
}
