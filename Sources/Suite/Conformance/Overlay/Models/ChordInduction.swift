import ModelChecking
import Overlays

/// Whether Zave's invariant of corrected Chord is inductive: from every state that satisfies it, reachable or not, every step leads to one that
/// does.
///
/// The invariant says that every member's list has a live entry, and that at least r + 1 members are passed over by no list. It says nothing of
/// predecessors, so that states have none, and a member may adopt whatever live member lies between it and its successor.
public struct ChordInduction: Model {
  /// The identifiers.
  public let identifiers: Int

  private let maintenance: ChordMaintenance
  /// The entries that a list may have at its end: nobody where the protocol lets lists become short.
  private let lastEntries: [Int?]

  /// All states on up to six identifiers.
  public init(identifiers: Int, rules: ChordMaintenance.Rules = .init()) {
    self.identifiers = identifiers
    maintenance = ChordMaintenance(identifiers: identifiers, rules: rules)
    lastEntries = (0..<identifiers).map { $0 } + (rules.padsLists && rules.joinsWithList ? [] : [nil])
  }

  /// Every state that satisfies the invariant.
  public var initialStates: [ChordRing] {
    var states: [ChordRing] = []
    for set in 1..<1 << identifiers where set.nonzeroBitCount > ChordRing.listLength {
      let members = (0..<identifiers).filter { set >> $0 & 1 == 1 }
      append(to: &states, listsOf: members[...], in: ChordRing(bits: 0), members: set, principals: set)
    }
    return states
  }

  /// Chooses the lists of one member after the other, while enough members are left that none of them passes over.
  private func append(
    to states: inout [ChordRing], listsOf rest: ArraySlice<Int>, in ring: ChordRing, members: Int, principals: Int
  ) {
    guard let member = rest.first else {
      states.append(ring)
      return
    }
    for first in 0..<identifiers {
      for second in lastEntries {
        let next = ring.with(member, list: SuccessorPair(first: first, second: second), predecessor: nil)
        guard (members >> first | (second.map { members >> $0 } ?? 0)) & 1 == 1 else { continue }
        var left = principals
        for other in 0..<identifiers where next.skips(other, member: member) { left &= ~(1 << other) }
        guard left.nonzeroBitCount > ChordRing.listLength else { continue }
        append(to: &states, listsOf: rest.dropFirst(), in: next, members: members, principals: left)
      }
    }
  }

  /// Kinds of steps.
  public var actionClasses: [String] { maintenance.actionClasses }

  /// The kind.
  public func actionClass(of action: ChordMaintenance.Action) -> Int { maintenance.actionClass(of: action) }

  /// Lists do not change when somebody hears of somebody.
  public var classesRuledOut: Set<Int> { [4, 5] }

  /// What can happen to lists.
  public func forEachSuccessor(of state: ChordRing, _ visit: (ChordMaintenance.Action, ChordRing) -> Bool) {
    var goesOn = true
    maintenance.forEachSuccessor(of: state) { action, next in
      if case .rectify = action { return true }
      var lists = next
      if case .join(let newcomer, _) = action {
        lists = next.with(newcomer, list: next.list(newcomer), predecessor: nil)
      }
      goesOn = visit(action, lists)
      return goesOn
    }
    guard goesOn else { return }
    for member in 0..<identifiers where state.isMember(member) {
      guard let successor = state.list(member).first, state.isMember(successor) else { continue }
      for candidate in 0..<identifiers where RingOrder.isBetween(member, candidate, successor) {
        guard let list = maintenance.list(of: member, adopting: candidate, state) else { continue }
        guard visit(.adopt(member, successor: candidate), state.with(member, list: list)) else { return }
      }
    }
  }

  /// The invariant, and what follows from it.
  public var properties: [ModelProperty<ChordRing>] {
    [
      .always("every member has a live successor") { $0.hasLiveSuccessors(identifiers) },
      .always("principals are more than entries") { $0.principals(of: identifiers).count > ChordRing.listLength },
      .always("one ordered ring") { $0.isOneOrderedRing(identifiers) },
    ]
  }

  /// The members with their lists.
  public func fields(of state: ChordRing) -> [StateField] { state.fields(of: identifiers, withPredecessors: false) }
}
