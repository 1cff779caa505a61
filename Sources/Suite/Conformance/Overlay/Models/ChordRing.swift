import ModelChecking
import Overlays

/// The members of a Chord ring with successor lists of two entries, packed: up to six identifiers, 0 to n - 1, going round.
///
/// Ten bits an identifier: whether it is a member, the two entries of its successor list, its predecessor. 7 stands for nobody. Bit 60 says
/// that nobody joins or fails any more.
public struct ChordRing: PackedState {
  /// The word.
  public var bits: UInt64

  /// The state of a word.
  public init(bits: UInt64) { self.bits = bits }

  /// The entries of a successor list: r.
  static let listLength = 2

  private static let nobody = 7

  func isMember(_ id: Int) -> Bool { bits[bit: 10 * id] }

  /// Whether nobody joins or fails any more.
  var hasSettled: Bool { bits[bit: 60] }

  /// The state from which on nobody does.
  var settled: ChordRing {
    var changed = self
    changed.bits[bit: 60] = true
    return changed
  }

  /// The members in ascending order.
  func members(of n: Int) -> [Int] { (0..<n).filter(isMember) }

  /// The successor list of a member: two entries, or fewer in protocols that let lists become short.
  func list(_ id: Int) -> SuccessorPair { SuccessorPair(first: entry(id, 1), second: entry(id, 4)) }

  func predecessor(_ id: Int) -> Int? { entry(id, 7) }

  private func entry(_ id: Int, _ place: Int) -> Int? {
    let entry = bits[at: 10 * id + place, width: 3]
    return entry == Self.nobody ? nil : entry
  }

  /// The state in which `id` is a member with these links.
  func with(_ id: Int, list: SuccessorPair, predecessor: Int?) -> ChordRing {
    var changed = self
    changed.bits[bit: 10 * id] = true
    changed.bits[at: 10 * id + 1, width: 3] = list.first ?? Self.nobody
    changed.bits[at: 10 * id + 4, width: 3] = list.second ?? Self.nobody
    changed.bits[at: 10 * id + 7, width: 3] = predecessor ?? Self.nobody
    return changed
  }

  /// The state in which a member has another list.
  func with(_ id: Int, list: SuccessorPair) -> ChordRing { with(id, list: list, predecessor: predecessor(id)) }

  /// The state in which `id` is no member; what others know of it stays.
  func without(_ id: Int) -> ChordRing {
    var changed = self
    changed.bits[at: 10 * id, width: 10] = 0
    return changed
  }
}

/// A successor list of up to two identifiers.
struct SuccessorPair: Equatable, Sendable {
  var first: Int?
  var second: Int?

  /// The list that begins with a live member and goes on as its own does.
  init(through member: Int, _ list: SuccessorPair) {
    first = member
    second = list.first
  }

  init(first: Int?, second: Int?) {
    self.first = first
    self.second = second
  }
}

// What is said of rings (Zave, "Reasoning about Identifier Spaces: How to Make Chord Correct", 2017).
extension ChordRing {
  /// The first entry of a member's list that is alive.
  func bestSuccessor(_ id: Int) -> Int? {
    let list = list(id)
    if let first = list.first, isMember(first) { return first }
    if let second = list.second, isMember(second) { return second }
    return nil
  }

  /// Whether a member's list, the member itself before it, passes over an identifier.
  func skips(_ x: Int, member: Int) -> Bool {
    let list = list(member)
    guard let first = list.first else { return false }
    if RingOrder.isBetween(member, x, first) { return true }
    guard let second = list.second else { return false }
    return RingOrder.isBetween(first, x, second)
  }

  /// The members that no list passes over: the *principals*.
  func principals(of n: Int) -> [Int] {
    let members = members(of: n)
    return members.filter { member in !members.contains { skips(member, member: $0) } }
  }

  /// Whether every member's list has a live entry.
  func hasLiveSuccessors(_ n: Int) -> Bool { (0..<n).allSatisfy { !isMember($0) || bestSuccessor($0) != nil } }

  /// Whether going from member to best successor leads everybody into one ring, whose members follow each other in order.
  func isOneOrderedRing(_ n: Int) -> Bool {
    let members = members(of: n)
    /// Where somebody is after so many steps that whoever is not in a ring has left the way to it.
    func end(from member: Int) -> Int? { (0..<n).reduce(member as Int?) { place, _ in place.flatMap(bestSuccessor) } }
    guard let start = members.first.flatMap(end) else { return false }
    var ring = [start]
    while let next = bestSuccessor(ring[ring.count - 1]), next != start, ring.count <= n { ring.append(next) }
    guard members.allSatisfy({ end(from: $0).map(ring.contains) ?? false }) else { return false }
    return ring.allSatisfy { member in
      let next = bestSuccessor(member) ?? member
      return !ring.contains { RingOrder.isBetween(member, $0, next) }
    }
  }

  /// Whether every member knows the two members after it and the one before.
  func isIdeal(_ n: Int) -> Bool {
    let members = members(of: n)
    return members.indices.allSatisfy { place in
      let after = (1...Self.listLength).map { members[(place + $0) % members.count] }
      return list(members[place]) == SuccessorPair(first: after[0], second: after[1])
        && predecessor(members[place]) == members[(place + members.count - 1) % members.count]
    }
  }

  /// The ring of these members, ascending, that is ideal.
  static func ideal(_ members: [Int]) -> ChordRing {
    members.indices.reduce(ChordRing(bits: 0)) { ring, place in
      let after = (1...listLength).map { members[(place + $0) % members.count] }
      return ring.with(
        members[place], list: SuccessorPair(first: after[0], second: after[1]),
        predecessor: members[(place + members.count - 1) % members.count])
    }
  }

  /// The members with their lists and predecessors, for instance `0: 1 2, after 5`.
  func fields(of n: Int, withPredecessors: Bool = true) -> [StateField] {
    members(of: n).map { member in
      let list = list(member)
      let entries = [list.first, list.second].map { $0.map { isMember($0) ? "\($0)" : "\($0) (dead)" } ?? "-" }
      let predecessor = withPredecessors ? ", after \(predecessor(member).map { "\($0)" } ?? "nobody")" : ""
      return StateField("\(member)", entries.joined(separator: ", ") + predecessor)
    }
  }
}
