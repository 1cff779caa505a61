import CanonicalEncoding

/// A model in which some processes are alike: renaming them throughout a state gives a state with the same future, renamed.
public protocol SymmetricModel: Model {
  /// The number of processes that are alike.
  var symmetricProcesses: Int { get }

  /// The state with the processes renamed, wherever they occur.
  func renaming(_ state: State, by permutation: Permutation) -> State

  /// The action with the processes renamed.
  func renaming(_ action: Action, by permutation: Permutation) -> Action

  /// What a process is apart from its name, and without the names of others: a renaming takes it along.
  func signature(of process: Int, in state: State) -> UInt64

  /// Whether processes with equal signatures can change names without changing the state: so it is where names occur as indices
  /// only, and the signature holds all that is kept of a process.
  var signaturesTellAll: Bool { get }
}

extension SymmetricModel {
  /// The representative of all states that renaming makes of this one, and the renaming that leads there.
  ///
  /// Processes are sorted by their signatures. If these do not tell all, every order of those with equal signatures is tried, and the
  /// least encoding is taken.
  ///
  /// - Complexity: O(n log n) renamings' work, times the product of the factorials of the numbers of equals if signatures do not tell all.
  func canonical(_ state: State) -> (state: State, permutation: Permutation) {
    let signatures = (0..<symmetricProcesses).map { signature(of: $0, in: state) }
    let order = (0..<symmetricProcesses).sorted { (signatures[$0], $0) < (signatures[$1], $1) }
    let sorted = Permutation(order).inverse
    if signaturesTellAll { return (renaming(state, by: sorted), sorted) }
    let names = order.map { signatures[$0] }
    var blocks: [[Int]] = []
    for place in names.indices {
      if place > 0, names[place - 1] == names[place] {
        blocks[blocks.count - 1].append(place)
      } else {
        blocks.append([place])
      }
    }
    var scratch = ByteWriter()
    var best: (state: State, permutation: Permutation, key: UInt64, bytes: [UInt8])?
    Permutation.forEach(of: symmetricProcesses, within: blocks) { arrangement in
      let permutation = sorted.then(arrangement)
      let candidate = renaming(state, by: permutation)
      let key = candidate.key(writing: &scratch)
      let bytes = State.isPacked ? [] : Array(scratch.bytes)
      if let best, !(key < best.key || (key == best.key && bytes.lexicographicallyPrecedes(best.bytes))) { return }
      best = (candidate, permutation, key, bytes)
    }
    return best.map { ($0.state, $0.permutation) } ?? (state, sorted)
  }

  /// The number of states that renaming makes of this one.
  ///
  /// - Complexity: that of ``canonical(_:)`` if signatures tell all; n! renamings otherwise.
  func orbitSize(of state: State) -> Int {
    if signaturesTellAll {
      var equals: [UInt64: Int] = [:]
      var size = 1
      for process in 0..<symmetricProcesses {
        let same = equals[signature(of: process, in: state), default: 0] + 1
        equals[signature(of: process, in: state)] = same
        // n! over the factorials of the numbers of equals, one process at a time: always a whole number.
        size = size * (process + 1) / same
      }
      return size
    }
    var scratch = ByteWriter()
    var keys: Set<UInt64> = []
    Permutation.forEach(of: symmetricProcesses, within: [Array(0..<symmetricProcesses)]) {
      keys.insert(renaming(state, by: $0).key(writing: &scratch))
    }
    return keys.count
  }
}
