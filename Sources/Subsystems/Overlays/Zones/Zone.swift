import CanonicalEncoding

/// All paths of 64 bits that begin alike: what a peer of FissionE, DLG, D2B or CAN is responsible for.
///
/// An identifier of b symbols is the first bits of the paths under it, two for the first symbol of a Kautz string and one for every other
/// symbol, so that splitting, merging and comparing zones is the same whatever the symbols mean.
@frozen
public struct Zone: Hashable, BitwiseCopyable, Sendable, CustomStringConvertible {
  /// The first path of the zone.
  public let first: UInt64

  /// How many bits all paths have in common, 0...64.
  public let width: UInt8

  /// The paths that begin as `path` does for `width` bits, at most 64.
  @inlinable public init(around path: UInt64, width: Int) {
    let width = min(max(width, 0), 64)
    first = width == 0 ? 0 : path & ~(UInt64.max >> UInt64(width))
    self.width = UInt8(width)
  }

  /// The last path of the zone.
  @inlinable public var last: UInt64 { first | (UInt64.max >> UInt64(width)) }

  /// Whether a path is in the zone.
  @inlinable public func contains(_ path: UInt64) -> Bool { first <= path && path <= last }

  /// Whether one of two zones contains the other; if not, they have nothing in common.
  @inlinable public func overlaps(_ other: Zone) -> Bool { contains(other.first) || other.contains(first) }

  /// The two halves; nil if there is but one path.
  @inlinable public var halves: (lower: Zone, upper: Zone)? {
    guard width < 64 else { return nil }
    let next = Int(width) + 1
    return (Zone(around: first, width: next), Zone(around: last, width: next))
  }

  /// The zone that this is a half of; nil if it is all there is.
  @inlinable public var parent: Zone? { width == 0 ? nil : Zone(around: first, width: Int(width) - 1) }

  /// The other half of the parent.
  @inlinable public var sibling: Zone? {
    width == 0 ? nil : Zone(around: first ^ (1 << UInt64(64 - width)), width: Int(width))
  }

  /// The common bits.
  public var description: String {
    let bits = String(first, radix: 2)
    return String((String(repeating: "0", count: 64 - bits.count) + bits).prefix(Int(width)))
  }
}

extension Zone: Canonical {
  /// Appends the number of common bits, and these as a number.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(byte: width)
    bytes.write(width == 0 ? 0 : first >> UInt64(64 - width))
  }

  /// Reads a zone.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let width = try bytes.readByte()
    let bits: UInt64 = try bytes.read()
    guard width <= 64, width == 64 || bits >> UInt64(width) == 0 else {
      throw MalformedBytes(offset: offset, expected: "a number of up to 64 bits, and these bits")
    }
    self.init(around: width == 0 ? 0 : bits << UInt64(64 - width), width: Int(width))
  }
}
