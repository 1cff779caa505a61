import CanonicalEncoding

/// What a client asks of a peer that keeps objects.
public enum PeerRequest: Hashable, Sendable {
  /// The owner of a key. The peer asks every node itself if `isIterative`; if not, nodes pass the question on.
  case lookUp(UInt64, isIterative: Bool)
  /// Keep an object at the owner of its key, and copies elsewhere.
  case store(UInt64)
  /// Is there an object with this key?
  case fetch(UInt64)
  /// Hand everything over and go.
  case leave
}

extension PeerRequest {
  /// The key; nil if there is none.
  public var key: UInt64? {
    switch self {
    case .lookUp(let key, _), .store(let key), .fetch(let key): key
    case .leave: nil
    }
  }

  /// Whether it is a lookup in which the peer asks every node itself.
  public var isIterative: Bool {
    if case .lookUp(_, let isIterative) = self { isIterative } else { false }
  }
}

extension PeerRequest: Canonical {
  /// Appends the kind and the key.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .lookUp(let key, let isIterative):
      bytes.write(byte: 0)
      bytes.write(key)
      bytes.write(isIterative)
    case .store(let key):
      bytes.write(byte: 1)
      bytes.write(key)
    case .fetch(let key):
      bytes.write(byte: 2)
      bytes.write(key)
    case .leave: bytes.write(byte: 3)
    }
  }

  /// Reads a request.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .lookUp(try bytes.read(), isIterative: try bytes.read())
    case 1: self = .store(try bytes.read())
    case 2: self = .fetch(try bytes.read())
    case 3: self = .leave
    default: throw MalformedBytes(offset: offset, expected: "the kind of a request, 0 to 3")
    }
  }
}

/// What a peer answers a client.
public struct PeerResponse<Owner: Hashable & Canonical>: Hashable, Canonical {
  /// What was asked.
  public let request: PeerRequest
  /// The owner of the key; nil if nobody was found. The peer itself once it has left.
  public let owner: Owner?
  /// Hops, or nodes asked, on the way.
  public let hops: Int
  /// Whether the object is there now: stored with all its copies, or found.
  public let isKnown: Bool

  init(to request: PeerRequest, owner: Owner?, hops: Int = 0, isKnown: Bool = false) {
    self.request = request
    self.owner = owner
    self.hops = hops
    self.isKnown = isKnown
  }

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(owner)
    bytes.write(hops)
    bytes.write(isKnown)
  }

  /// Reads an answer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    request = try bytes.read()
    owner = try bytes.read()
    hops = try bytes.read()
    isKnown = try bytes.read()
  }
}
