import CanonicalEncoding
import Participants

extension ZonePeer: CustomStringConvertible {
  /// Zones with their versions, neighbours, and what is under way.
  public var description: String {
    let zones = held.map { "\($0.zone) v\($0.version)" }.joined(separator: " ")
    var parts = [held.isEmpty ? "outside" : zones]
    if !claims.isEmpty { parts.append("next to " + claims.map { "\($0) v\($0.version)" }.joined(separator: " ")) }
    if !lost.isEmpty { parts.append("misses " + lost.map { "\($0.claim)" }.joined(separator: " ")) }
    if let merge { parts.append("merging into \(merge.parent), waits for \(merge.waiting)") }
    if let exchange { parts.append("giving \(exchange.given) to \(exchange.taker)") }
    if isLeaving { parts.append("leaving") }
    return parts.joined(separator: ", ")
  }
}

extension ZonePeer {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(schedule)
    bytes.write(introducers)
    bytes.write(held)
    bytes.write(claims)
    bytes.write(neighbours)
    bytes.write(lost)
    bytes.write(copies)
    bytes.write(questions)
    bytes.write(stores)
    bytes.write(serial)
    bytes.write(merge)
    bytes.write(exchange)
    bytes.write(handed)
    bytes.write(introduced)
    bytes.write(attempts)
    bytes.write(gaps)
    bytes.write(isLeaving)
    bytes.write(fault)
  }

  /// Reads a peer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    schedule = try bytes.read()
    introducers = try bytes.read()
    held = try bytes.read()
    claims = try bytes.read()
    neighbours = try bytes.read()
    lost = try bytes.read()
    copies = try bytes.read()
    questions = try bytes.read()
    stores = try bytes.read()
    serial = try bytes.read()
    merge = try bytes.read()
    exchange = try bytes.read()
    handed = try bytes.read()
    introduced = try bytes.read()
    attempts = try bytes.read()
    gaps = try bytes.read()
    isLeaving = try bytes.read()
    fault = try bytes.read()
  }
}
