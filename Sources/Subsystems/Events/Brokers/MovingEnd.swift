import CanonicalEncoding
import Participants

/// What the root of a subtree that moves keeps of its own link.
struct MovingEnd: Hashable {
  /// Where it is connected, the newest place last: none when it is away, two or more only while a deferred unsubscription is on its way.
  var places: [Place] = []

  /// Events that came over each of these.
  var counts: [UInt32] = []

  /// Whether the newest place has not answered yet.
  var isConnecting = false

  /// Where it was connected last.
  var last: Place?

  /// Events of the subtree that wait for a connection.
  var outbox: [Publication] = []

  /// The names of events that have crossed the link, either way, ascending; kept only if events that come twice are noticed.
  var seen: [PublicationID] = []

  /// The last event of each publisher among those.
  var lastOfEach: [PublicationID] {
    seen.indices.filter { $0 + 1 == seen.count || seen[$0 + 1].publisher != seen[$0].publisher }.map { seen[$0] }
  }

  init() {}

  /// Takes note of an event; false if it has crossed the link before.
  mutating func note(_ id: PublicationID) -> Bool {
    var (low, high) = (0, seen.count)
    while low < high {
      let middle = (low + high) / 2
      if seen[middle] < id { low = middle + 1 } else { high = middle }
    }
    if low < seen.count, seen[low] == id { return false }
    seen.insert(id, at: low)
    return true
  }
}

extension MovingEnd: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(places)
    bytes.write(counts)
    bytes.write(isConnecting)
    bytes.write(last)
    bytes.write(outbox)
    bytes.write(seen)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    places = try bytes.read()
    counts = try bytes.read()
    isConnecting = try bytes.read()
    last = try bytes.read()
    outbox = try bytes.read()
    seen = try bytes.read()
    guard counts.count == places.count else {
      throw MalformedBytes(offset: offset, expected: "a count for each place")
    }
  }
}
