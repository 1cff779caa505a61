import CanonicalEncoding
import Conformance
import Latencies
import Overlays
import Participants
import Randomness
import Simulation
import Testing

/// What every living overlay must do, tested alike.
enum LivingTests {
  private static func network<Peer: OverlayPeer>(
    _: Peer.Type, settled: Int, newcomers: Int = 0, seed: Seed, churn: Churn? = nil
  ) -> LivingNetwork<Peer> {
    LivingNetwork(
      NetworkBeginning(settled: settled, newcomers: newcomers, seed: seed),
      latency: .matrix(.synthetic(hosts: 60, seed: 4), jitter: 0.1), churn: churn)
  }

  /// In a network that has settled and is left alone, every lookup is answered, with the owner, after so many hops in the mean.
  static func lookupsEndAtTheOwner<Peer: OverlayPeer>(
    _ type: Peer.Type, isIterative: Bool, hops: ClosedRange<Double>, location: SourceLocation = #_sourceLocation
  ) {
    var network = network(type, settled: 400, seed: 5)
    network.run(seconds: 20, lookupsPerSecond: 50, isIterative: isIterative)
    network.run(seconds: 40)
    let tally = network.tally
    #expect(tally.count == 1_000 && tally.right == 1_000, "\(tally.right) of \(tally.count)", sourceLocation: location)
    let mean = Double(tally.hops) / Double(max(1, tally.answered))
    #expect(hops.contains(mean), "\(mean) hops", sourceLocation: location)
    let members = network.members.count
    #expect(members == 400 && network.simulation.observer.joined == 0, "\(members) members", sourceLocation: location)
  }

  /// Newcomers find their places, `pause` seconds apart, and lookups are right again when they have.
  static func newcomersJoin<Peer: OverlayPeer>(
    _ type: Peer.Type, pause: Int, location: SourceLocation = #_sourceLocation
  ) {
    var network = network(type, settled: 16, newcomers: 60, seed: 2)
    for newcomer in 0..<60 { network.simulation.add(after: .seconds(newcomer * pause)) }
    network.run(seconds: 60 * pause + 120)
    #expect(network.members.count == 76, sourceLocation: location)
    #expect(network.secondsUntilRight(lookups: 100, tolerating: 0, atMost: 120) != nil, sourceLocation: location)
    #expect(network.simulation.observer.isolated == 0, sourceLocation: location)
  }

  /// When a share of all peers crash at once, lookups are right again in time.
  static func massFailureHeals<Peer: OverlayPeer>(
    _ type: Peer.Type, share: Double, within limit: Int, location: SourceLocation = #_sourceLocation
  ) {
    var network = network(type, settled: 300, seed: 3)
    network.run(seconds: 20)
    var generator = Seed(3).stream("crashes")
    network.crash(share: share, using: &generator)
    network.run(seconds: 1)
    let seconds = network.secondsUntilRight(lookups: 100, atMost: limit)
    #expect(seconds != nil, "\(network.tally.right) of \(network.tally.count) are right", sourceLocation: location)
  }

  /// While peers come and go, lookups are answered, and most of them rightly.
  static func lookupsGoOnUnderChurn<Peer: OverlayPeer>(
    _ type: Peer.Type, right share: Double, location: SourceLocation = #_sourceLocation
  ) {
    let churn = Churn(session: .exponential(mean: .seconds(1_800)), absence: .exponential(mean: .seconds(300)))
    var network = network(type, settled: 200, seed: 8, churn: churn)
    network.run(seconds: 300)
    network.run(seconds: 600, lookupsPerSecond: 2)
    network.run(seconds: 60)
    let watch = network.simulation.observer
    // Whoever stays is answered.
    #expect(watch.asked == network.tally.count + watch.abandoned, sourceLocation: location)
    #expect(network.tally.rightShare > share, "\(network.tally.rightShare) are right", sourceLocation: location)
    #expect(watch.joined > 60 && network.members.count > 140, sourceLocation: location)
  }

  /// Peers are what their encodings say, also in the midst of things.
  static func peersAreEncoded<Peer: OverlayPeer>(_ type: Peer.Type, location: SourceLocation = #_sourceLocation) throws
  {
    let churn = Churn(session: .exponential(mean: .seconds(120)), absence: .fixed(.seconds(20)))
    var network = network(type, settled: 24, newcomers: 10, seed: 11, churn: churn)
    network.simulation.add(10, after: .seconds(5))
    for _ in 0..<11 {
      network.run(seconds: 10, lookupsPerSecond: 5)
      for index in 0..<34 {
        let peer = network.simulation[Address(index)]
        var writer = ByteWriter()
        peer.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try Peer(from: &reader) == peer && reader.isAtEnd, sourceLocation: location)
      }
    }
  }

  /// Whatever bytes arrive: they are a message that a peer takes in and goes on, or they are refused.
  static func nonsenseIsTaken<Peer: OverlayPeer>(_ type: Peer.Type, location: SourceLocation = #_sourceLocation) {
    let made = Peer.peers(of: NetworkBeginning(settled: 16, newcomers: 2, seed: 6))
    var peers = made
    var effects = Effects<Peer> { _ in 0 }
    var generator = Seed(15).stream("bytes")
    var (read, refused) = (0, 0)
    var messages: [[UInt8]] = []
    for round in 0..<60_000 {
      var bytes = (0..<48).map { _ in
        UInt8(truncatingIfNeeded: generator.next() & (generator.below(2) == 0 ? 7 : 255))
      }
      // Half are messages that peers have sent, with some bytes changed.
      if !messages.isEmpty, round % 2 == 0 {
        bytes = messages[generator.below(messages.count)]
        for _ in 0..<generator.below(3) where !bytes.isEmpty {
          bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
        }
      }
      let message = bytes.withUnsafeBytes { raw in
        var reader = ByteReader(raw)
        let message = try? Peer.Message(from: &reader)
        reader = ByteReader(raw)
        _ = try? Peer(from: &reader)
        return message
      }
      let place = generator.below(peers.count)
      var input: Input<Peer>?
      if round < peers.count {
        input = .start
      } else if let message {
        read += 1
        input = .message(message, from: Address(generator.below(20)))
      } else {
        refused += 1
        input =
          generator.below(8) == 0
          ? .request(Peer.request(KeyLookup(key: generator.next(), isIterative: generator.below(2) == 0))) : nil
      }
      var next = input.map { [(round < peers.count ? round : place, $0)] } ?? []
      // Some of what a peer sends and sets comes about.
      for _ in 0..<8 {
        guard let (place, input) = next.popLast() else { break }
        effects.begin(at: Address(place), now: .milliseconds(round))
        if case .restart = input { peers[place] = made[place] }
        peers[place].handle(input, effects: &effects)
        for effect in effects.all {
          switch effect {
          case .send(let message, let receiver):
            var writer = ByteWriter()
            message.encode(into: &writer)
            if messages.count < 5_000 { messages.append(Array(writer.bytes)) }
            if receiver.index < peers.count { next.append((receiver.index, .message(message, from: Address(place)))) }
          case .set(let timer, _): if generator.below(4) == 0 { next.append((place, .timer(timer))) }
          case .persist(let stable) where generator.below(200) == 0: next.append((place, .restart(stable)))
          default: break
          }
        }
      }
    }
    #expect(read > 1_000 && refused > 1_000, "\(read) read, \(refused) refused", sourceLocation: location)
  }
}
