import CanonicalEncoding
import Participants

/// What a ring's peer waits for.
enum RingQuestion<Links: RingLinks>: Hashable, Sendable {
  /// A newcomer's place on the ring.
  case place
  /// The place of the point of a link, which is asked for twice: the silence of a long way says little.
  case link(UInt8, point: UInt64, asked: RingContact, isSecond: Bool)
  /// Any answer of the node at the end of a link.
  case end(RingContact, isSecond: Bool)
  /// The list of the successor, which is asked a second time before it is taken for dead: one lost message is no crash.
  case successor(RingContact, isSecond: Bool)
  /// The list of somebody who stands between this peer and its successor.
  case adoption(RingContact)
  /// Any answer of the predecessor, in whose place this candidate would come; likewise.
  case predecessor(RingContact, candidate: RingContact, isSecond: Bool)
  /// The owner of a key.
  case lookup(RingSearch<Links>)
  /// Keys that somebody is to have.
  case transfer(RingTransfer)
  /// A successor that is to keep a copy of an object, which somebody stores.
  case copy(RingContact, store: UInt32)
  /// A successor that has these keys and is to do without this peer.
  case farewell(RingContact, sent: KeySet, isSecond: Bool)
  /// A predecessor that is to do without this peer.
  case closeUp(RingContact, isSecond: Bool)
}

extension RingQuestion {
  /// The node whose links answer it, if links do.
  var askedForLinks: RingContact? {
    switch self {
    case .end(let contact, _), .successor(let contact, _), .adoption(let contact), .predecessor(let contact, _, _):
      contact
    default: nil
    }
  }

  /// The point whose place answers it, if a place does.
  func point(of identifier: UInt64) -> UInt64? {
    switch self {
    case .place: identifier
    case .link(_, let point, _, _): point
    default: nil
    }
  }

  /// Whether it is about keys that the peer need not keep.
  var isForStrays: Bool {
    switch self {
    case .lookup(let search): search.isForStrays
    case .transfer(let transfer): if case .strays = transfer.reason { true } else { false }
    default: false
    }
  }

  /// Whether some of these keys are on their way, or their owner is looked for.
  func concerns(_ keys: [UInt64]) -> Bool {
    switch self {
    case .lookup(let search): search.request.key.map(keys.contains) ?? false
    case .transfer(let transfer): transfer.batch.contains(where: keys.contains)
    default: false
    }
  }

  /// Whether it is asked by a peer that leaves.
  var isForLeaving: Bool {
    switch self {
    case .transfer(let transfer): transfer.reason == .leave
    case .farewell, .closeUp: true
    default: false
    }
  }

  /// The lookup that it is part of.
  var search: RingSearch<Links>? {
    if case .lookup(let search) = self { search } else { nil }
  }
}

extension RingQuestion: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .place: bytes.write(byte: 0)
    case .link(let link, let point, let asked, let isSecond):
      bytes.write(byte: 1)
      bytes.write(link)
      bytes.write(point)
      bytes.write(asked)
      bytes.write(isSecond)
    case .successor(let contact, let isSecond):
      bytes.write(byte: 2)
      bytes.write(contact)
      bytes.write(isSecond)
    case .adoption(let contact):
      bytes.write(byte: 3)
      bytes.write(contact)
    case .predecessor(let contact, let candidate, let isSecond):
      bytes.write(byte: 4)
      bytes.write(contact)
      bytes.write(candidate)
      bytes.write(isSecond)
    case .lookup(let search):
      bytes.write(byte: 5)
      bytes.write(search)
    case .end(let contact, let isSecond):
      bytes.write(byte: 6)
      bytes.write(contact)
      bytes.write(isSecond)
    case .transfer(let transfer):
      bytes.write(byte: 7)
      bytes.write(transfer)
    case .copy(let contact, let store):
      bytes.write(byte: 8)
      bytes.write(contact)
      bytes.write(store)
    case .farewell(let contact, let sent, let isSecond):
      bytes.write(byte: 9)
      bytes.write(contact)
      bytes.write(sent)
      bytes.write(isSecond)
    case .closeUp(let contact, let isSecond):
      bytes.write(byte: 10)
      bytes.write(contact)
      bytes.write(isSecond)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .place
    case 1:
      self = .link(
        try bytes.read(), point: try bytes.read(), asked: try bytes.read(), isSecond: try bytes.read())
    case 2: self = .successor(try bytes.read(), isSecond: try bytes.read())
    case 3: self = .adoption(try bytes.read())
    case 4:
      self = .predecessor(try bytes.read(), candidate: try bytes.read(), isSecond: try bytes.read())
    case 5: self = .lookup(try bytes.read())
    case 6: self = .end(try bytes.read(), isSecond: try bytes.read())
    case 7: self = .transfer(try bytes.read())
    case 8: self = .copy(try bytes.read(), store: try bytes.read())
    case 9: self = .farewell(try bytes.read(), sent: try bytes.read(), isSecond: try bytes.read())
    case 10: self = .closeUp(try bytes.read(), isSecond: try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 10")
    }
  }
}
