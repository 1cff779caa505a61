/// A document that parses as JSON and does not say what it should.
struct Misfit: Error, Hashable {
  /// Where, such as `series[2].size`; empty for the document as a whole.
  let place: String
  let expected: String
  let found: String

  init(place: String = "", expected: String, found: String) {
    self.place = place
    self.expected = expected
    self.found = found
  }

  init(at path: [any CodingKey], expected: String, found: String) {
    self.init(place: path.place, expected: expected, found: found)
  }

  /// Puts what a decoder found into words.
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(at: context.codingPath + [key], expected: "a value", found: "none")
    case .typeMismatch(let type, let context):
      self.init(at: context.codingPath, expected: Self.name(of: type), found: "something else")
    case .valueNotFound(let type, let context):
      self.init(at: context.codingPath, expected: Self.name(of: type), found: "null")
    case .dataCorrupted(let context):
      self.init(
        at: context.codingPath, expected: "JSON with numbers in range", found: context.debugDescription)
    @unknown default:
      self.init(expected: "JSON", found: "\(error)")
    }
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Double.Type: "a number"
    case is any BinaryInteger.Type: "a whole number in range"
    case is any ExpressibleByArrayLiteral.Type: "a list"
    default: "an object"
    }
  }
}

extension [any CodingKey] {
  /// `series[2].size`.
  fileprivate var place: String {
    reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}

extension Decoder {
  /// Throws if the object has a member that `Keys` does not name: it would be lost silently.
  func refuseMembers<Keys: CodingKey & CaseIterable>(otherThan keys: Keys.Type) throws {
    let known = Set(Keys.allCases.map(\.stringValue))
    let members = try container(keyedBy: AnyMember.self).allKeys.map(\.stringValue)
    guard let unknown = members.filter({ !known.contains($0) }).min() else { return }
    throw Misfit(
      at: codingPath, expected: "only the members \(known.sorted().joined(separator: ", "))", found: unknown.excerpt)
  }
}

private struct AnyMember: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension String {
  /// The text in quotation marks, at most 40 characters of it.
  var excerpt: String { "\"\(count > 40 ? prefix(39) + "…" : self[...])\"" }
}
