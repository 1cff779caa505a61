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
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 6")
    }
  }
}
