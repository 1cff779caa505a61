/// The texts that subscriptions look for in one attribute, numbered densely; numbers that become free are given again.
struct SymbolTable: Sendable {
  private var keys: [OctetString: Int32] = [:]
  /// The uses of each number; 0 of those that are free.
  private var uses: [Int32] = []
  private var free: [Int32] = []

  /// The number of a text; nil if nobody looks for it.
  func key(_ text: OctetString) -> Int64? { keys[text].map(Int64.init) }

  /// Notes one more use of a text, and gives its number.
  mutating func acquire(_ text: OctetString) -> Int64 {
    if let key = keys[text] {
      uses[Int(key)] += 1
      return Int64(key)
    }
    let key: Int32
    if let again = free.popLast() {
      key = again
      uses[Int(key)] = 1
    } else {
      key = Int32(uses.count)
      uses.append(1)
    }
    keys[text] = key
    return Int64(key)
  }

  /// Notes one use less.
  mutating func release(_ text: OctetString) {
    guard let key = keys[text] else { preconditionFailure("a symbol is released that nobody holds") }
    uses[Int(key)] -= 1
    if uses[Int(key)] == 0 {
      keys[text] = nil
      free.append(key)
    }
  }

  var isEmpty: Bool { keys.isEmpty }

  /// The bytes that it holds, about.
  var bytes: Int {
    keys.capacity * (MemoryLayout<(OctetString, Int32)>.stride + 1)
      + keys.reduce(0) { $0 + $1.key.bytesBeside } + (uses.capacity + free.capacity) * MemoryLayout<Int32>.stride
  }

  /// Throws unless the uses are those that are counted elsewhere.
  func checkInvariants(uses expected: [OctetString: Int]) throws(BrokenInvariant) {
    try BrokenInvariant.unless(keys.count == expected.count, "symbols that nobody looks for")
    for (text, count) in expected {
      guard let key = keys[text] else { throw BrokenInvariant("a symbol that is looked for has no number") }
      try BrokenInvariant.unless(Int(uses[Int(key)]) == count, "the uses of a symbol are not \(count)")
    }
    try BrokenInvariant.unless(
      Set(keys.values).count == keys.count && keys.count + free.count == uses.count, "numbers of symbols are lost")
  }
}

extension OctetString {
  /// The bytes that it holds beside itself, about.
  var bytesBeside: Int { string.utf8.count <= 15 ? 0 : string.utf8.count + 32 }
}
