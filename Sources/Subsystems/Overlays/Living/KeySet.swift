import CanonicalEncoding

/// The keys of objects, ascending.
struct KeySet: Hashable, Canonical {
  private(set) var keys: [UInt64]

  /// These keys, in any order, some of them twice.
  init(_ keys: some Sequence<UInt64> = []) {
    self.keys = Array(keys)
    self.keys.sortAndRemoveRepetitions()
  }

  var isEmpty: Bool { keys.isEmpty }

  private func place(of key: UInt64) -> Int { keys.firstIndex(from: key) }

  func contains(_ key: UInt64) -> Bool {
    let place = place(of: key)
    return place < keys.count && keys[place] == key
  }

  mutating func insert(_ key: UInt64) {
    let place = place(of: key)
    if place == keys.count || keys[place] != key { keys.insert(key, at: place) }
  }

  mutating func formUnion(_ others: [UInt64]) {
    guard !others.isEmpty else { return }
    keys += others
    keys.sortAndRemoveRepetitions()
  }

  mutating func subtract(_ others: KeySet) { keys.removeAll(where: others.contains) }

  private func range(of keys: KeyPlace) -> Range<Int> {
    let first = place(of: keys.first)
    let end = keys.last == .max ? self.keys.count : place(of: keys.last + 1)
    return first..<max(first, end)
  }

  /// The keys in a place.
  func keys(in place: KeyPlace) -> ArraySlice<UInt64> { keys[range(of: place)] }

  mutating func removeAll(in place: KeyPlace) { keys.removeSubrange(range(of: place)) }

  func encode(into bytes: inout ByteWriter) { bytes.write(keys) }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    keys = try bytes.read()
    guard zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw MalformedBytes(offset: offset, expected: "keys in ascending order")
    }
  }
}
