import CanonicalEncoding

/// Nodes that did not answer lately: others still speak of them for a while, and they need not be asked again and
/// again.
struct DroppedNodes: Hashable {
  /// Nodes that are remembered.
  private static let most = 16

  /// Seconds for which one is remembered: as long as it takes others to find it gone.
  private static let seconds: UInt16 = 60

  private var entries: [HeardContact] = []

  init() {}

  /// Whether a node has been dropped lately, and not been heard from since.
  func contains(_ identifier: UInt64, at now: UInt16) -> Bool {
    entries.contains { $0.contact.identifier == identifier && $0.silence(at: now) < Self.seconds }
  }

  /// A node does not answer.
  mutating func insert(_ contact: NodeContact, at now: UInt16) {
    entries.removeAll { $0.contact.identifier == contact.identifier || $0.silence(at: now) >= Self.seconds }
    if entries.count >= Self.most { entries.removeFirst() }
    entries.append(HeardContact(contact, at: now))
  }

  /// A node was heard from.
  mutating func remove(_ identifier: UInt64) {
    if let place = entries.firstIndex(where: { $0.contact.identifier == identifier }) { entries.remove(at: place) }
  }
}

extension DroppedNodes: Canonical {
  func encode(into bytes: inout ByteWriter) { bytes.write(entries) }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    entries = try bytes.read()
    guard entries.count <= Self.most else {
      throw MalformedBytes(offset: offset, expected: "at most \(Self.most) nodes")
    }
  }
}
