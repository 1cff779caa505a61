/// A string as its UTF-8 bytes: equal when the bytes are, ordered as they are.
///
/// Swift's own equality of strings looks through canonical equivalence, under which two strings of different bytes may
/// be one. Brokers on several platforms must agree on what is equal and what comes first, and bytes are what they all
/// see; equality and order go by the same rule, so that `x = "a"` holds just when neither `x < "a"` nor `x > "a"` does.
struct OctetString: Hashable, Comparable, Sendable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (left: OctetString, right: OctetString) -> Bool {
    left.string.utf8.count == right.string.utf8.count && left.order(right) == 0
  }

  static func < (left: OctetString, right: OctetString) -> Bool { left.order(right) < 0 }

  /// Equal bytes are equal strings, and these hash alike.
  func hash(into hasher: inout Hasher) { hasher.combine(string) }

  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    string.utf8.withContiguousStorageIfAvailable(body) ?? Array(string.utf8).withUnsafeBufferPointer(body)
  }

  /// Negative if this comes before the other, 0 if they are equal, positive otherwise.
  func order(_ other: OctetString) -> Int {
    withBytes { left in other.withBytes { right in Self.order(left, right) } }
  }

  func hasPrefix(_ prefix: OctetString) -> Bool {
    withBytes { bytes in
      prefix.withBytes { prefix in
        bytes.count >= prefix.count && Self.order(UnsafeBufferPointer(rebasing: bytes[..<prefix.count]), prefix) == 0
      }
    }
  }

  private static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    let (first, second) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    let common = min(first.count, second.count)
    var place = 0
    while place &+ 8 <= common {
      let word = first.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let other = second.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if word != other { return word.bigEndian < other.bigEndian ? -1 : 1 }
      place &+= 8
    }
    while place < common {
      if first[place] != second[place] { return first[place] < second[place] ? -1 : 1 }
      place &+= 1
    }
    return first.count - second.count
  }
}
