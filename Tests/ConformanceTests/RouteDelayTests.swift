import Conformance
import Overlays
import Testing

@Suite("The delay of a route")
struct RouteDelayTests {
  /// Round trips that depend on the direction: 100 from a node to the next, 10 more for each node further, 1 back.
  private func roundTrip(_ from: NodeIndex, _ to: NodeIndex) -> Double {
    to > from ? 90 + 10 * Double(to - from) : to < from ? 1 : 0
  }

  @Test("recursive: half a round trip a hop, in the direction of the hop")
  func recursive() {
    func delay(_ path: [NodeIndex]) -> Double {
      RouteDelay.of(LookupTrace(path: path), style: .recursive, roundTrip: roundTrip)
    }
    #expect(delay([4]) == 0)
    #expect(delay([0, 1]) == 50)
    #expect(delay([0, 1, 3, 2]) == 50 + 55 + 0.5)
  }

  @Test("iterative: the slowest of each round before the owner is asked, then half a round trip")
  func iterative() {
    func delay(_ path: [NodeIndex], _ rounds: [[NodeIndex]]) -> Double {
      RouteDelay.of(LookupTrace(path: path, rounds: rounds), style: .iterative, roundTrip: roundTrip)
    }
    #expect(delay([0], [[1, 2, 3]]) == 0)
    #expect(delay([0, 5], [[5, 2, 3], [4]]) == 70)
    #expect(delay([0, 2, 5], [[1, 2, 4], [3, 5], [6]]) == 130 + 70)
    #expect(delay([0, 2, 3, 5], [[1, 2, 4], [3], [5]]) == 130 + 120 + 70)
  }
}
