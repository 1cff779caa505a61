/// The results of earlier commands to which later ones may refer, as part of a model: handles that are open, members that are alive.
///
/// What is drawn is a place among the results that are there, counted from the latest. So a command refers to something whatever
/// was dropped before it, and to the same as before if what was dropped is older.
public struct Results<Value> {
  /// A name for a result, in the order in which they came: `#1`, `#2`.
  public struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// The number of the result, from 1.
    public let number: Int

    /// The number after a hash.
    public var description: String { "#\(number)" }
  }

  /// The references that are there, the oldest first.
  public private(set) var references: [Reference] = []
  private var values: [Reference: Value] = [:]
  private var added = 0

  /// No results.
  public init() {}

  /// Adds a result. O(1).
  @discardableResult
  public mutating func add(_ value: Value) -> Reference {
    added += 1
    let reference = Reference(number: added)
    references.append(reference)
    values[reference] = value
    return reference
  }

  /// Takes a result out, so that nothing refers to it any more; nothing happens if it is not there. O(results).
  public mutating func remove(_ reference: Reference) {
    if values.removeValue(forKey: reference) != nil { references.removeAll { $0 == reference } }
  }

  /// The result, if it is there; may be changed in place. O(1).
  public subscript(reference: Reference) -> Value? {
    get { values[reference] }
    set {
      guard values[reference] != nil else { return }
      if let newValue { values[reference] = newValue } else { remove(reference) }
    }
  }

  /// One of the results that are there, each as likely; the simplest is the latest. Rejects if there is none.
  public var reference: Generator<Reference> {
    let references = references
    return Generator(choice: { source throws(Rejection) in
      guard !references.isEmpty else { throw .unwanted }
      return references[references.count - 1 - (try source.below(references.count))]
    })
  }
}

extension Results: Sendable where Value: Sendable {}
extension Results: Equatable where Value: Equatable {}
extension Results: Hashable where Value: Hashable {}

extension Results: CustomStringConvertible {
  /// The results with their names, the oldest first: `[#1: 7, #3: 9]`.
  public var description: String {
    let entries = references.map { "\($0): \(values[$0].map { ReadableText.of($0) } ?? "")" }
    return entries.isEmpty ? "[:]" : "[" + entries.joined(separator: ", ") + "]"
  }
}
