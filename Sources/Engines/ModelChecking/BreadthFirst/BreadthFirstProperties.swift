import CanonicalEncoding

/// The properties of states that a breadth-first search decides, and what it has found of them.
@usableFromInline
struct BreadthFirstProperties<State: ModelState> {
  @usableFromInline let invariants: [ModelProperty<State>]
  /// What must hold where a run ends, each with its name.
  @usableFromInline let ends: [(Int, ModelProperty<State>)]
  /// Possibilities that have not come true yet.
  @usableFromInline var open: [ModelProperty<State>]
  /// The first state that made a possibility come true.
  @usableFromInline var witnesses: [(name: String, state: Int)] = []
  /// The first state that broke an invariant.
  @usableFromInline var broken: (name: String, state: Int)?
  @usableFromInline var unreadable: MalformedBytes?

  @usableFromInline
  init(_ properties: [ModelProperty<State>]) {
    invariants = properties.filter { $0.kind == .always }
    ends = properties.enumerated().filter { $1.kind == .endsOnlyIf }.map { ($0, $1) }
    open = properties.filter { $0.kind == .sometimes }
  }

  /// Whether there is nothing left to hold a state against.
  @inlinable var isEmpty: Bool { invariants.isEmpty && open.isEmpty }

  @usableFromInline var neverTrue: String? { open.first?.name }

  /// Holds states that were numbered one after another against the properties, one property after the other: so the closure
  /// of a property, whose reference count all workers share, is fetched once a batch and not once a state.
  @inlinable
  mutating func check(_ states: [State], numberedFrom first: Int) {
    guard broken == nil else { return }
    var end = states.count
    for property in invariants {
      let holds = property.holds
      for place in 0..<end where !holds(states[place]) {
        broken = (property.name, first + place)
        end = place
        break
      }
    }
    for index in open.indices.reversed() {
      let holds = open[index].holds
      for place in 0..<end where holds(states[place]) {
        witness(index, first + place)
        break
      }
    }
  }

  @usableFromInline
  mutating func witness(_ index: Int, _ number: Int) {
    witnesses.append((open[index].name, number))
    open.remove(at: index)
  }

  /// Adds what another found among states that were found later, and tells it what need not be sought any more.
  @usableFromInline
  mutating func take(from later: inout BreadthFirstProperties) {
    unreadable = unreadable ?? later.unreadable
    if broken == nil {
      for (name, state) in later.witnesses {
        guard let index = open.firstIndex(where: { $0.name == name }) else { continue }
        witness(index, state)
      }
      broken = later.broken
    }
    later.witnesses.removeAll()
  }

  /// Forgets possibilities that have come true elsewhere.
  @usableFromInline
  mutating func seekOnly(_ others: BreadthFirstProperties) {
    if open.count != others.open.count { open = others.open }
  }
}
