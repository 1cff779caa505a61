/// A named part of a state, as text.
public struct StateField: Hashable, Codable, Sendable {
  /// The name of the part.
  public let name: String

  /// Its value.
  public let value: String

  /// A part of a state.
  public init(_ name: String, _ value: some Any) {
    self.name = name
    self.value = "\(value)"
  }

  /// The stored properties of a value by their names; the value itself when it has none.
  public static func reflecting(_ value: some Any) -> [StateField] {
    let fields = Mirror(reflecting: value).children.map { StateField($0.label ?? "", $0.value) }
    return fields.isEmpty ? [StateField("state", value)] : fields
  }
}
