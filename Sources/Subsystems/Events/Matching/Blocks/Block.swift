/// Up to 64 subscriptions of one bucket that are tested at once.
///
/// Each has a *lane*, a bit of a word. What the subscriptions ask of an attribute is kept in one of two forms, whichever is smaller:
///
/// - *entries*: a constraint that several lanes have, once, with the lanes that it belongs to. If the event does not meet it, all of them are
///   refuted by one operation. Subscriptions that were made for the same thing share most of their constraints.
/// - a *column*: the lowest and the highest code for each lane, side by side, so that sixteen lanes are compared at once. A lane that does not
///   care about the attribute admits all codes, that of an absent value included.
///
/// A block is one piece of memory: the header, the entries, the attributes of the columns, the columns in chunks of sixteen lanes, and the
/// names of the subscriptions.
struct Block {
  let memory: UnsafeMutableRawPointer

  struct Header {
    /// The lanes that are taken.
    var live: UInt64 = 0
    /// The block of the same bucket after it.
    var next: UnsafeMutableRawPointer?
    var entryCount: UInt32 = 0
    var columnCount: UInt32 = 0
    /// Whether columns have codes of sixteen bits, because eight do not do.
    var isWide = false
    /// Lanes whose names there is room for: 4, 8, 16, 32 or 64.
    var laneCapacity: UInt8 = 4
    var entryCapacity: UInt32
    var columnCapacity: UInt32 = 0
    var number: UInt32
    /// The block of the same bucket before it.
    var previous: UnsafeMutableRawPointer?
    /// The lanes whose constraints are held against the event itself in the end.
    var lossy: UInt64 = 0
    var bucket: UInt64
  }

  /// A constraint and the lanes that have it.
  struct Entry {
    var range: CodedRange
    var lanes: UInt64
  }

  static let lanes = 64
  /// Lanes that are compared at once.
  static let chunk = 16
  private static let headerSize = MemoryLayout<Header>.stride

  @inline(__always) init(_ memory: UnsafeMutableRawPointer) { self.memory = memory }

  @inline(__always) var header: UnsafeMutablePointer<Header> { memory.assumingMemoryBound(to: Header.self) }

  @inline(__always) var entries: UnsafeMutablePointer<Entry> {
    (memory + Self.headerSize).assumingMemoryBound(to: Entry.self)
  }

  /// Where the parts are.
  struct Layout {
    var columnAttributes: Int
    var columns: Int
    var names: Int
    var size: Int
    /// Bytes of a column in a chunk.
    var columnSize: Int
    /// Bytes of all columns in a chunk.
    var chunkSize: Int

    @inline(__always) init(entries: Int, columns columnCount: Int, lanes: Int, isWide: Bool) {
      columnAttributes = Block.headerSize + entries * MemoryLayout<Entry>.stride
      columns = (columnAttributes + 2 * columnCount + 15) & ~15
      columnSize = isWide ? 4 * Block.chunk : 2 * Block.chunk
      chunkSize = columnCount * columnSize
      names = columns + chunkSize * ((lanes + Block.chunk - 1) / Block.chunk)
      size = names + lanes * MemoryLayout<SubscriptionID>.stride
    }
  }

  @inline(__always) var layout: Layout {
    let header = header
    return Layout(
      entries: Int(header.pointee.entryCapacity), columns: Int(header.pointee.columnCapacity),
      lanes: Int(header.pointee.laneCapacity), isWide: header.pointee.isWide)
  }

  @inline(__always) var columnAttributes: UnsafeMutablePointer<UInt16> {
    (memory + layout.columnAttributes).assumingMemoryBound(to: UInt16.self)
  }

  @inline(__always) var names: UnsafeMutablePointer<SubscriptionID> {
    (memory + layout.names).assumingMemoryBound(to: SubscriptionID.self)
  }

  /// The bytes that it takes.
  var bytes: Int { layout.size }

  /// The bytes that a test of all lanes reads.
  @inline(__always) var testedBytes: Int {
    let layout = layout
    let chunks = (Int(header.pointee.laneCapacity) + Self.chunk - 1) / Self.chunk
    return Self.headerSize + Int(header.pointee.entryCount) * MemoryLayout<Entry>.stride
      + Int(header.pointee.columnCount) * (2 + chunks * layout.columnSize)
  }

  /// Whether all lanes are taken.
  @inline(__always) var isFull: Bool { header.pointee.live == .max }
}
