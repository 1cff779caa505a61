import Conformance
import Foundation
import Overlays
import PropertyTesting
import Randomness
import Testing

// What a user writes to put an overlay of their own beside ours. The README shows this very file up to the tests.

/// A ring in which every node knows only the next: correct, and hopeless.
struct PlainRing: Overlay {
  struct Route: OverlayRoute {
    var node: NodeIndex
    var hops = 0
    let owner: NodeIndex
  }

  let nodeCount: Int

  func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }

  func owner(of key: UInt64) -> NodeIndex { Int(key % UInt64(nodeCount)) }

  func begin(from node: NodeIndex, to key: UInt64) -> Route { Route(node: node, owner: owner(of: key)) }

  func advance(_ route: inout Route) -> Bool {
    guard route.node != route.owner else { return false }
    route.node = (route.node + 1) % nodeCount
    route.hops += 1
    return true
  }

  func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) { body((node + 1) % nodeCount) }

  var footprint: OverlayFootprint { OverlayFootprint(hopPath: 0, aside: 0) }

  var remarks: [String] { ["knows no shortcuts"] }
}

let plainRing = OverlayImplementation(
  "plain-ring", summary: "A ring without shortcuts", estimatedBytes: { _ in 0 }
) { nodes, _ in PlainRing(nodeCount: nodes) }

// The tests of the example.

@Suite("One's own overlay")
struct OwnOverlayTests {
  @Test("is what the README shows")
  func documentation() throws {
    let file = URL(fileURLWithPath: #filePath)
    let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let source = try String(contentsOf: file, encoding: .utf8)
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(source.range(of: "/// A ring in which"))
    let end = try #require(source.range(of: "// The tests of the example."))
    let example = source[start.lowerBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(readme.contains(example))
  }

  @Test("stands in the same table")
  func table() throws {
    var comparison = OverlayComparison(seed: 5)
    comparison.implementations = [.standard[0], plainRing]
    comparison.nodes = 64
    comparison.lookups = 2_000
    let table = try comparison.run(header: "example") { _ in }
    #expect(table.rows.count == 2)
    let text = table.rendered(as: .text)
    #expect(text.contains("fissione") && text.contains("plain-ring"))
    // Half way round on average.
    let hops = try #require(table.columns.firstIndex { $0.key == "hops_mean" })
    guard case .number(let mean, _) = table.rows[1][hops] else {
      Issue.record("mean hops are a number")
      return
    }
    #expect(abs(mean - 31.5) < 2)
    #expect(text.contains("plain-ring: knows no shortcuts."))
  }

  @Test("is judged by the same laws")
  func laws() {
    let suite = LawSuite(
      subsystem: "overlay", laws: OverlayLaws.all,
      specimens: [
        Specimen("plain-ring", plainRing.summary, of: .nodes()) { OverlaySubject(PlainRing(nodeCount: $0.nodes)) }
      ],
      mutants: [])
    for check in suite.checks {
      #expect(check.run(LawSettings(cases: 10, seed: 6)).violation == nil)
    }
  }

  @Test("one that never stops, or counts nonsense, is a finding and not a hang")
  func endless() {
    struct Endless: Overlay {
      var ring = PlainRing(nodeCount: 5)
      var jump: Int
      var nodeCount: Int { 5 }
      func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }
      func owner(of key: UInt64) -> NodeIndex { ring.owner(of: key) }
      func begin(from node: NodeIndex, to key: UInt64) -> PlainRing.Route { ring.begin(from: node, to: key) }
      func advance(_ route: inout PlainRing.Route) -> Bool {
        if jump == 0 { return true }
        guard ring.advance(&route) else { return false }
        route.hops = jump
        return true
      }
      func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) {}
      var footprint: OverlayFootprint { ring.footprint }
    }
    for jump in [0, 1 << 40, -1] {
      var comparison = OverlayComparison(seed: 7)
      comparison.implementations = [
        OverlayImplementation("endless", summary: "", estimatedBytes: { _ in 0 }) { _, _ in Endless(jump: jump) }
      ]
      comparison.nodes = 5
      comparison.lookups = 40
      #expect(throws: WrongLookup.self) { try comparison.run(header: "") { _ in } }
      #expect(throws: Violation.self) {
        try OverlayLaws.routeFollowsEdges.check(OverlaySubject(Endless(jump: jump)), Trial(seed: 1))
      }
    }
  }

  /// Loses its way to node 0.
  struct BrokenRing: Overlay {
    var ring = PlainRing(nodeCount: 16)
    var nodeCount: Int { ring.nodeCount }
    func randomKey(using generator: inout Xoshiro256StarStar) -> UInt64 { generator.next() }
    func owner(of key: UInt64) -> NodeIndex { ring.owner(of: key) }
    func begin(from node: NodeIndex, to key: UInt64) -> PlainRing.Route {
      ring.begin(from: node, to: key / 16 * 16 | max(key % 16, 1))
    }
    func advance(_ route: inout PlainRing.Route) -> Bool { ring.advance(&route) }
    func forEachNeighbour(of node: NodeIndex, _ body: (NodeIndex) -> Void) { ring.forEachNeighbour(of: node, body) }
    var footprint: OverlayFootprint { ring.footprint }
  }

  @Test("a comparison refuses an overlay whose lookups end elsewhere")
  func wrongLookup() {
    var comparison = OverlayComparison(seed: 7)
    comparison.implementations = [
      OverlayImplementation("broken", summary: "", estimatedBytes: { _ in 0 }) { _, _ in BrokenRing() }
    ]
    comparison.nodes = 16
    comparison.lookups = 400
    #expect(throws: WrongLookup.self) { try comparison.run(header: "") { _ in } }
  }
}
