import CanonicalEncoding

/// What a message of Viceroy does on its way.
public struct ViceroyRoute: Hashable, Sendable {
  /// The parts of the way, in their order.
  public enum Phase: UInt8, Hashable, Sendable {
    /// Up to the first level.
    case climbing
    /// Down, level by level.
    case descending
    /// Along the ring.
    case circling
    /// On from the point that was looked up, to a node of the level that is sought.
    case searching
  }

  /// What the message does.
  public var phase: Phase

  /// The level, below 64, of which the first node at or after the point is sought; 0 if any will do.
  public let level: UInt8

  /// Nodes that have searched their lists.
  public var searched: UInt8 = 0

  /// A route.
  public init(_ phase: Phase, level: UInt8 = 0) {
    self.phase = phase
    self.level = level & 63
  }

  /// The same level, sought in another phase.
  func changed(to phase: Phase) -> ViceroyRoute { ViceroyRoute(phase, level: level) }
}

extension ViceroyRoute: Canonical {
  /// Appends phase and level in one byte, and how many have searched.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(byte: phase.rawValue << 6 | level)
    if phase == .searching { bytes.write(byte: searched) }
  }

  /// Reads a route.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let byte = try bytes.readByte()
    guard let phase = Phase(rawValue: byte >> 6) else { throw MalformedBytes(offset: offset, expected: "a phase") }
    self.init(phase, level: byte & 63)
    if phase == .searching { searched = try bytes.readByte() }
  }
}
