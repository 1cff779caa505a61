import CanonicalEncoding

/// The routing table of a Pastry peer: for so many digits that a node shares with the peer, and each digit that may
/// follow, one such node.
struct PastryTable: Hashable {
  /// The peer's own identifier.
  let identifier: UInt64

  /// Rows of 16, up to the last that is not empty.
  private var entries: [HeardContact?] = []

  init(of identifier: UInt64) { self.identifier = identifier }

  /// The number of rows.
  var count: Int { entries.count / Pastry.digits }

  /// All nodes, row by row.
  var contacts: [NodeContact] { entries.compactMap { $0?.contact } }

  /// Digits that an identifier shares with the peer's own.
  func sharedDigits(_ other: UInt64) -> Int { Pastry.sharedDigits(identifier, other) }

  /// Where a node or a key belongs; nil for the peer's own identifier.
  private func place(of other: UInt64) -> Int? {
    let row = sharedDigits(other)
    guard row < Pastry.digits else { return nil }
    let digit = other >> UInt64(64 - Pastry.digitBits * (row + 1)) & 15
    return row * Pastry.digits + Int(digit)
  }

  /// The node that shares one digit more with a key than the peer does.
  func next(to key: UInt64) -> NodeContact? {
    guard let place = place(of: key), place < entries.count else { return nil }
    return entries[place]?.contact
  }

  /// The nodes of a row.
  func row(_ row: Int) -> [NodeContact] {
    guard (0..<count).contains(row) else { return [] }
    return entries[row * Pastry.digits..<(row + 1) * Pastry.digits].compactMap { $0?.contact }
  }

  /// Calls `body` for each node.
  func forEach(_ body: (NodeContact) -> Void) {
    for case .some(let entry) in entries { body(entry.contact) }
  }

  /// Takes in that a node was heard from; it comes in where nobody is.
  mutating func note(_ entry: HeardContact) {
    guard let place = place(of: entry.contact.identifier) else { return }
    if place >= entries.count {
      let missing = (place / Pastry.digits + 1) * Pastry.digits - entries.count
      entries.append(contentsOf: repeatElement(nil, count: missing))
    }
    if let known = entries[place], known.contact.identifier != entry.contact.identifier { return }
    entries[place] = entry
  }

  /// Whether somebody that others speak of would come in.
  func wants(_ other: UInt64) -> Bool {
    guard let place = place(of: other) else { return false }
    return place >= entries.count || entries[place] == nil
  }

  /// Takes a node out; returns its row if it was there.
  mutating func remove(_ contact: NodeContact) -> Int? {
    guard let place = place(of: contact.identifier), place < entries.count, entries[place]?.contact == contact else {
      return nil
    }
    entries[place] = nil
    while entries.suffix(Pastry.digits).allSatisfy({ $0 == nil }), !entries.isEmpty {
      entries.removeLast(Pastry.digits)
    }
    return place / Pastry.digits
  }

  /// Who has been silent longest, at least so many seconds, but for those `excluded`.
  func longestSilent(at now: UInt16, atLeast seconds: UInt16 = 0, except excluded: [UInt64]) -> NodeContact? {
    entries.lazy.compactMap(\.self).longestSilent(at: now, atLeast: seconds, except: excluded)?.contact
  }
}

extension PastryTable: Canonical {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(identifier)
    bytes.write(entries)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifier = try bytes.read()
    let offset = bytes.offset
    entries = try bytes.read()
    guard entries.count.isMultiple(of: Pastry.digits), count <= Pastry.digits else {
      throw MalformedBytes(offset: offset, expected: "up to 16 whole rows")
    }
    for (place, entry) in entries.enumerated() {
      guard let entry, self.place(of: entry.contact.identifier) != place else { continue }
      throw MalformedBytes(offset: offset, expected: "nodes at their places")
    }
  }
}
