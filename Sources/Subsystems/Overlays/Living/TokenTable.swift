import CanonicalEncoding

/// What a peer waits for, each under a token of its own. There is little at a time.
struct TokenTable<Value: Hashable & Canonical>: Hashable, Canonical {
  private var tokens: [UInt32] = []
  private(set) var values: [Value] = []
  /// Tokens that were ever given.
  private(set) var given: UInt32 = 0

  init() {}

  /// How many are kept.
  var count: Int { tokens.count }

  /// What is kept under a token; nil if it is no more. What is not kept cannot be changed.
  subscript(token: UInt32) -> Value? {
    get { place(of: token).map { values[$0] } }
    set {
      guard let place = place(of: token) else { return }
      if let newValue {
        values[place] = newValue
      } else {
        tokens.remove(at: place)
        values.remove(at: place)
      }
    }
  }

  /// Whether something like this is kept.
  func contains(where matches: (Value) -> Bool) -> Bool { values.contains(where: matches) }

  /// The token of the first like this; nil if there is none.
  func token(where matches: (Value) -> Bool) -> UInt32? { values.firstIndex(where: matches).map { tokens[$0] } }

  /// Keeps something and names it. No token is 0 but once in four thousand million.
  mutating func insert(_ value: Value) -> UInt32 {
    given &+= 1
    tokens.append(given)
    values.append(value)
    return given
  }

  /// Takes something out; nil if it is no more.
  mutating func remove(_ token: UInt32) -> Value? {
    guard let place = place(of: token) else { return nil }
    tokens.remove(at: place)
    return values.remove(at: place)
  }

  /// Keeps nothing any more.
  mutating func removeAll() {
    tokens = []
    values = []
  }

  /// Takes something out if it is right; nil if it is not, or is no more.
  mutating func remove(_ token: UInt32, ifRight isRight: (Value) -> Bool) -> Value? {
    guard let value = self[token], isRight(value) else { return nil }
    return remove(token)
  }

  private func place(of token: UInt32) -> Int? { tokens.firstIndex(of: token) }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(tokens)
    bytes.write(values)
    bytes.write(given)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    tokens = try bytes.read()
    values = try bytes.read()
    given = try bytes.read()
    guard tokens.count == values.count else { throw MalformedBytes(offset: offset, expected: "a value a token") }
  }
}
