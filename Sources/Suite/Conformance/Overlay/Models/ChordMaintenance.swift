import ModelChecking
import Overlays

/// Chord's ring maintenance with successor lists of two entries, one member's step at a time: what members do when others join and
/// fail (Zave 2017, in our words).
///
/// A step sees the other member's state as it is, and a member that asks a failed one notices. Only steps that change something are
/// visited, so that a ring that has settled rests.
public struct ChordMaintenance: Model {
  /// What a protocol does, apart from what all do.
  public struct Rules: Sendable {
    /// Whether a newcomer takes over the whole list of the member that it has asked, or only its successor.
    public var joinsWithList = true
    /// Whether the first ring has three members, one more than a list has entries, or a single one.
    public var startsWithThree = true
    /// Whether a list that has lost its first entry gets the identifier after its last at the end, whoever that is.
    public var padsLists = true
    /// Whether a successor's predecessor is adopted only when it is alive, with its list, or blindly in place of the first entry.
    public var asksCandidates = true
    /// Whether a predecessor that has failed is replaced by whoever says to be the next.
    public var replacesDeadPredecessors = true
    /// Whether nobody fails that no list passes over when only three such are left. It is an assumption about failures, which the original
    /// does not make.
    public var sparesPrincipals = true

    /// The corrected protocol.
    public init() {}

    /// The protocol as first published: a ring begins with one member, newcomers know their successor only, lists become short.
    public static var original: Rules {
      var rules = Rules()
      rules.joinsWithList = false
      rules.startsWithThree = false
      rules.padsLists = false
      rules.asksCandidates = false
      rules.sparesPrincipals = false
      return rules
    }

    func changing(_ change: (inout Rules) -> Void) -> Rules {
      var rules = self
      change(&rules)
      return rules
    }
  }

  /// The identifiers.
  public let identifiers: Int

  /// What members do.
  public let rules: Rules

  /// Whether at some moment nobody joins or fails any more, of which the state keeps track; then only what repairs lead to is asked for.
  public let settles: Bool

  /// Chord on up to six identifiers.
  public init(identifiers: Int, rules: Rules = Rules(), settles: Bool = false) {
    precondition((3...6).contains(identifiers), "a ring of 3 to 6 identifiers fits in a word")
    self.identifiers = identifiers
    self.rules = rules
    self.settles = settles
  }

  /// One step of one member.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    /// Somebody becomes a member by what a member has told.
    case join(Int, after: Int)
    /// A member is gone.
    case fail(Int)
    /// A member brings its list up to date by its successor's, or drops a successor that does not answer.
    case stabilise(Int)
    /// A member adopts its successor's predecessor as successor.
    case adopt(Int, successor: Int)
    /// A member hears of one that takes it for its successor.
    case rectify(Int, Int)
    /// Nobody joins or fails from now on.
    case settle

    /// The step in words.
    public var description: String {
      switch self {
      case .join(let newcomer, let member): "\(newcomer) joins after \(member)"
      case .fail(let member): "\(member) fails"
      case .stabilise(let member): "\(member) stabilises"
      case .adopt(let member, let successor): "\(member) adopts \(successor)"
      case .rectify(let member, let candidate): "\(member) hears of \(candidate)"
      case .settle: "nobody joins or fails any more"
      }
    }
  }

  /// Kinds of steps.
  public var actionClasses: [String] { ["join", "fail", "stabilise", "adopt", "rectify", "settle"] }

  /// That nobody joins or fails any more, where that is not asked.
  public var classesRuledOut: Set<Int> { settles ? [] : [5] }

  /// The kind.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .join: 0
    case .fail: 1
    case .stabilise: 2
    case .adopt: 3
    case .rectify: 4
    case .settle: 5
    }
  }

  /// Every ideal ring of the first size.
  public var initialStates: [ChordRing] {
    let size = rules.startsWithThree ? ChordRing.listLength + 1 : 1
    return (1..<1 << identifiers).filter { $0.nonzeroBitCount == size }.map { set in
      ChordRing.ideal((0..<identifiers).filter { set >> $0 & 1 == 1 })
    }
  }

  /// Joins, failures, and what members do about them.
  public func forEachSuccessor(of state: ChordRing, _ visit: (Action, ChordRing) -> Bool) {
    if !state.hasSettled {
      guard forEachJoin(state, visit), forEachFailure(state, visit) else { return }
      if settles, !visit(.settle, state.settled) { return }
    }
    _ = forEachRepair(state, visit)
  }

  private func forEachJoin(_ state: ChordRing, _ visit: (Action, ChordRing) -> Bool) -> Bool {
    for newcomer in 0..<identifiers where !state.isMember(newcomer) {
      for member in 0..<identifiers where state.isMember(member) {
        var list = state.list(member)
        guard let first = list.first, RingOrder.isBetween(member, newcomer, first) else { continue }
        if !rules.joinsWithList { list.second = nil }
        let joined = state.with(newcomer, list: list, predecessor: rules.joinsWithList ? member : nil)
        guard visit(.join(newcomer, after: member), joined) else { return false }
      }
    }
    return true
  }

  /// Failures leave every member a live successor.
  private func forEachFailure(_ state: ChordRing, _ visit: (Action, ChordRing) -> Bool) -> Bool {
    let principals = rules.sparesPrincipals ? state.principals(of: identifiers) : []
    for member in 0..<identifiers where state.isMember(member) {
      if principals.count == ChordRing.listLength + 1 && principals.contains(member) { continue }
      let left = state.without(member)
      guard left.bits != 0, left.hasLiveSuccessors(identifiers) else { continue }
      guard visit(.fail(member), left) else { return false }
    }
    return true
  }

  /// What members do that has an effect.
  private func forEachRepair(_ state: ChordRing, _ visit: (Action, ChordRing) -> Bool) -> Bool {
    for member in 0..<identifiers where state.isMember(member) {
      guard let successor = state.list(member).first else { continue }
      if let list = stabilised(member, state), list != state.list(member),
        !visit(.stabilise(member), state.with(member, list: list))
      {
        return false
      }
      guard state.isMember(successor) else { continue }
      if let candidate = state.predecessor(successor), RingOrder.isBetween(member, candidate, successor),
        let list = list(of: member, adopting: candidate, state),
        !visit(.adopt(member, successor: candidate), state.with(member, list: list))
      {
        return false
      }
      if hearsWithEffect(successor, of: member, state) {
        let rectified = state.with(successor, list: state.list(successor), predecessor: member)
        guard visit(.rectify(successor, member), rectified) else { return false }
      }
    }
    return true
  }

  /// The list of a member that has heard of somebody between it and its successor; nil when it keeps its own.
  func list(of member: Int, adopting candidate: Int, _ state: ChordRing) -> SuccessorPair? {
    if state.isMember(candidate) { return SuccessorPair(through: candidate, state.list(candidate)) }
    return rules.asksCandidates ? nil : SuccessorPair(first: candidate, second: state.list(member).second)
  }

  /// The list of a member after it has asked its successor for its own.
  private func stabilised(_ member: Int, _ state: ChordRing) -> SuccessorPair? {
    let list = state.list(member)
    guard let successor = list.first else { return nil }
    if state.isMember(successor) { return SuccessorPair(through: successor, state.list(successor)) }
    guard let next = list.second else { return nil }
    return SuccessorPair(first: next, second: rules.padsLists ? (next + 1) % identifiers : nil)
  }

  /// Whether a member that hears of a candidate takes it for its predecessor.
  private func hearsWithEffect(_ member: Int, of candidate: Int, _ state: ChordRing) -> Bool {
    guard let predecessor = state.predecessor(member) else { return true }
    if RingOrder.isBetween(predecessor, candidate, member) { return true }
    return rules.replacesDeadPredecessors && !state.isMember(predecessor) && candidate != predecessor
  }

  private func isAtRest(_ state: ChordRing) -> Bool { forEachRepair(state) { _, _ in false } }

  /// The property of repairs.
  static let repairs = "repairs end in the ideal ring"

  /// What is claimed of corrected Chord.
  public var properties: [ModelProperty<ChordRing>] {
    if settles {
      return [.leadsTo(Self.repairs, from: \.hasSettled, to: { $0.isIdeal(identifiers) })]
    }
    return [
      .always("every member has a live successor") { $0.hasLiveSuccessors(identifiers) },
      .always("one ordered ring") { $0.isOneOrderedRing(identifiers) },
      .always("principals are more than entries") {
        !rules.sparesPrincipals || $0.principals(of: identifiers).count > ChordRing.listLength
      },
      .always("repairs rest in the ideal ring, and only there") { isAtRest($0) == $0.isIdeal(identifiers) },
      .alwaysPossible("the ideal ring") { $0.isIdeal(identifiers) },
    ]
  }

  /// The members with their lists and predecessors.
  public func fields(of state: ChordRing) -> [StateField] { state.fields(of: identifiers) }
}
