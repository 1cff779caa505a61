import CanonicalEncoding
import Participants

/// What a broker keeps of a subtree that is, or was, connected to it: REBECA's virtual counterpart, from the first moment on.
///
/// A subtree that comes back before its last move is done has two of them at the same broker, told by their epochs.
package struct Anchor: Hashable {
  /// The root of the subtree.
  package let mover: Address

  /// The epoch of the connection.
  package let epoch: UInt32

  /// What is asked for behind it, ascending.
  var filters: [Filter]

  /// Whether the link was cut, as far as the broker knows.
  package var isGone = false

  /// Whether the old place has not yet handed over everything. Until then new events are held.
  package var isAwaiting: Bool

  /// Events that were sent and not acknowledged, or are to be kept, in the order in which the subtree gets them.
  var queue: [Publication] = []

  /// New events that are held until those of the old place have come.
  var held: [Publication] = []

  /// Events that were taken out of the queue because they were acknowledged.
  var acknowledged: UInt32 = 0

  /// Where everything is to go once the old place has handed it over: the subtree has moved on.
  var next: Marker?

  init(mover: Address, epoch: UInt32, filters: [Filter], isAwaiting: Bool) {
    self.mover = mover
    self.epoch = epoch
    self.filters = filters
    self.isAwaiting = isAwaiting
  }

  /// Takes out what was acknowledged, if so many events in all have come.
  mutating func acknowledge(_ count: UInt32) {
    guard count > acknowledged else { return }
    let some = min(Int(count - acknowledged), queue.count)
    queue.removeFirst(some)
    acknowledged += UInt32(some)
  }
}

extension Anchor: Canonical {
  /// Appends all.
  package func encode(into bytes: inout ByteWriter) {
    bytes.write(mover)
    bytes.write(epoch)
    bytes.write(filters)
    bytes.write(isGone)
    bytes.write(isAwaiting)
    bytes.write(queue)
    bytes.write(held)
    bytes.write(acknowledged)
    bytes.write(next)
  }

  /// Reads an anchor.
  package init(from bytes: inout ByteReader) throws(MalformedBytes) {
    mover = try bytes.read()
    epoch = try bytes.read()
    filters = try bytes.read()
    isGone = try bytes.read()
    isAwaiting = try bytes.read()
    queue = try bytes.read()
    held = try bytes.read()
    acknowledged = try bytes.read()
    next = try bytes.read()
  }
}
