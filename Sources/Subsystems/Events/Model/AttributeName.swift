import CanonicalEncoding

/// The name of an attribute with a fingerprint of its bytes, by which names are told apart at a glance.
///
/// The order is that of the fingerprints first: quick to search by, the same on every machine, and of no meaning.
struct AttributeName: Hashable, Comparable, Sendable {
  let octets: OctetString
  let fingerprint: UInt64

  init(_ name: String) {
    octets = OctetString(name)
    fingerprint = octets.withBytes { Fingerprint.of(UnsafeRawBufferPointer($0)) }
  }

  var string: String { octets.string }

  static func == (left: AttributeName, right: AttributeName) -> Bool {
    left.fingerprint == right.fingerprint && left.octets == right.octets
  }

  static func < (left: AttributeName, right: AttributeName) -> Bool { left.order(right) < 0 }

  /// The fingerprint would do, but whoever chose names for theirs could make tables slow.
  func hash(into hasher: inout Hasher) { hasher.combine(octets) }

  /// Negative if this comes before the other, 0 if they are equal, positive otherwise.
  func order(_ other: AttributeName) -> Int {
    if fingerprint != other.fingerprint { return fingerprint < other.fingerprint ? -1 : 1 }
    return octets.order(other.octets)
  }
}
