import ModelChecking
import Overlays

/// Joins and leaves of FissionE that overlap: a change is agreed on when neighbours allow it, and made some time later, when they may have changed.
public struct CodeRace: Model {
  /// What is done about changes of neighbours in between.
  public enum Guard: Sendable {
    /// Nothing.
    case none
    /// Neighbours are asked again when the change is made; it is given up if one has become too short or too long.
    case secondLook
    /// The peers of a change and their neighbours agree to no other until it is made.
    case locks
    /// Only the peers of a change agree to no other.
    case locksOnPeers
    /// Splits are made as soon as they are agreed on, and none by a neighbour of a merge that is under way.
    case promises
    /// Splits are made as soon as they are agreed on.
    case emptyPromises
  }

  /// The largest network.
  public let peers: Int

  /// Changes under way at once.
  public let changes: Int

  /// What is done.
  public let guarding: Guard

  /// Networks of up to so many peers.
  public init(peers: Int, changes: Int = 2, guarding: Guard) {
    self.peers = peers
    self.changes = changes
    self.guarding = guarding
  }

  /// A change is agreed on, made, or given up.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case agree(CodeState.Change)
    case make(CodeState.Change)
    case giveUp(CodeState.Change)

    /// The step in words.
    public var description: String {
      switch self {
      case .agree(let change): "agree to \(change)"
      case .make(let change): "\(change)"
      case .giveUp(let change): "give up to \(change)"
      }
    }
  }

  /// K(2,2): six peers of equal length.
  public var initialStates: [CodeState] {
    var code = PathCode(over: FissionE.graph)
    for leaf in code.leaves { code.split(leaf) }
    return [CodeState(code)]
  }

  /// Changes begin and end.
  public func forEachSuccessor(of state: CodeState, _ visit: (Action, CodeState) -> Bool) {
    let code = state.code
    for change in state.pending.sorted(by: { "\($0)" < "\($1)" }) {
      let rest = state.pending.subtracting([change])
      // A word that is no longer there, or not yet, cannot change whatever is guarded.
      if guarding == .secondLook ? isAllowed(change, in: code) : isPossible(change, in: code) {
        guard visit(.make(change), CodeState(code.changed(by: change), pending: rest)) else { return }
      } else {
        guard visit(.giveUp(change), CodeState(code, pending: rest)) else { return }
      }
    }
    let mayAgree = state.pending.count < changes
    guard mayAgree || splitsAtOnce else { return }
    let splits = code.count < peers ? code.leaves.map { CodeState.Change.split($0.word) } : []
    let parents = code.leaves.filter { $0.length > 1 }.map { FissionE.graph.prefix(of: $0.word, $0.length - 1) }
    for change in splits + Set(parents).map({ .merge($0) }).sorted(by: { "\($0)" < "\($1)" }) {
      guard !state.pending.contains(change), isAllowed(change, in: code) else { continue }
      if splitsAtOnce && !change.isMerge {
        if guarding == .promises {
          let promised = state.pending.reduce(into: Set<PathWord>()) { $0.formUnion(scope(of: $1, in: code)) }
          guard !promised.contains(change.word) else { continue }
        }
        guard visit(.make(change), CodeState(code.changed(by: change), pending: state.pending)) else { return }
        continue
      }
      guard mayAgree else { continue }
      if guarding == .locks || guarding == .locksOnPeers {
        let locked = state.pending.reduce(into: Set<PathWord>()) { $0.formUnion(scope(of: $1, in: code)) }
        guard locked.isDisjoint(with: scope(of: change, in: code)) else { continue }
      }
      guard visit(.agree(change), CodeState(code, pending: state.pending.union([change]))) else { return }
    }
  }

  private var splitsAtOnce: Bool { guarding == .promises || guarding == .emptyPromises }

  private func isPossible(_ change: CodeState.Change, in code: PathCode) -> Bool {
    guard change.isMerge else { return code.leaf(prefixing: change.word)?.word == change.word }
    let siblings = code.leaves(extending: change.word)
    return siblings.count == FissionE.graph.degree && siblings.allSatisfy { $0.length == change.word.length + 1 }
  }

  private func isAllowed(_ change: CodeState.Change, in code: PathCode) -> Bool {
    guard isPossible(change, in: code) else { return false }
    return participants(in: change, code).allSatisfy { leaf in
      change.isMerge
        ? (code.inNeighbours(of: leaf) + code.outNeighbours(of: leaf)).allSatisfy { $0.length <= leaf.length }
        : code.mayBeSplit(leaf)
    }
  }

  private func participants(in change: CodeState.Change, _ code: PathCode) -> [PathCode.Leaf] {
    change.isMerge ? code.leaves(extending: change.word) : code.leaf(prefixing: change.word).map { [$0] } ?? []
  }

  /// The peers that change and their neighbours.
  private func scope(of change: CodeState.Change, in code: PathCode) -> Set<PathWord> {
    participants(in: change, code).reduce(into: []) { scope, leaf in
      scope.insert(leaf.word)
      if guarding == .locksOnPeers { return }
      scope.formUnion((code.inNeighbours(of: leaf) + code.outNeighbours(of: leaf)).map(\.word))
    }
  }

  /// Kinds of steps.
  public var actionClasses: [String] { ["agree", "make", "give up"] }

  /// The kind.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .agree: 0
    case .make: 1
    case .giveUp: 2
    }
  }

  /// Whoever has locks, or others' promises, need not give up.
  public var classesRuledOut: Set<Int> {
    switch guarding {
    case .locks, .locksOnPeers, .promises: [2]
    case .none, .secondLook, .emptyPromises: []
    }
  }

  /// P2 at any time, while changes do overlap.
  public var properties: [ModelProperty<CodeState>] {
    [
      .always("neighbours differ by one symbol at most") { $0.code.isBalanced },
      .sometimes("two changes at once") { $0.pending.count == 2 },
    ]
  }

  /// The identifiers and the changes under way.
  public func fields(of state: CodeState) -> [StateField] { state.fields }
}

extension PathCode {
  /// The code after a change that is possible.
  func changed(by change: CodeState.Change) -> PathCode {
    var code = self
    if change.isMerge {
      code.merge(into: change.word)
    } else if let leaf = code.leaf(prefixing: change.word) {
      code.split(leaf)
    }
    return code
  }
}
