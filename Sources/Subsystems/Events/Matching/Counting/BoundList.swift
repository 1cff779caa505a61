/// The constraints on one attribute, one after another: the slot of the subscription, the low end and the high end,
/// five words each.
struct BoundList: BitwiseCopyable, Sendable {
  static let entryWords = 5

  private(set) var buffer = WordBuffer()

  var count: Int { buffer.count / Self.entryWords }

  var bytes: Int { buffer.bytes }

  /// Appends a constraint, and returns its place.
  @discardableResult
  mutating func append(_ low: Int64, _ high: Int64, of slot: UInt32) -> UInt32 {
    let place = buffer.extend(by: Self.entryWords)
    write(low, high, slot, at: place)
    return place
  }

  /// Counts each constraint that the value satisfies, for its slot.
  @inline(__always)
  func count(_ value: Int64, in tally: inout Tally, to matches: inout [SubscriptionID]) {
    tally.work &+= count
    for place in places where low(at: place) <= value && value <= high(at: place) {
      tally.count(slot(at: place), to: &matches)
    }
  }

  /// Whether it holds what another holds at some places.
  func hasSame(as other: BoundList, at otherPlaces: [UInt32]) -> Bool {
    otherPlaces.count == count
      && zip(places, otherPlaces).allSatisfy {
        (low(at: $0), high(at: $0), slot(at: $0)) == (other.low(at: $1), other.high(at: $1), other.slot(at: $1))
      }
  }

  private func write(_ low: Int64, _ high: Int64, _ slot: UInt32, at place: UInt32) {
    let entry = UnsafeMutableRawPointer(buffer.pointer(place))
    entry.storeBytes(of: slot, as: UInt32.self)
    (entry + 4).storeBytes(of: low, as: Int64.self)
    (entry + 12).storeBytes(of: high, as: Int64.self)
  }

  @inline(__always)
  func slot(at place: UInt32) -> UInt32 { buffer.pointer(place)[0] }

  @inline(__always)
  func low(at place: UInt32) -> Int64 {
    UnsafeRawPointer(buffer.pointer(place) + 1).loadUnaligned(as: Int64.self)
  }

  @inline(__always)
  func high(at place: UInt32) -> Int64 {
    UnsafeRawPointer(buffer.pointer(place) + 3).loadUnaligned(as: Int64.self)
  }

  /// The places of all.
  var places: StrideTo<UInt32> { stride(from: 0, to: buffer.wordCount, by: Self.entryWords) }

  /// Takes out the constraints of some slots.
  mutating func sweep(_ isRemoved: [Bool]) {
    var kept: UInt32 = 0
    for place in places where !isRemoved[Int(slot(at: place))] {
      write(low(at: place), high(at: place), slot(at: place), at: kept)
      kept += UInt32(Self.entryWords)
    }
    buffer.truncate(to: Int(kept))
  }

  /// Takes out all, and gives back the memory.
  mutating func removeAll() { buffer.giveBack() }
}
