/// Blocked bitsets: for each attribute and cell of its values a bitmap of the subscriptions that are not refuted; the bitmaps of the event's
/// values are intersected, and what is left is held against the constraints.
///
/// For dense loads only, in which most events have most attributes that subscriptions speak of, and ranges are wide: memory is a bit for each
/// subscription, attribute and cell. Attributes that few subscriptions speak of have no bitmaps, for reading theirs would cost more than
/// the candidates that they refute.
///
/// The memory behind its pointers is its own, and only mutating methods write to it: hence it is Sendable.
public struct BitsetMatcher: ~Copyable, Matcher, @unchecked Sendable {
  /// An attribute with bitmaps.
  struct RowGroup {
    /// The row of its absence; those of its cells follow.
    var first: Int
    var lowest: UInt16
    /// A cell is 2^shift codes.
    var shift: UInt16
    var cells: Int

    @inline(__always) func row(_ code: UInt16) -> Int { code == 0 ? first : first &+ 1 &+ cell(code) }

    @inline(__always) func cell(_ code: UInt16) -> Int {
      code <= lowest ? 0 : min(cells &- 1, Int((code &- lowest) >> shift))
    }
  }

  var attributes = CodedAttributes()
  /// The numbers of the attributes with bitmaps, in the order in which they are read.
  var groupAttributes: [Int] = []
  var groups: [RowGroup] = []
  /// The place of each attribute among them.
  var groupNumbers: [Int?] = []
  /// The bitmaps, in pieces. Not in boxes that count references, which readers would then all write to.
  var rows: [UnsafeMutablePointer<BitRows>] = []
  var records = CandidateRecords()
  /// The name of each slot, and the slot of each name; -1 for none.
  var names: [SubscriptionID] = []
  var slots: [Int32] = []
  var freeSlots: [Int32] = []
  /// Slots of subscriptions that have left, which the bitmaps still speak of.
  var staleSlots: [Int32] = []
  /// Constraints that records say too widely: only a value whose code is that of an end can be wrong.
  var exact = ConstraintLists()
  /// Constraints that records leave out.
  var leftOut = ConstraintLists()
  /// When the choices are looked at again.
  var clock = RebuildClock(fewest: 64)

  /// The subscriptions that are in it.
  public internal(set) var count = 0

  /// What going through all takes.
  var size: Int { RebuildClock.size(subscriptions: count, names: slots.count) }

  /// Bitmaps of attributes that fewer subscriptions speak of than one in so many are not worth reading.
  static let leastShare = 12

  /// Without subscriptions.
  public init() {}

  deinit { for piece in rows { Self.free(piece) } }

  static func free(_ piece: UnsafeMutablePointer<BitRows>) {
    piece.deinitialize(count: 1)
    piece.deallocate()
  }

  /// All that it holds, in bytes.
  public var bytes: Int {
    let lists =
      names.capacity * 4 + slots.capacity * 4 + (freeSlots.capacity + staleSlots.capacity) * 4 + groupNumbers.capacity
      * 16
    return attributes.bytes + lists + exact.bytes + leftOut.bytes + records.bytes
      + rows.reduce(0) { $0 + $1.pointee.bytes }
  }

  /// The subscriptions of one piece of the rows.
  static let chunk = BitRows.mostWords * 64
}
