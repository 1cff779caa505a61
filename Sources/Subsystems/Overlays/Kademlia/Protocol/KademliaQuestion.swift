import CanonicalEncoding
import Participants

/// What a Kademlia peer waits for.
enum KademliaQuestion: Hashable, Sendable {
  /// The contacts of somebody who may be a member, to be let in.
  case introduction(Address)
  /// The contacts of a node, for the search with this token, or none to check whether it is there; asked again until
  /// the last attempt.
  case contact(NodeContact, search: UInt32?, purpose: KademliaPurpose, attempt: UInt8)
  /// The owner of a key, by way of these nodes one after another.
  case owner(of: UInt64, tried: [NodeContact])
}

extension KademliaQuestion {
  /// The node that is asked for contacts.
  var asked: NodeContact? {
    if case .contact(let contact, _, _, _) = self { contact } else { nil }
  }

  /// Whose answer it is.
  var address: Address? {
    switch self {
    case .introduction(let address): address
    case .contact(let contact, _, _, _): contact.address
    case .owner: nil
    }
  }
}

extension KademliaQuestion: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .introduction(let address):
      bytes.write(byte: 0)
      bytes.write(address)
    case .contact(let contact, let search, let purpose, let attempt):
      bytes.write(byte: 1)
      bytes.write(contact)
      bytes.write(search)
      bytes.write(purpose)
      bytes.write(attempt)
    case .owner(let key, let tried):
      bytes.write(byte: 2)
      bytes.write(key)
      bytes.write(tried)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .introduction(try bytes.read())
    case 1:
      self = .contact(
        try bytes.read(), search: try bytes.read(), purpose: try bytes.read(), attempt: try bytes.read())
    case 2:
      self = .owner(of: try bytes.read(), tried: try bytes.read())
      if case .owner(_, let tried) = self, tried.count > KademliaPeer.mostAttempts {
        throw MalformedBytes(offset: offset, expected: "at most \(KademliaPeer.mostAttempts) ways")
      }
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 2")
    }
  }
}
