import Randomness

/// Which neighbours the join walk and the leave walk look at. Anything but `.balanced` is a known fault, kept so that
/// laws can be shown to notice it.
package struct BalanceRule: Sendable, Hashable {
  package enum Walk: Sendable, Hashable { case allNeighbours, outNeighboursOnly, none }

  package var walk: Walk
  package var asksNeighboursOfSiblings: Bool

  package init(walk: Walk = .allNeighbours, asksNeighboursOfSiblings: Bool = true) {
    self.walk = walk
    self.asksNeighboursOfSiblings = asksNeighboursOfSiblings
  }

  /// The rule that keeps the neighbourhood invariant.
  package static let balanced = BalanceRule()
}

/// Where a code may grow and shrink without breaking the neighbourhood invariant.
///
/// The walks follow from the published rule that peers divide only next to peers that are no shorter; the choice among
/// several shorter neighbours (uniform) and the whole leave walk are our reconstruction.
extension PathCode {
  /// Walks from `leaf` to shorter neighbours until none is left; returns where it ends, and the steps.
  ///
  /// Each step is strictly shorter, so the walk ends after fewer steps than `leaf` has symbols.
  package func splittableLeaf(
    from leaf: Leaf, rule: BalanceRule = .balanced, using generator: inout some RandomNumberGenerator
  ) -> (leaf: Leaf, steps: Int) {
    var leaf = leaf
    var steps = 0
    while let shorter = shorterNeighbour(of: leaf, rule: rule, using: &generator) {
      leaf = shorter
      steps += 1
    }
    return (leaf, steps)
  }

  /// Walks from `leaf` to longer words until all extensions of one parent are words of the code without longer
  /// neighbours; returns that parent and the steps, or nil when every word has a single symbol.
  ///
  /// Each step is strictly longer, so the walk ends.
  package func mergeableParent(from leaf: Leaf, rule: BalanceRule = .balanced) -> (parent: PathWord, steps: Int)? {
    var leaf = leaf
    var steps = 0
    while true {
      let longer: Leaf?
      if let neighbour = longerNeighbour(of: leaf) {
        longer = neighbour
      } else {
        let siblings = siblings(of: leaf)
        longer =
          siblings.first { $0.length > leaf.length }
          ?? (rule.asksNeighboursOfSiblings ? siblings.lazy.compactMap { longerNeighbour(of: $0) }.first : nil)
      }
      if let longer {
        leaf = longer
        steps += 1
      } else if leaf.length == 1 {
        return nil
      } else {
        return (graph.prefix(of: leaf.word, leaf.length - 1), steps)
      }
    }
  }

  /// Splits words that random paths lead to until the code has at least `leaves` words; returns the steps walked.
  @discardableResult
  package mutating func grow(
    toLeaves leaves: Int, rule: BalanceRule = .balanced, using generator: inout some RandomNumberGenerator
  ) -> Int {
    var steps = 0
    while count < leaves {
      let (leaf, walked) = splittableLeaf(from: randomLeaf(using: &generator), rule: rule, using: &generator)
      steps += walked
      split(leaf)
    }
    return steps
  }

  /// The other words under the parent of `leaf`; all other words for one of a single symbol.
  private func siblings(of leaf: Leaf) -> [Leaf] {
    let family = leaf.length == 1 ? leaves : leaves(extending: graph.prefix(of: leaf.word, leaf.length - 1))
    return family.filter { $0.slot != leaf.slot }
  }

  private func longerNeighbour(of leaf: Leaf) -> Leaf? {
    var found: Leaf?
    let visit = { (other: Leaf) -> Bool in
      if other.length > leaf.length { found = other }
      return found == nil
    }
    if forEachOutNeighbour(of: leaf, visit) { forEachInNeighbour(of: leaf, visit) }
    return found
  }

  /// One of the shorter neighbours, each equally likely; a word on both sides counts twice.
  private func shorterNeighbour(
    of leaf: Leaf, rule: BalanceRule, using generator: inout some RandomNumberGenerator
  ) -> Leaf? {
    guard rule.walk != .none else { return nil }
    var found: Leaf?
    var seen = 0
    let visit = { (other: Leaf) -> Bool in
      if other.length < leaf.length {
        seen += 1
        if seen == 1 || generator.below(seen) == 0 { found = other }
      }
      return true
    }
    forEachOutNeighbour(of: leaf, visit)
    if rule.walk == .allNeighbours { forEachInNeighbour(of: leaf, visit) }
    return found
  }
}
