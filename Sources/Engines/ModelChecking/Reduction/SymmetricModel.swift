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
  /// Renamings that ``canonical(_:)`` and ``orbitSize(of:)`` try at the most: those of seven processes of which nothing tells one from
  /// another.
  static var mostArrangements: Int { 5_040 }

  /// Renamings that these have to try for a state: the product of the factorials of the numbers of equals; 1 if signatures tell all.
  ///
  /// - Throws: ``ModelError/unsupported(_:)`` if they are too many.
  func arrangements(of state: State) throws(ModelError) -> Int {
    if signaturesTellAll { return 1 }
    var product = 1
    for block in placesOfEquals((0..<symmetricProcesses).map { signature(of: $0, in: state) }) {
      for size in 1...block.count where product <= Self.mostArrangements { product *= size }
    }
    guard product <= Self.mostArrangements else {
      throw .unsupported(
        "signatures tell too little: more than \(Self.mostArrangements) renamings would be tried of \(text(of: state))")
    }
    return product
  }

  /// The representative of all states that renaming makes of this one, and the renaming that leads there.
  ///
  /// Processes are sorted by their signatures. If these do not tell all, every order of those with equal signatures is tried, and the
  /// least encoding is taken.
  ///
  /// - Complexity: O(n log n) renamings' work, times the product of the factorials of the numbers of equals if signatures do not tell all.
  func canonical(_ state: State) -> (state: State, permutation: Permutation) {
    let signatures = (0..<symmetricProcesses).map { signature(of: $0, in: state) }
    let order = signatures.indices.sorted { (signatures[$0], $0) < (signatures[$1], $1) }
    let sorted = Permutation(sorting: order)
    if signaturesTellAll { return (order.elementsEqual(order.indices) ? state : renaming(state, by: sorted), sorted) }
    var scratch = ByteWriter()
    var best: (state: State, permutation: Permutation, key: UInt64, bytes: [UInt8])?
    let names = order.map { signatures[$0] }
    Permutation.forEach(of: symmetricProcesses, within: placesOfEquals(names)) { arrangement in
      let permutation = sorted.then(arrangement)
      let candidate = renaming(state, by: permutation)
      let key = candidate.key(writing: &scratch)
      if let best, key > best.key { return }
      let bytes = State.isPacked ? [] : Array(scratch.bytes)
      if let best, key == best.key, !bytes.lexicographicallyPrecedes(best.bytes) { return }
      best = (candidate, permutation, key, bytes)
    }
    return best.map { ($0.state, $0.permutation) } ?? (state, sorted)
  }

  /// The number of states that renaming makes of this one; nil if there are too many to be counted in 63 bits.
  ///
  /// What renames a state to itself moves processes only among those with equal signatures.
  ///
  /// - Complexity: that of ``canonical(_:)``.
  func orbitSize(of state: State) -> Int? {
    let signatures = (0..<symmetricProcesses).map { signature(of: $0, in: state) }
    let equals = placesOfEquals(signatures)
    var size: UInt = 1
    var placed: UInt = 0
    // n! over the factorials of the numbers of equals, one process at a time: always a whole number.
    for block in equals {
      for same in 1...UInt(block.count) {
        placed += 1
        let product = size.multipliedFullWidth(by: placed)
        guard product.high < same else { return nil }
        size = same.dividingFullWidth(product).quotient
      }
    }
    guard let size = Int(exactly: size) else { return nil }
    if signaturesTellAll { return size }
    var scratch = ByteWriter()
    let key = state.key(writing: &scratch)
    var (arrangements, fixed) = (0, 0)
    Permutation.forEach(of: symmetricProcesses, within: equals) {
      arrangements += 1
      if renaming(state, by: $0).key(writing: &scratch) == key { fixed += 1 }
    }
    let (product, isTooMuch) = size.multipliedReportingOverflow(by: arrangements / max(fixed, 1))
    return isTooMuch ? nil : product
  }

  private func placesOfEquals(_ signatures: [UInt64]) -> [[Int]] {
    var blocks: [UInt64: [Int]] = [:]
    for (place, signature) in signatures.enumerated() { blocks[signature, default: []].append(place) }
    return blocks.values.sorted { $0[0] < $1[0] }
  }
}
