import CanonicalEncoding
import Participants
import Simulation

/// Tells everybody every second that it is alive, and suspects whoever has not been heard of for three.
struct Heartbeat: Participant {
  enum Alarm: UInt8, Canonical { case beat, look }

  typealias Message = Bool
  typealias Timer = Alarm
  typealias Observation = Address

  let peers: Int
  var lastHeard: [Int64]
  var suspected: Set<Address> = []

  init(peers: Int) {
    self.peers = peers
    lastHeard = Array(repeating: 0, count: peers)
  }

  mutating func handle(_ input: Input<Heartbeat>, effects: inout Effects<Heartbeat>) {
    let now = effects.now.components.seconds
    switch input {
    case .start, .restart:
      lastHeard = Array(repeating: now, count: peers)
      effects.set(timer: .beat, after: .zero)
      effects.set(timer: .look, after: .seconds(1))
    case .message(_, let peer):
      lastHeard[peer.index] = now
      suspected.remove(peer)
    case .timer(.beat):
      effects.send(true, to: (0..<peers).map { Address($0) }.filter { $0 != effects.me })
      effects.set(timer: .beat, after: .seconds(1))
    case .timer(.look):
      for peer in (0..<peers).map({ Address($0) }) where peer != effects.me && now - lastHeard[peer.index] > 3 {
        if suspected.insert(peer).inserted { effects.observe(peer) }
      }
      effects.set(timer: .look, after: .seconds(1))
    }
  }
}

extension Heartbeat {
  func encode(into bytes: inout ByteWriter) {
    bytes.write(peers)
    bytes.write(lastHeard)
    bytes.write(suspected)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    peers = try bytes.read()
    lastHeard = try bytes.read()
    suspected = try bytes.read()
  }
}

/// Counts suspicions, and those of peers that are up.
struct SuspicionCount: SimulationObserver {
  typealias Subject = Heartbeat
  var suspicions = 0
  var wrong = 0
  private var down: Set<Address> = []

  mutating func crashed(_ peer: Address, at time: VirtualTime) { down.insert(peer) }
  mutating func started(_ peer: Address, at time: VirtualTime) { down.remove(peer) }
  mutating func observed(_ suspect: Address, at address: Address, at time: VirtualTime) {
    suspicions += 1
    if !down.contains(suspect) { wrong += 1 }
  }
}

/// An hour of twenty peers that stay up for ten minutes on average and come back after one.
func heartbeats(trouble: NetworkTrouble) -> SuspicionCount {
  var simulation = Simulation(
    seed: 1, latency: .uniform(.milliseconds(20)...(.milliseconds(200))), trouble: trouble,
    churn: Churn(session: .exponential(mean: .seconds(600)), absence: .fixed(.seconds(60))), observer: SuspicionCount()
  ) { _ in Heartbeat(peers: 20) }
  simulation.add(20)
  simulation.run(for: .seconds(3_600))
  return simulation.observer
}
