import CanonicalEncoding
import ModelChecking

/// Breadth-first search with a set of whole encodings and nothing clever: what the checker's answers are held against.
struct NaiveSearch<M: Model> where M.State: EncodedState {
  private(set) var states: [M.State] = []
  private(set) var transitions = 0
  private(set) var depth = 0
  /// The least number of steps after which an invariant is false, or a possibility true, by its name.
  private(set) var firstSteps: [String: Int] = [:]
  /// Different states without successors.
  private(set) var ends: [M.State] = []
  /// How often each class of actions was taken.
  private(set) var steps: [String: Int] = [:]

  private let model: M
  private var seen: Set<[UInt8]> = []
  private var next: [M.State] = []

  init(_ model: M) throws {
    self.model = model
    for state in model.initialStates { reach(state) }
    while !next.isEmpty {
      depth += 1
      let level = next
      next = []
      for state in level {
        var count = 0
        try model.forEachSuccessor(of: state) { action, successor in
          count += 1
          steps[model.actionClasses[model.actionClass(of: action)], default: 0] += 1
          reach(successor)
          return true
        }
        if count == 0 { ends.append(state) }
      }
    }
  }

  var counts: [Int] { [states.count, transitions, depth] }

  private mutating func reach(_ state: M.State) {
    transitions += 1
    guard model.isInScope(state), seen.insert(encoded(state)).inserted else { return }
    states.append(state)
    next.append(state)
    for property in model.properties where firstSteps[property.name] == nil {
      switch property.kind {
      case .always where !property.holds(state): firstSteps[property.name] = depth
      case .sometimes where property.holds(state): firstSteps[property.name] = depth
      default: break
      }
    }
  }
}

/// The bytes of a value.
func encoded(_ value: some Canonical) -> [UInt8] {
  var bytes = ByteWriter()
  bytes.write(value)
  return Array(bytes.bytes)
}

/// The value of some bytes, all of which must belong to it.
func decoded<Value: Canonical>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
  try bytes.withUnsafeBytes { bytes in
    var reader = ByteReader(bytes)
    let value = try Value(from: &reader)
    if !reader.isAtEnd { throw MalformedBytes(offset: reader.offset, expected: "the end") }
    return value
  }
}
