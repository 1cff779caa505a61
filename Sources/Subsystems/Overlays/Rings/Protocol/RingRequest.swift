import CanonicalEncoding

/// What a client asks of a ring's peer: the owner of a key.
public struct RingRequest: Hashable, Canonical {
  /// The key.
  public let key: UInt64
  /// Whether the peer asks every node itself; if not, nodes pass the question on.
  public let isIterative: Bool

  /// A lookup.
  public init(key: UInt64, isIterative: Bool) {
    self.key = key
    self.isIterative = isIterative
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(isIterative)
  }

  /// Reads a request.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    isIterative = try bytes.read()
  }
}

/// What a ring's peer answers.
public struct RingResponse: Hashable, Canonical {
  /// The key.
  public let key: UInt64
  /// Its owner; nil if nobody was found.
  public let owner: RingContact?
  /// Hops, or nodes asked, on the way.
  public let hops: Int

  /// An answer.
  public init(key: UInt64, owner: RingContact?, hops: Int) {
    self.key = key
    self.owner = owner
    self.hops = hops
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(owner)
    bytes.write(hops)
  }

  /// Reads an answer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    owner = try bytes.read()
    hops = try bytes.read()
  }
}
