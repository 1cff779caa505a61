/// Where ``PackedLists`` keeps elements: arrays of their parts that are read apart.
protocol ListColumns: Sendable {
  associatedtype Element

  init()

  var count: Int { get }
  var bytes: Int { get }
  subscript(place: Int) -> Element { get set }

  mutating func reserveCapacity(_ capacity: Int)

  /// Appends what is at some places of another, or is already here.
  mutating func append(_ places: Range<Int>, of other: Self)
  mutating func repeatAtEnd(_ places: Range<Int>)

  /// Appends so many elements of no meaning.
  mutating func pad(_ count: Int)

  /// Moves elements down by one place.
  mutating func shiftDown(_ places: Range<Int>)
}

/// What there is in the room that a list has not used.
protocol Blank {
  init()
}

extension UInt8: Blank {}
extension UInt32: Blank {}
extension Int64: Blank {}

/// Elements of one part.
struct Column<Element: Blank & BitwiseCopyable & Sendable>: ListColumns {
  var all: [Element] = []

  var count: Int { all.count }
  var bytes: Int { all.capacity * MemoryLayout<Element>.stride }

  @inline(__always) subscript(place: Int) -> Element {
    get { all[place] }
    set { all[place] = newValue }
  }

  mutating func reserveCapacity(_ capacity: Int) { all.reserveCapacity(capacity) }

  mutating func append(_ places: Range<Int>, of other: Self) { all.append(contentsOf: other.all[places]) }

  mutating func repeatAtEnd(_ places: Range<Int>) {
    // One by one: a slice would hold on to the array, and the first write would copy it all.
    for place in places { all.append(all[place]) }
  }

  mutating func pad(_ count: Int) { all.append(contentsOf: repeatElement(Element(), count: count)) }

  mutating func shiftDown(_ places: Range<Int>) {
    all.withUnsafeMutableBufferPointer { all in
      let target = UnsafeMutableBufferPointer(rebasing: all[places.lowerBound - 1..<places.upperBound - 1])
      _ = target.update(fromContentsOf: all[places])
    }
  }
}

/// A value that belongs to somebody.
struct OwnedValue: Comparable, BitwiseCopyable, Sendable {
  var value: Int64
  var owner: UInt32

  @inline(__always) static func < (left: OwnedValue, right: OwnedValue) -> Bool {
    left.value != right.value ? left.value < right.value : left.owner < right.owner
  }
}

/// Values and their owners, so that owners can be read without values.
struct OwnedValueColumns: ListColumns {
  var values = Column<Int64>()
  var owners = Column<UInt32>()

  var count: Int { owners.count }
  var bytes: Int { values.bytes + owners.bytes }

  @inline(__always) subscript(place: Int) -> OwnedValue {
    get { OwnedValue(value: values[place], owner: owners[place]) }
    set {
      values[place] = newValue.value
      owners[place] = newValue.owner
    }
  }

  mutating func reserveCapacity(_ capacity: Int) {
    values.reserveCapacity(capacity)
    owners.reserveCapacity(capacity)
  }

  mutating func append(_ places: Range<Int>, of other: Self) {
    values.append(places, of: other.values)
    owners.append(places, of: other.owners)
  }

  mutating func repeatAtEnd(_ places: Range<Int>) {
    values.repeatAtEnd(places)
    owners.repeatAtEnd(places)
  }

  mutating func pad(_ count: Int) {
    values.pad(count)
    owners.pad(count)
  }

  mutating func shiftDown(_ places: Range<Int>) {
    values.shiftDown(places)
    owners.shiftDown(places)
  }
}
