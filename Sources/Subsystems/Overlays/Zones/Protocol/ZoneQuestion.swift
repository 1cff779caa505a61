import CanonicalEncoding
import Participants

/// What a peer of zones waits for.
enum ZoneQuestion: Hashable, Sendable {
  /// A newcomer's zone.
  case place
  /// A peer that is to take a zone over, and how often it was offered.
  case offer(Zone, to: Address, token: UInt32, attempts: UInt8)
  /// The neighbour that holds a path.
  case gap(UInt64)
  /// A client's request.
  case client(ZoneSearch)
  /// A neighbour that is to keep copies of all objects of a zone.
  case guardian(Address, Zone)
  /// A neighbour that is to keep a copy of an object, which somebody stores.
  case copy(Address, Zone, UInt64)
  /// Objects that somebody else is to take, and how often they were sent.
  case handOver([UInt64], to: Address, attempts: UInt8)
}

/// A client's request under way.
struct ZoneSearch: Hashable, Canonical {
  let request: PeerRequest
  let target: UInt64
  /// The peer that was asked last, by a peer that asks everyone itself, and what it was told.
  var last: Address?
  var route: ZoneRoute?
  /// Whether it was asked twice: one lost message says little.
  var isSecond = false
  /// Peers asked.
  var asked: UInt8 = 0
  /// Attempts that were not answered.
  var failures: UInt8 = 0

  init(_ request: PeerRequest, target: UInt64) {
    self.request = request
    self.target = target
  }

  var isIterative: Bool { request.isIterative }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(target)
    bytes.write(last)
    bytes.write(route)
    bytes.write(isSecond)
    bytes.write(asked)
    bytes.write(failures)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    request = try bytes.read()
    target = try bytes.read()
    last = try bytes.read()
    route = try bytes.read()
    isSecond = try bytes.read()
    asked = try bytes.read()
    failures = try bytes.read()
  }
}

extension ZoneQuestion: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .place: bytes.write(byte: 0)
    case .gap(let path):
      bytes.write(byte: 1)
      bytes.write(path)
    case .client(let search):
      bytes.write(byte: 2)
      bytes.write(search)
    case .guardian(let address, let zone):
      bytes.write(byte: 3)
      bytes.write(address)
      bytes.write(zone)
    case .copy(let address, let zone, let key):
      bytes.write(byte: 4)
      bytes.write(address)
      bytes.write(zone)
      bytes.write(key)
    case .handOver(let objects, let address, let attempts):
      bytes.write(byte: 5)
      bytes.write(objects)
      bytes.write(address)
      bytes.write(attempts)
    case .offer(let zone, let taker, let token, let attempts):
      bytes.write(byte: 6)
      bytes.write(zone)
      bytes.write(taker)
      bytes.write(token)
      bytes.write(attempts)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .place
    case 1: self = .gap(try bytes.read())
    case 2: self = .client(try bytes.read())
    case 3: self = .guardian(try bytes.read(), try bytes.read())
    case 4: self = .copy(try bytes.read(), try bytes.read(), try bytes.read())
    case 5: self = .handOver(try bytes.read(), to: try bytes.read(), attempts: try bytes.read())
    case 6:
      self = .offer(try bytes.read(), to: try bytes.read(), token: try bytes.read(), attempts: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 6")
    }
  }
}
