import Participants

/// Keys from one to another, both included. A point of a ring is a place of a single key.
public struct KeyPlace: Hashable, Sendable {
  /// The first key.
  public let first: UInt64
  /// The last key, not below the first.
  public let last: UInt64

  /// The keys from `first` to `last`.
  public init(first: UInt64, last: UInt64) {
    self.first = first
    self.last = last
  }

  /// A single key.
  public init(_ point: UInt64) { self.init(first: point, last: point) }
}

/// Where the members of a network stand at some moment, for whoever judges from outside.
public struct MemberMap: Sendable {
  /// A place and who is there.
  public struct Entry: Hashable, Sendable {
    /// The place.
    public let place: KeyPlace
    /// The member.
    public let address: Address
  }

  /// All places by their first keys, those with the same one by address.
  public let entries: [Entry]

  /// The first keys of all places, ascending.
  let firsts: [UInt64]

  /// The places of these members. Takes the time of sorting them.
  public init(_ members: some Sequence<(address: Address, peer: some OverlayPeer)>) {
    var entries: [Entry] = []
    for (address, peer) in members {
      for place in peer.places { entries.append(Entry(place: place, address: address)) }
    }
    entries.sort { ($0.place.first, $0.address) < ($1.place.first, $1.address) }
    self.entries = entries
    firsts = entries.map(\.place.first)
  }

  /// The number of the first entry whose first key is not below `key`; as many as there are entries if there is none. Logarithmic.
  public func firstIndex(from key: UInt64) -> Int { firsts.firstIndex(from: key) }

  /// The member on a ring whose point is the first at or after a key.
  public func successor(of key: UInt64) -> Address? {
    let index = firstIndex(from: key)
    return index < entries.count ? entries[index].address : entries.first?.address
  }

  /// The member in whose place a key lies; nil if there is none.
  public func holder(of key: UInt64) -> Address? {
    var index = firstIndex(from: key)
    if index == entries.count || entries[index].place.first > key { index -= 1 }
    guard index >= 0, entries[index].place.last >= key else { return nil }
    return entries[index].address
  }
}
