/// Values as one would write them down: strings in quotes, structures with the names of their fields, sets and dictionaries in an
/// order of their own text.
package enum ReadableText {
  /// The text of a value.
  package static func of(_ value: Any) -> String { text(value, depth: 0) }

  private static func text(_ value: Any, depth: Int) -> String {
    // A structure that contains itself through a class would never end.
    guard depth < 64 else { return "..." }
    switch value {
    case let text as String: return text.debugDescription
    case let character as Character: return String(character).debugDescription
    case let text as Substring: return String(text).debugDescription
    default: break
    }
    let mirror = Mirror(reflecting: value)
    func parts() -> [String] { mirror.children.map { text($0.value, depth: depth + 1) } }
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { text($0.value, depth: depth + 1) } ?? "nil"
    case .collection: return "[" + parts().joined(separator: ", ") + "]"
    case .set: return "{" + parts().sorted().joined(separator: ", ") + "}"
    case .dictionary:
      let entries = mirror.children.map { child in
        Mirror(reflecting: child.value).children.map { text($0.value, depth: depth + 1) }.joined(separator: ": ")
      }
      return entries.isEmpty ? "[:]" : "[" + entries.sorted().joined(separator: ", ") + "]"
    case .tuple: return "(" + fields(mirror, depth).joined(separator: ", ") + ")"
    case .struct where !(value is any CustomStringConvertible), .class where !(value is any CustomStringConvertible):
      return "\(mirror.subjectType)(" + fields(mirror, depth).joined(separator: ", ") + ")"
    case .enum where !(value is any CustomStringConvertible):
      guard let payload = mirror.children.first, let name = payload.label else { return ".\(value)" }
      let inner = Mirror(reflecting: payload.value)
      let fields = inner.displayStyle == .tuple ? fields(inner, depth) : [text(payload.value, depth: depth + 1)]
      return ".\(name)(" + fields.joined(separator: ", ") + ")"
    default: return "\(value)"
    }
  }

  private static func fields(_ mirror: Mirror, _ depth: Int) -> [String] {
    mirror.children.map { child in
      let value = text(child.value, depth: depth + 1)
      guard let label = child.label, !label.hasPrefix(".") else { return value }
      return "\(label): \(value)"
    }
  }
}
