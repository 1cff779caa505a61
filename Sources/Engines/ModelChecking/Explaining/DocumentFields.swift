import InputFiles

/// What is wrong with a JSON document, and where.
struct MalformedDocument: Error {
  /// For instance `steps[2].ordinal`; nil for the whole document.
  let place: String?
  let expected: String
  let found: String

  init(at path: [any CodingKey], expected: String, found: String) {
    var place = ""
    for key in path {
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += (place.isEmpty ? "" : ".") + key.stringValue
      }
    }
    self.place = place.isEmpty ? nil : place
    self.expected = expected
    self.found = found
  }
}

/// The fields of an object in a JSON document. All must be there, and be what they should.
struct DocumentFields<Key: CodingKey> {
  private let container: KeyedDecodingContainer<Key>

  init(_ decoder: any Decoder, expected: String) throws(MalformedDocument) {
    do {
      container = try decoder.container(keyedBy: Key.self)
    } catch {
      throw MalformedDocument(at: decoder.codingPath, expected: expected, found: "no object")
    }
  }

  func require(_ isRight: Bool, _ key: Key, _ expected: String, _ found: String) throws(MalformedDocument) {
    if !isRight {
      throw MalformedDocument(
        at: container.codingPath + [key], expected: expected, found: found.printable.shortened(to: 40))
    }
  }

  func value<Value: Decodable>(_ key: Key, _ expected: String) throws(MalformedDocument) -> Value {
    let value: Value? = try optionalValue(key, expected)
    guard let value else {
      throw MalformedDocument(at: container.codingPath + [key], expected: expected, found: "null")
    }
    return value
  }

  /// A value, or the null that must stand in its place.
  func optionalValue<Value: Decodable>(_ key: Key, _ expected: String) throws(MalformedDocument) -> Value? {
    try require(container.contains(key), key, expected, "no such key")
    do {
      return try container.decodeNil(forKey: key) ? nil : container.decode(Value.self, forKey: key)
    } catch let error as MalformedDocument {
      throw error
    } catch {
      throw MalformedDocument(at: container.codingPath + [key], expected: expected, found: text(key))
    }
  }

  /// A value that files of before do not have.
  func laterValue<Value: Decodable>(_ key: Key, _ expected: String) throws(MalformedDocument) -> Value? {
    container.contains(key) ? try optionalValue(key, expected) : nil
  }

  /// A place in an order, from 0.
  func place(_ key: Key) throws(MalformedDocument) -> Int {
    let place: Int = try value(key, "a place from 0")
    try require(place >= 0, key, "a place from 0", "\(place)")
    return place
  }

  /// Sixteen hexadecimal digits.
  func fingerprint(_ key: Key) throws(MalformedDocument) -> UInt64 {
    let digits: String = try value(key, "16 hexadecimal digits")
    let isRight = digits.utf8.count == 16 && digits.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard isRight, let fingerprint = UInt64(digits, radix: 16) else {
      throw MalformedDocument(
        at: container.codingPath + [key], expected: "16 hexadecimal digits",
        found: "\"\(digits.printable.shortened(to: 38))\"")
    }
    return fingerprint
  }

  /// A value of the wrong type.
  private func text(_ key: Key) -> String {
    if let string = try? container.decode(String.self, forKey: key) {
      return "\"\(string.printable.shortened(to: 38))\""
    }
    if let truth = try? container.decode(Bool.self, forKey: key) { return "\(truth)" }
    if let number = try? container.decode(Double.self, forKey: key) { return "\(number)" }
    if (try? container.nestedUnkeyedContainer(forKey: key)) != nil { return "a list" }
    if (try? container.nestedContainer(keyedBy: Key.self, forKey: key)) != nil { return "an object" }
    return "a number out of range"
  }
}
