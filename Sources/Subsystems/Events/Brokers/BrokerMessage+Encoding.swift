import CanonicalEncoding
import Participants

extension BrokerMessage: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .subscribe(let filter):
      bytes.write(byte: 0)
      bytes.write(filter)
    case .unsubscribe(let filter):
      bytes.write(byte: 1)
      bytes.write(filter)
    case .advertise(let filter):
      bytes.write(byte: 2)
      bytes.write(filter)
    case .publish(let publication):
      bytes.write(byte: 3)
      bytes.write(publication)
    case .attach(let attachment):
      bytes.write(byte: 4)
      bytes.write(attachment)
    case .welcome(let epoch):
      bytes.write(byte: 5)
      bytes.write(epoch)
    case .left(let epoch):
      bytes.write(byte: 6)
      bytes.write(epoch)
    case .deliver(let publication, let epoch):
      bytes.write(byte: 7)
      bytes.write(publication)
      bytes.write(epoch)
    case .received(let count, let epoch):
      bytes.write(byte: 8)
      bytes.write(count)
      bytes.write(epoch)
    case .farewell(let epoch):
      bytes.write(byte: 9)
      bytes.write(epoch)
    case .moved(let marker):
      bytes.write(byte: 10)
      bytes.write(marker)
    case .handOver(let handOver):
      bytes.write(byte: 11)
      bytes.write(handOver)
    }
  }

  /// Reads a message.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .subscribe(try bytes.read())
    case 1: self = .unsubscribe(try bytes.read())
    case 2: self = .advertise(try bytes.read())
    case 3: self = .publish(try bytes.read())
    case 4: self = .attach(try bytes.read())
    case 5: self = .welcome(epoch: try bytes.read())
    case 6: self = .left(epoch: try bytes.read())
    case 7: self = .deliver(try bytes.read(), epoch: try bytes.read())
    case 8: self = .received(try bytes.read(), epoch: try bytes.read())
    case 9: self = .farewell(epoch: try bytes.read())
    case 10: self = .moved(try bytes.read())
    case 11: self = .handOver(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a broker's message, 0 to 11")
    }
  }
}

extension Attachment: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(epoch)
    bytes.write(filters)
    bytes.write(previous)
    bytes.write(last)
  }

  /// Reads an attachment.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    epoch = try bytes.read()
    filters = try bytes.read()
    previous = try bytes.read()
    last = try bytes.read()
  }
}

extension Marker: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(mover)
    bytes.write(from)
    bytes.write(to)
    bytes.write(last)
  }

  /// Reads a marker.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    mover = try bytes.read()
    from = try bytes.read()
    to = try bytes.read()
    last = try bytes.read()
  }
}

extension HandOver: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(mover)
    bytes.write(to)
    bytes.write(publications)
    bytes.write(isComplete)
  }

  /// Reads events that are handed over.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    mover = try bytes.read()
    to = try bytes.read()
    publications = try bytes.read()
    isComplete = try bytes.read()
  }
}

extension BrokerRequest: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .subscribe(let number, let filter):
      bytes.write(byte: 0)
      bytes.write(number)
      bytes.write(filter)
    case .unsubscribe(let number):
      bytes.write(byte: 1)
      bytes.write(number)
    case .advertise(let filter):
      bytes.write(byte: 2)
      bytes.write(filter)
    case .publish(let content):
      bytes.write(byte: 3)
      bytes.writeContent(content)
    case .disconnect: bytes.write(byte: 4)
    case .connect(let broker):
      bytes.write(byte: 5)
      bytes.write(broker)
    }
  }

  /// Reads a request.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .subscribe(try bytes.read(), try bytes.read())
    case 1: self = .unsubscribe(try bytes.read())
    case 2: self = .advertise(try bytes.read())
    case 3: self = .publish(try bytes.readContent())
    case 4: self = .disconnect
    case 5: self = .connect(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a client's request, 0 to 5")
    }
  }
}

extension BrokerEvent: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .published(let publication):
      bytes.write(byte: 0)
      bytes.write(publication)
    case .delivered(let id, let subscription):
      bytes.write(byte: 1)
      bytes.write(id)
      bytes.write(subscription)
    case .movedOver(let mover, let epoch):
      bytes.write(byte: 2)
      bytes.write(mover)
      bytes.write(epoch)
    }
  }

  /// Reads an event.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .published(try bytes.read())
    case 1: self = .delivered(try bytes.read(), subscription: try bytes.read())
    case 2: self = .movedOver(try bytes.read(), epoch: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a broker's event, 0 to 2")
    }
  }
}
