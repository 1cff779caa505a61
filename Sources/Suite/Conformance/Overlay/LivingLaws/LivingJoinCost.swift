import Latencies
import Overlays
import Randomness
import Simulation

/// What it costs to join a living network, in messages: all of newcomers, of those who look for places for them, and of those who tell their
/// neighbours of them; also those that were lost and sent again.
enum LivingJoinCost {
  /// The mean of a hundred joins, three seconds apart in the mean, to a network of so many peers.
  static func mean<Peer: OverlayPeer>(_: Peer.Type, peers: Int, seed: Seed) -> Double {
    var network = LivingNetwork<Peer>(
      NetworkBeginning(settled: peers, newcomers: 100, seed: seed),
      latency: .matrix(.synthetic(hosts: 100, seed: 1), jitter: 0.1), arrivals: .seconds(3))
    network.run(seconds: 600)
    let watch = network.simulation.observer
    return Double(watch.traffic(for: .join).messages) / Double(max(1, watch.joined))
  }
}
