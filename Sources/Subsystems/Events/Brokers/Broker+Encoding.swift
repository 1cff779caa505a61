import CanonicalEncoding
import Participants

extension Broker {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(settings)
    bytes.write(links)
    bytes.write(subscriptions)
    bytes.write(anchors)
    bytes.write(move)
    bytes.write(published)
    bytes.write(fault)
  }

  /// Reads a broker.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    settings = try bytes.read()
    links = try bytes.read()
    subscriptions = try bytes.read()
    anchors = try bytes.read()
    let offset = bytes.offset
    move = try bytes.read()
    guard links.filter(\.isMoving).count == (move == nil ? 0 : 1), links.last?.isMoving ?? false == (move != nil) else {
      throw MalformedBytes(offset: offset, expected: "a moving link, last, of those who move")
    }
    published = try bytes.read()
    fault = try bytes.read()
  }
}

extension Broker: CustomStringConvertible {
  /// What is asked for over each link, the subtrees connected here, and where it is connected itself.
  public var description: String {
    var parts = links.filter { !$0.isMoving }.map { "\($0.neighbour ?? 0) wants \($0.wanted)" }
    parts += subscriptions.map { "subscription \($0.number) \($0.filter)" }
    parts += anchors.map { anchor in
      "\(anchor.mover) in epoch \(anchor.epoch)\(anchor.isGone ? ", gone" : "")\(anchor.isAwaiting ? ", waiting" : "")"
        + (anchor.queue.isEmpty ? "" : ", kept \(anchor.queue)") + (anchor.held.isEmpty ? "" : ", held \(anchor.held)")
    }
    if let move {
      parts.append(
        move.places.isEmpty
          ? "away"
          : "at \(move.places.map { "\($0.broker)" }.joined(separator: " and "))\(move.isConnecting ? ", connecting" : "")"
      )
    }
    return parts.joined(separator: "; ")
  }
}

extension BrokerMessage: CustomStringConvertible {
  /// Such as `deliver e2 of 0, epoch 1`.
  public var description: String {
    switch self {
    case .subscribe(let filter): "subscribe \(filter)"
    case .unsubscribe(let filter): "unsubscribe \(filter)"
    case .advertise(let filter): "advertise \(filter)"
    case .publish(let publication): "\(publication)"
    case .attach(let attachment):
      "attach \(attachment.filters), epoch \(attachment.epoch)"
        + (attachment.previous.map { ", from \($0.broker)" } ?? "")
    case .welcome(let epoch): "welcome, epoch \(epoch)"
    case .left(let epoch): "left, epoch \(epoch)"
    case .deliver(let publication, let epoch): "deliver \(publication), epoch \(epoch)"
    case .received(let count, let epoch): "received \(count), epoch \(epoch)"
    case .farewell(let epoch): "farewell, epoch \(epoch)"
    case .moved(let marker): "\(marker.mover) has moved to \(marker.to.broker), epoch \(marker.to.epoch)"
    case .handOver(let handOver):
      "kept for \(handOver.mover) \(handOver.publications), epoch \(handOver.to.epoch)\(handOver.isComplete ? ", the end" : "")"
    }
  }
}

extension BrokerRequest: CustomStringConvertible {
  /// Such as `connect to 2`.
  public var description: String {
    switch self {
    case .subscribe(let number, let filter): "subscribe \(number) \(filter)"
    case .unsubscribe(let number): "unsubscribe \(number)"
    case .advertise(let filter): "advertise \(filter)"
    case .publish(let content):
      "publish {\(content.map { "\($0.attribute): \($0.value)" }.joined(separator: ", "))}"
    case .disconnect: "disconnect"
    case .connect(let broker): "connect to \(broker)"
    }
  }
}
