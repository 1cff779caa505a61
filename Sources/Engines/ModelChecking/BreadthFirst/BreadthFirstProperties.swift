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

  @inlinable
  mutating func check(key: UInt64, bytes: UnsafeRawBufferPointer, number: Int) {
    guard broken == nil else { return }
    do throws(MalformedBytes) {
      let state = try State.restored(key: key, bytes: bytes)
      for property in invariants where !property.holds(state) {
        broken = (property.name, number)
        return
      }
      for index in open.indices.reversed() where open[index].holds(state) { witness(index, number) }
    } catch {
      unreadable = error
    }
  }

  @usableFromInline
  mutating func witness(_ index: Int, _ number: Int) {
    witnesses.append((open[index].name, number))
    open.remove(at: index)
  }
}
