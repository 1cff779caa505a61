import CanonicalEncoding
import Participants

/// A peer that says that a zone is its own, and since which change.
///
/// Two peers may claim the same for a while: a zone that is handed over, or taken over from somebody who seems dead. Of two claims the
/// stronger stands, and whoever hears of a stronger one than its own gives way.
@frozen
public struct ZoneClaim: Hashable, BitwiseCopyable, Canonical, CustomStringConvertible {
  /// The zone.
  public let zone: Zone

  /// Counts changes of the zone: splits, merges and hand-overs by ``changed``, being taken over by one.
  public let version: UInt32

  /// Whose it is.
  public let address: Address

  /// A claim.
  @inlinable public init(_ zone: Zone, version: UInt32, address: Address) {
    self.zone = zone
    self.version = version
    self.address = address
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(zone)
    bytes.write(version)
    bytes.write(address)
  }

  /// Reads a claim.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    zone = try bytes.read()
    version = try bytes.read()
    address = try bytes.read()
  }

  /// Whether it stands where it and another overlap: the later one, then the smaller zone, then the lower address.
  func isStronger(than other: ZoneClaim) -> Bool {
    if version != other.version { return version > other.version }
    if zone.width != other.zone.width { return zone.width > other.zone.width }
    return address < other.address
  }

  /// The version after a change that the holder has made, which is later than any by somebody who has not heard of it and takes the zone over.
  static func changed(_ version: UInt32) -> UInt32 { (version &+ 8) & ~7 }

  /// For instance `0110@3`.
  public var description: String { "\(zone)@\(address)" }
}
