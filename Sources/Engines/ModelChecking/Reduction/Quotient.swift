import CanonicalEncoding
import Synchronization

/// A symmetric model with one state for all that renaming makes of it: the same searches go through it as through any other.
///
/// The declared symmetry is watched on the way. Every representative is renamed, and the properties and the scope must say the same of
/// it: under all renamings if there are no more than four processes, under 24 that depend on the state if there are more. Of the
/// states that steps lead to, one in 64 must have the steps of its representative. So what remains to be believed is that no symmetry
/// fails on the steps of a few states only, and with five processes or more that no property tells a few orders of them apart.
public struct Quotient<Base: SymmetricModel>: Model {
  /// The model whose states are put together.
  public let base: Base

  /// Adds up how many states of the base the states seen stand for.
  private let orbits = OrbitCounter()
  private let watch: SymmetryWatch<Base>

  init(_ base: Base) {
    self.base = base
    watch = SymmetryWatch(base)
  }

  /// The representatives of the base's initial states, in their order.
  public var initialStates: [Base.State] { base.initialStates.map { base.canonical($0).state } }

  /// The base's steps, each to the representative of where it leads.
  ///
  /// - Throws: ``ModelError/asymmetric(_:)`` where the symmetry turns out to be none.
  public func forEachSuccessor(of state: Base.State, _ visit: (Base.Action, Base.State) -> Bool) throws {
    var scratch = ByteWriter()
    try watch.testQuestions(on: state, &scratch)
    var failure: ModelError?
    try base.forEachSuccessor(of: state) { action, successor in
      do throws(ModelError) {
        _ = try base.arrangements(of: successor)
        let (representative, renaming) = base.canonical(successor)
        try watch.testSuccessor(successor, representative, renaming, &scratch)
        return visit(action, representative)
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
  }

  /// Those of the base. One more is true of every state, and is asked once a state: it counts.
  public var properties: [ModelProperty<Base.State>] {
    base.properties
      + [
        .always("orbits are counted") { [base, orbits] state in
          orbits.add(base.orbitSize(of: state))
          return true
        }
      ]
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

  var statesStoodFor: Int? { orbits.sum }

  /// The way through the base that a way through the representatives stands for, with the renaming that leads from each of its states
  /// to the representative.
  ///
  /// - Throws: ``ModelError/asymmetric(_:)`` if the base does not go along, or the property says something else of its last state.
  func unfolded(
    _ trace: ModelTrace<Quotient>, about name: String
  ) throws(ModelError) -> (trace: ModelTrace<Base>, renamings: [Permutation]) {
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
    for property in base.properties where property.name == name {
      guard property.holds(real) == property.holds(representative) else {
        throw .asymmetric("'\(name)' changes in \(base.text(of: real)) renamed by \(renaming)")
      }
    }
    return (try ModelTrace(base, along: path), renamings)
  }
}

/// A sum that workers add to; nil once it is too large to be known.
private final class OrbitCounter: Sendable {
  private let total = Mutex<Int?>(0)

  var sum: Int? { total.withLock { $0 } }

  func add(_ states: Int?) {
    total.withLock { total in
      guard let sum = total, let states else {
        total = nil
        return
      }
      let (larger, isTooMuch) = sum.addingReportingOverflow(states)
      total = isTooMuch ? nil : larger
    }
  }
}
