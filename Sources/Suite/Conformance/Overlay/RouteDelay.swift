import Overlays

/// How long a lookup takes on a matrix of round-trip times.
package enum RouteDelay {
  /// Milliseconds until the question reaches the owner.
  ///
  /// Recursive: half a round trip a hop. Iterative: the slowest round trip of each round of questions before the one in
  /// which the owner is asked, then half a round trip to the owner.
  package static func of(_ trace: LookupTrace, style: LookupStyle, roundTrip: (NodeIndex, NodeIndex) -> Double)
    -> Double
  {
    let path = trace.path
    guard style == .iterative else { return zip(path, path.dropFirst()).reduce(0) { $0 + roundTrip($1.0, $1.1) / 2 } }
    guard path.count > 1 else { return 0 }
    let owner = path[path.count - 1]
    var delay = roundTrip(path[0], owner) / 2
    for round in trace.rounds.prefix(while: { !$0.contains(owner) }) {
      delay += round.map { roundTrip(path[0], $0) }.max() ?? 0
    }
    return delay
  }
}
