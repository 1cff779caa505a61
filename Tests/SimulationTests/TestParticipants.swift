import CanonicalEncoding
import Participants

/// Counts ticks, each of which tells a neighbour; remembers the highest count that it has heard of, and persists its own.
struct Ticker: Participant {
  enum Alarm: UInt8, Canonical, Hashable { case tick, never }

  typealias Message = Int
  typealias Timer = Alarm
  typealias Stable = Int
  typealias Request = Int
  typealias Response = Int
  typealias Observation = String

  /// Nanoseconds between ticks.
  var period: Int
  var neighbour: Address
  var ticks = 0
  var heard = 0

  init(period: Int = 1_000_000_000, neighbour: Address) {
    self.period = period
    self.neighbour = neighbour
  }

  mutating func handle(_ input: Input<Ticker>, effects: inout Effects<Ticker>) {
    switch input {
    case .start: begin(&effects)
    case .restart(let stable):
      ticks = stable ?? 0
      effects.observe("restarted with \(stable.map { "\($0)" } ?? "nothing")")
      begin(&effects)
    case .timer(.tick):
      ticks += 1
      effects.persist(ticks)
      effects.send(ticks, to: neighbour)
      effects.set(timer: .tick, after: .nanoseconds(period))
    case .timer(.never): effects.observe("never went off")
    case .message(let count, _): heard = max(heard, count)
    case .request(let number): effects.respond(number + ticks + effects.choose(1))
    }
  }

  private func begin(_ effects: inout Effects<Ticker>) {
    effects.set(timer: .never, after: .seconds(1))
    effects.cancel(timer: .never)
    effects.set(timer: .tick, after: .zero)
    effects.set(timer: .tick, after: .nanoseconds(period))
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(period)
    bytes.write(neighbour)
    bytes.write(ticks)
    bytes.write(heard)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    period = try bytes.read()
    neighbour = try bytes.read()
    ticks = try bytes.read()
    heard = try bytes.read()
  }
}

/// Passes a number on to somebody drawn at random, one less each time.
struct Gossip: Participant {
  typealias Message = Int
  typealias Request = Int

  var peers: Int
  var seen = 0

  init(peers: Int) { self.peers = peers }

  mutating func handle(_ input: Input<Gossip>, effects: inout Effects<Gossip>) {
    switch input {
    case .message(let rest, _), .request(let rest):
      seen += 1
      if rest > 0 { effects.send(rest - 1, to: Address(effects.choose(peers))) }
    case .start, .restart: break
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(peers)
    bytes.write(seen)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    peers = try bytes.read()
    seen = try bytes.read()
  }
}
