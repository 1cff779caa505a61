import CanonicalEncoding
import Participants

// Peers whose clients ask for nothing else take lookups as requests, and their results as responses, as they are.

extension KeyLookup: Canonical {
  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(isIterative)
  }

  /// Reads a lookup.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    self.init(key: try bytes.read(), isIterative: try bytes.read())
  }
}

extension LookupAnswer: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(owner)
    bytes.write(hops)
  }

  /// Reads an answer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    self.init(key: try bytes.read(), owner: try bytes.read(), hops: try bytes.read())
  }
}

extension OverlayPeer where Request == KeyLookup, Response == LookupAnswer {
  /// How a client asks for a lookup.
  public static func request(_ lookup: KeyLookup) -> KeyLookup { lookup }

  /// Every request is a lookup.
  public static func lookup(in request: KeyLookup) -> KeyLookup? { request }

  /// Every response is one to a lookup.
  public static func answer(in response: LookupAnswer) -> LookupAnswer? { response }
}
