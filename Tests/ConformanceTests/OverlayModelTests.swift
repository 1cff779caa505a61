import Conformance
import ModelChecking
import Overlays
import Testing

@Suite("Models of overlays")
struct OverlayModelTests {
  /// Pairs of changes that are allowed at the same time in networks that joins lead to, and those after which neighbours differ by more
  /// than one symbol, as an independent program counted them.
  @Test func pairsOfChanges() {
    var splits = (pairs: 0, broken: 0)
    var mixed = (pairs: 0, broken: 0)
    for (peers, codes) in CodeEnumeration.reachable(over: FissionE.graph, upTo: 10) where peers >= 4 {
      for code in codes {
        let eligible = code.leaves.filter(code.mayBeSplit)
        for (place, one) in eligible.enumerated() {
          for other in eligible[(place + 1)...] {
            var changed = code
            changed.split(one)
            if let later = changed.leaf(prefixing: other.word) { changed.split(later) }
            splits.pairs += 1
            if !changed.isBalanced { splits.broken += 1 }
          }
          for parent in mergeable(in: code) where !FissionE.graph.isPrefix(parent, of: one.word) {
            var changed = code
            changed.split(one)
            changed.merge(into: parent)
            mixed.pairs += 1
            if !changed.isBalanced { mixed.broken += 1 }
          }
        }
      }
    }
    #expect(splits == (339, 0))
    #expect(mixed == (576, 78))
  }

  /// Parents whose children may merge: no neighbour of theirs is longer.
  private func mergeable(in code: PathCode) -> Set<PathWord> {
    let parents = Set(code.leaves.filter { $0.length > 1 }.map { FissionE.graph.prefix(of: $0.word, $0.length - 1) })
    return parents.filter { parent in
      let children = code.leaves(extending: parent)
      return children.count == 2
        && children.allSatisfy { child in
          (code.inNeighbours(of: child) + code.outNeighbours(of: child)).allSatisfy { $0.length <= child.length }
        }
    }
  }

  @Test func theRaceThatBreaksTheInvariant() throws {
    let report = try Checker(CodeRace(peers: 8, guarding: .none)).run()
    guard case .violated(_, let trace) = report.verdict else {
      Issue.record("a split and a merge may race")
      return
    }
    // Two are agreed on and made, and 010 -> 1 differs by two.
    #expect(trace.steps.count == 4)
    let steps = trace.steps.map { "\($0.action)" }
    #expect(Set(steps) == ["agree to split 01", "agree to merge into 1", "split 01", "merge into 1"], "\(steps)")
  }

  @Test("the six-identifier ring, whole")
  func sixIdentifiers() throws {
    let check = try #require(Catalog.model("overlay.chord.maintenance-6"))
    var search = ModelSearch()
    search.strategy = .breadthFirst(workers: 2)
    let outcome = try check.search(search)
    #expect(outcome.status == .holds)
    #expect(outcome.states == 2_419_617 && outcome.transitions == 19_859_120 && outcome.depth == 52)
  }

  @Test(
    "every broken Chord is told by its shortest trace",
    arguments: [
      ("original", 5), ("joins-with-successor", 5), ("starts-alone", 0), ("blind-adoption", 4),
      ("keeps-dead-predecessors", 3), ("spares-nobody", 8),
    ])
  func brokenChords(name: String, steps: Int) throws {
    let check = try #require(Catalog.model("overlay.chord.maintenance-5.\(name)"))
    let outcome = try check.search()
    #expect(outcome.counterexample?.stored.steps.count == steps)
  }
}
