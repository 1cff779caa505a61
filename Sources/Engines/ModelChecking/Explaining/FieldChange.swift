/// A named part of a state that is different in another state.
public struct FieldChange: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The name of the part.
  public let name: String

  /// Its value before; nil if there was no such part.
  public let old: String?

  /// Its value after; nil if there is no such part any more.
  public let new: String?

  /// For instance "turn: 0 -> 1"; a part that appears bears a plus, one that goes a minus.
  public var description: String { text(arrow: "->") { $0 } }

  func text(arrow: String, _ shown: (String) -> String) -> String {
    switch (old, new) {
    case (let old?, let new?): "\(name): \(shown(old)) \(arrow) \(shown(new))"
    case (nil, let new?): "+ \(name): \(shown(new))"
    case (let old?, nil): "- \(name): \(shown(old))"
    case (nil, nil): name
    }
  }
}

extension Model {
  /// What differs between two states, in the order of the parts of `new`, those that are gone last.
  public func changes(from old: State, to new: State) -> [FieldChange] {
    FieldChange.between(fields(of: old), fields(of: new))
  }
}

extension FieldChange {
  /// Parts are matched by their names; of several with the same name, the first with the first and so on.
  static func between(_ old: [StateField], _ new: [StateField]) -> [FieldChange] {
    var before: [String: ArraySlice<String>] = [:]
    for field in old { before[field.name, default: []].append(field.value) }
    var changes: [FieldChange] = []
    for field in new {
      let value = before[field.name]?.popFirst()
      if value != field.value { changes.append(FieldChange(name: field.name, old: value, new: field.value)) }
    }
    for field in old {
      guard let value = before[field.name]?.popFirst() else { continue }
      changes.append(FieldChange(name: field.name, old: value, new: nil))
    }
    return changes
  }
}
