import Participants

/// A peer that keeps objects for clients, at the owners of their keys and at others who may come to be that.
public protocol ObjectPeer: OverlayPeer where Request == PeerRequest {
  /// The keys of the objects that it holds as their owner.
  var objects: [UInt64] { get }

  /// Who would come to own them if it crashed, and has copies of them, as far as it knows.
  var heir: Address? { get }
}

extension ObjectPeer {
  /// How a client asks for a lookup.
  public static func request(_ lookup: KeyLookup) -> PeerRequest {
    .lookUp(lookup.key, isIterative: lookup.isIterative)
  }

  /// The lookup that a client asks for.
  public static func lookup(in request: PeerRequest) -> KeyLookup? {
    guard case .lookUp(let key, let isIterative) = request else { return nil }
    return KeyLookup(key: key, isIterative: isIterative)
  }

  /// How a client asks a peer to hand over what it has.
  public static var leave: PeerRequest? { .leave }
}

extension PeerResponse {
  /// The answer of a lookup; nil if something else was asked.
  func answer(address: (Owner) -> Address?) -> LookupAnswer? {
    guard case .lookUp(let key, _) = request else { return nil }
    return LookupAnswer(key: key, owner: owner.flatMap(address), hops: hops)
  }
}
