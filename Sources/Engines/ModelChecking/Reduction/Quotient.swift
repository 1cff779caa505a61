import CanonicalEncoding
import Synchronization

/// A symmetric model with one state for all that renaming makes of it: the same searches go through it as through any other.
public struct Quotient<Base: SymmetricModel>: Model {
  /// The model whose states are put together.
  public let base: Base

  /// Adds up how many states of the base the states seen stand for.
  private let orbits = OrbitCounter()

  init(_ base: Base) { self.base = base }

  /// The representatives of the base's initial states, in their order.
  public var initialStates: [Base.State] { base.initialStates.map { base.canonical($0).state } }

  /// The base's steps, each to the representative of where it leads.
  public func forEachSuccessor(of state: Base.State, _ visit: (Base.Action, Base.State) -> Bool) throws {
    try base.forEachSuccessor(of: state) { visit($0, base.canonical($1).state) }
  }

  /// Those of the base. One more is true of every state, and is asked once a state: it counts.
  public var properties: [ModelProperty<Base.State>] {
    base.properties + [.always("orbits are counted") { [base, orbits] in orbits.add(base.orbitSize(of: $0)) }]
  }

  /// As the base says.
  public func isInScope(_ state: Base.State) -> Bool { base.isInScope(state) }

  /// Those of the base.
  public var actionClasses: [String] { base.actionClasses }

  /// As the base says.
  public func actionClass(of action: Base.Action) -> Int { base.actionClass(of: action) }

  /// Those of the base.
  public var classesRuledOut: Set<Int> { base.classesRuledOut }

  /// As the base says.
  public func fields(of state: Base.State) -> [StateField] { base.fields(of: state) }

  var statesStoodFor: Int { orbits.count.load(ordering: .relaxed) }

  /// The way through the base that a way through the representatives stands for, with the renaming that leads from each of its states
  /// to the representative.
  func unfolded(_ trace: ModelTrace<Quotient>) throws(ModelError) -> (trace: ModelTrace<Base>, renamings: [Permutation])
  {
    var scratch = ByteWriter()
    var path = TracePath(initial: trace.initialOrdinal, ordinals: [])
    var real = base.initialStates[trace.initialOrdinal]
    var (representative, renaming) = base.canonical(real)
    var renamings = [renaming]
    for step in trace.steps {
      guard let (action, successor) = try base.step(step.ordinal, of: representative) else {
        throw .notAPath(step: renamings.count, finding: "the representative has no step \(step.ordinal)")
      }
      let back = renaming.inverse
      let realAction = base.renaming(action, by: back)
      let realKey = base.renaming(successor, by: back).key(writing: &scratch)
      let steps = try base.steps(of: real)
      guard
        let ordinal = steps.firstIndex(where: { $0.action == realAction && $0.state.key(writing: &scratch) == realKey })
      else {
        throw .asymmetric("\(realAction) is missing from \(base.text(of: real))")
      }
      path.ordinals.append(ordinal)
      real = steps[ordinal].state
      let canonical = base.canonical(successor)
      representative = canonical.state
      renaming = renaming.then(canonical.permutation)
      renamings.append(renaming)
    }
    return (try ModelTrace(base, along: path), renamings)
  }
}

/// A sum that workers add to.
private final class OrbitCounter: Sendable {
  let count = Atomic(0)

  func add(_ states: Int) -> Bool {
    count.add(states, ordering: .relaxed)
    return true
  }
}
