import CanonicalEncoding
import Participants

extension ZoneMessage: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .routed(let routed):
      bytes.write(byte: 0)
      bytes.write(routed)
    case .askNext(let target, let route, let token):
      bytes.write(byte: 1)
      bytes.write(target)
      bytes.write(route)
      bytes.write(token)
    case .next(let address, let route, let token):
      bytes.write(byte: 2)
      bytes.write(address)
      bytes.write(route)
      bytes.write(token)
    case .answer(let claim, let token, let hops, let isKnown, let purpose):
      bytes.write(byte: 3)
      bytes.write(claim)
      bytes.write(token)
      bytes.write(hops)
      bytes.write(isKnown)
      bytes.write(purpose)
    case .beat(let beat):
      bytes.write(byte: 4)
      bytes.write(beat)
    case .agree(let serial, let agrees):
      bytes.write(byte: 5)
      bytes.write(serial)
      bytes.write(agrees)
    case .join(let newcomer, let token, let steps):
      bytes.write(byte: 6)
      bytes.write(newcomer)
      bytes.write(token)
      bytes.write(steps)
    case .offer(let offer):
      bytes.write(byte: 7)
      bytes.write(offer)
    case .seek(let zone, let seek):
      bytes.write(byte: 8)
      bytes.write(zone)
      bytes.write(seek)
    case .exchange(let zone, let other, let seek):
      bytes.write(byte: 9)
      bytes.write(zone)
      bytes.write(other)
      bytes.write(seek)
    case .want(let zone):
      bytes.write(byte: 10)
      bytes.write(zone)
    case .copies(let objects, let token):
      bytes.write(byte: 11)
      bytes.write(objects)
      bytes.write(token)
    case .objects(let objects, let token):
      bytes.write(byte: 12)
      bytes.write(objects)
      bytes.write(token)
    case .kept(let token):
      bytes.write(byte: 13)
      bytes.write(token)
    }
  }

  /// Reads a message.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .routed(try bytes.read())
    case 1: self = .askNext(try bytes.read(), try bytes.read(), token: try bytes.read())
    case 2: self = .next(try bytes.read(), try bytes.read(), token: try bytes.read())
    case 3:
      self = .answer(
        try bytes.read(), token: try bytes.read(), hops: try bytes.read(), isKnown: try bytes.read(),
        for: try bytes.read())
    case 4: self = .beat(try bytes.read())
    case 5: self = .agree(try bytes.read(), try bytes.read())
    case 6: self = .join(try bytes.read(), token: try bytes.read(), steps: try bytes.read())
    case 7: self = .offer(try bytes.read())
    case 8: self = .seek(try bytes.read(), try bytes.read())
    case 9: self = .exchange(try bytes.read(), with: try bytes.read(), try bytes.read())
    case 10: self = .want(try bytes.read())
    case 11: self = .copies(try bytes.read(), token: try bytes.read())
    case 12: self = .objects(try bytes.read(), token: try bytes.read())
    case 13: self = .kept(token: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a message, 0 to 13")
    }
  }
}

extension RoutedErrand: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(target)
    bytes.write(errand)
    bytes.write(route)
    bytes.write(hops)
    bytes.write(detours)
  }

  /// Reads an errand on its way.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    target = try bytes.read()
    errand = try bytes.read()
    route = try bytes.read()
    hops = try bytes.read()
    detours = try bytes.read()
  }
}

extension ZoneErrand: Canonical {
  /// Appends the kind and what it says.
  public func encode(into bytes: inout ByteWriter) {
    switch self {
    case .name(let asker, let token, let isLookup):
      bytes.write(byte: 0)
      bytes.write(asker)
      bytes.write(token)
      bytes.write(isLookup)
    case .admit(let newcomer, let token):
      bytes.write(byte: 1)
      bytes.write(newcomer)
      bytes.write(token)
    case .pair(let claim, let seek):
      bytes.write(byte: 2)
      bytes.write(claim)
      bytes.write(seek)
    case .store(let key, let asker, let token):
      bytes.write(byte: 3)
      bytes.write(key)
      bytes.write(asker)
      bytes.write(token)
    case .fetch(let key, let asker, let token):
      bytes.write(byte: 4)
      bytes.write(key)
      bytes.write(asker)
      bytes.write(token)
    }
  }

  /// Reads an errand.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .name(try bytes.read(), token: try bytes.read(), isLookup: try bytes.read())
    case 1: self = .admit(try bytes.read(), token: try bytes.read())
    case 2: self = .pair(try bytes.read(), try bytes.read())
    case 3: self = .store(try bytes.read(), try bytes.read(), token: try bytes.read())
    case 4: self = .fetch(try bytes.read(), try bytes.read(), token: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an errand, 0 to 4")
    }
  }
}

extension ZoneBeat: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(serial)
    bytes.write(zones)
    bytes.write(neighbours)
    bytes.write(handed)
    bytes.write(merging)
    bytes.write(isLeaving)
    bytes.write(isReply)
    bytes.write(isForJoin)
  }

  /// Reads a beat.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    serial = try bytes.read()
    zones = try bytes.read()
    neighbours = try bytes.read()
    handed = try bytes.read()
    merging = try bytes.read()
    isLeaving = try bytes.read()
    isReply = try bytes.read()
    isForJoin = try bytes.read()
  }
}

extension ZoneOffer: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(claim)
    bytes.write(neighbours)
    bytes.write(objects)
    bytes.write(token)
  }

  /// Reads an offer.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    claim = try bytes.read()
    neighbours = try bytes.read()
    objects = try bytes.read()
    token = try bytes.read()
  }
}

extension ZoneSeek: Canonical {
  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(zone)
    bytes.write(host)
    bytes.write(steps)
  }

  /// Reads a search.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    zone = try bytes.read()
    host = try bytes.read()
    steps = try bytes.read()
  }
}
