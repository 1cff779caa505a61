import CanonicalEncoding

/// What a Pastry peer waits for.
enum PastryQuestion: Hashable, Sendable {
  /// A newcomer's place.
  case place
  /// A row of a node's table, or its leaves; asked again until the last attempt.
  case check(NodeContact, row: UInt8?, isForJoin: Bool, attempt: UInt8)
  /// The next node on the way to a key, for a client.
  case next(PastrySearch)
  /// The owner of a key, by way of these nodes one after another.
  case owner(of: UInt64, tried: [NodeContact])
}

/// An iterative lookup under way.
struct PastrySearch: Hashable {
  /// Candidates of earlier answers that are kept for the case that none of the latest answers.
  static let mostSpares = 8

  /// Nodes that are remembered not to have answered.
  static let mostFailed = 16

  let key: UInt64
  /// Whom to ask, the next at the end.
  private(set) var candidates: [NodeContact]
  /// The node that was asked last.
  private(set) var last: NodeContact?
  /// Nodes asked.
  private(set) var asked = 0
  /// Times that the last was asked.
  var attempt: UInt8 = 1
  /// Times that it began at the peer itself.
  private(set) var beginnings = 0
  private var failed: [UInt64] = []

  init(_ key: UInt64) {
    self.key = key
    candidates = []
  }

  /// Begins with whom the peer itself knows.
  mutating func begin(with contacts: [NodeContact]) {
    beginnings += 1
    candidates = contacts.filter { !failed.contains($0.identifier) }.reversed()
  }

  /// The next to be asked, if there is one and not too many have been.
  mutating func takeNext() -> NodeContact? {
    guard asked < Int(PastryPeer.mostHops), let next = candidates.popLast() else { return nil }
    asked += 1
    attempt = 1
    last = next
    return next
  }

  /// The last does not answer.
  mutating func fail() {
    guard let last, !failed.contains(last.identifier) else { return }
    if failed.count >= Self.mostFailed { failed.removeFirst() }
    failed.append(last.identifier)
  }

  /// Takes in whom the last names; returns whether it is itself the nearest that is there.
  mutating func takeIn(_ contacts: [NodeContact]) -> Bool {
    let there = contacts.filter { !failed.contains($0.identifier) }
    if let last, there.first == last { return true }
    candidates = candidates.suffix(Self.mostSpares) + there.reversed()
    return false
  }
}

extension PastryQuestion {
  /// The node that is checked.
  var checked: NodeContact? {
    if case .check(let contact, _, _, _) = self { contact } else { nil }
  }

  /// The search that it is part of.
  var search: PastrySearch? {
    if case .next(let search) = self { search } else { nil }
  }
}

extension PastrySearch: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(candidates)
    bytes.write(last)
    bytes.write(asked)
    bytes.write(attempt)
    bytes.write(beginnings)
    bytes.write(failed)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    let offset = bytes.offset
    candidates = try bytes.read()
    last = try bytes.read()
    asked = try bytes.read()
    attempt = try bytes.read()
    beginnings = try bytes.read()
    failed = try bytes.read()
    guard candidates.count <= Self.mostSpares + PastryMessage.mostNext, failed.count <= Self.mostFailed,
      (0...Int(PastryPeer.mostHops)).contains(asked)
    else { throw MalformedBytes(offset: offset, expected: "few candidates, and numbers of nodes asked") }
  }
}

extension PastryQuestion: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .place: bytes.write(byte: 0)
    case .check(let contact, let row, let isForJoin, let attempt):
      bytes.write(byte: 1)
      bytes.write(contact)
      bytes.write(row)
      bytes.write(isForJoin)
      bytes.write(attempt)
    case .next(let search):
      bytes.write(byte: 2)
      bytes.write(search)
    case .owner(let key, let tried):
      bytes.write(byte: 3)
      bytes.write(key)
      bytes.write(tried)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .place
    case 1:
      self = .check(
        try bytes.read(), row: try bytes.read(), isForJoin: try bytes.read(), attempt: try bytes.read())
    case 2: self = .next(try bytes.read())
    case 3:
      self = .owner(of: try bytes.read(), tried: try bytes.read())
      if case .owner(_, let tried) = self, tried.count > PastryPeer.mostAttempts {
        throw MalformedBytes(offset: offset, expected: "at most \(PastryPeer.mostAttempts) ways")
      }
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 3")
    }
  }
}
