import CanonicalEncoding
import Randomness

/// Takes random walks one after another.
@usableFromInline
struct RandomWalker<M: Model>: ~Copyable {
  @usableFromInline let walks: RandomWalks<M>
  @usableFromInline let properties: [ModelProperty<M.State>]
  /// The keys of the states met by any walk, and their number.
  @usableFromInline var visited = KeyTable(sharedBits: 0)
  @usableFromInline var states = 0
  @usableFromInline var scratch = ByteWriter()

  /// The way that the present walk has come, the key of the state where it is, and whether it is over.
  @usableFromInline var path = TracePath(initial: 0, ordinals: [])
  @usableFromInline var key: UInt64 = 0
  @usableFromInline var generator = Xoshiro256StarStar(seed: 0)
  @usableFromInline var actors: ActorPriorities?
  /// Steps since the last new state.
  @usableFromInline var idleSteps = 0
  /// What the walk can do next, with the places of the steps among those of the state.
  @usableFromInline var choices: [Choice] = []

  @usableFromInline var walksTaken = 0
  @usableFromInline var stepsTaken = 0
  @usableFromInline var restarts = 0
  /// States when the number of steps was last a multiple of 1,000, and those that were new in the 1,000 steps before.
  @usableFromInline var statesAtMark = 0
  @usableFromInline var recentStates = 0
  @usableFromInline var witnesses: [String: TracePath] = [:]
  /// The property that the last state of the path breaks.
  @usableFromInline var broken: String?

  @usableFromInline
  struct Choice {
    @usableFromInline let ordinal: Int
    @usableFromInline let action: M.Action
    @usableFromInline let state: M.State

    @inlinable init(ordinal: Int, action: M.Action, state: M.State) {
      self.ordinal = ordinal
      self.action = action
      self.state = state
    }
  }

  @usableFromInline
  init(_ walks: RandomWalks<M>) {
    self.walks = walks
    properties = walks.model.properties
  }

  /// Walks until something is wrong, a limit is reached, or all walks are taken.
  @inlinable
  mutating func run(_ clock: SearchClock) throws(ModelError) -> WalkReport<M> {
    let starts = walks.model.initialStates
    let inScope = starts.indices.filter { walks.model.isInScope(starts[$0]) }
    guard !inScope.isEmpty else { throw .noInitialState }
    while walksTaken < walks.walks {
      if let limit = ending(clock) { return try report(limit) }
      begin()
      path = TracePath(initial: inScope[generator.below(inScope.count)], ordinals: [])
      if let limit = try walk(from: starts[path.initial], clock) { return try report(limit) }
      if broken != nil { break }
    }
    return try report(nil)
  }

  /// Takes one walk; says which limit was reached if one was.
  @inlinable
  mutating func walk(from start: M.State, _ clock: SearchClock) throws(ModelError) -> SearchLimits.Kind? {
    var state = start
    meet(state)
    while broken == nil, path.ordinals.count < Swift.min(walks.steps, walks.limits.depth - 1) {
      if let plateau = walks.plateau, idleSteps >= plateau {
        restarts += 1
        return nil
      }
      guard let choice = try choose(from: state) else { return nil }
      state = choice.state
      path.ordinals.append(choice.ordinal)
      stepsTaken += 1
      meet(state)
      if stepsTaken.isMultiple(of: 1_000) {
        mark()
        if broken == nil, let limit = ending(clock) { return limit }
      }
    }
    return nil
  }

  /// A step of the state that remains in scope; nil if there is none.
  @inlinable
  mutating func choose(from state: M.State) throws(ModelError) -> Choice? {
    if StabilityGuard.isDue(key, after: stepsTaken) {
      try walks.model.checkStability(of: state, key: key, &scratch)
    }
    choices.removeAll(keepingCapacity: true)
    var ordinal = 0
    try walks.model.visitSuccessors(of: state) { action, successor in
      if walks.model.isInScope(successor) {
        choices.append(Choice(ordinal: ordinal, action: action, state: successor))
      }
      ordinal += 1
      return true
    }
    if ordinal == 0 { judgeEnd(state) }
    if actors != nil { keepHighest() }
    return choices.isEmpty ? nil : choices[generator.below(choices.count)]
  }

  /// Leaves the choices of the actor with the highest priority, which thereby takes the next step.
  @inlinable
  mutating func keepHighest() {
    guard let priorities = actors, let first = choices.first else { return }
    var mover = walks.actor(first.action)
    var highest = priorities.priority(of: mover)
    var last = mover
    for choice in choices.dropFirst() {
      let actor = walks.actor(choice.action)
      // Steps of one actor often stand side by side.
      if actor == last { continue }
      last = actor
      let priority = priorities.priority(of: actor)
      if priority > highest { (mover, highest) = (actor, priority) }
    }
    choices.removeAll { walks.actor($0.action) != mover }
    actors?.took(step: path.ordinals.count + 1, mover)
  }

  /// Arrives in a state, and looks at its properties if it is new.
  @inlinable
  mutating func meet(_ state: M.State) {
    key = state.key(writing: &scratch)
    idleSteps += 1
    guard visited.insert(key) else { return }
    states += 1
    idleSteps = 0
    for property in properties {
      switch property.kind {
      case .always:
        if broken == nil, !property.holds(state) { broken = property.name }
      case .sometimes:
        if witnesses[property.name] == nil, property.holds(state) { witnesses[property.name] = path }
      case .endsOnlyIf, .eventually, .leadsTo, .alwaysPossible: break
      }
    }
  }

  @usableFromInline
  mutating func judgeEnd(_ state: M.State) {
    for property in properties where property.kind == .endsOnlyIf && !property.holds(state) {
      broken = broken ?? property.name
    }
  }
}
