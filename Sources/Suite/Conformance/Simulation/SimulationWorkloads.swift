import CanonicalEncoding
import Measuring
import Participants
import Randomness
import Simulation

/// The kernels of the simulator: events of participants that do next to nothing, so that what is measured is the simulator.
public enum SimulationWorkloads {
  /// Timers that are set again when they go off, and messages that are passed on to somebody at random.
  public static let all: [Kernel] = [
    Kernel("simulation.timers", "Timers that go off once a second and are set again", operation: "event", size: size) {
      participants, seed in
      try steps(of: participants, seed) { Metronome(phase: Int64($0.number) &* 7_919 % 1_000_000_000) }
    },
    Kernel(
      "simulation.messages", "Messages that are passed on at random, one for each participant", operation: "event",
      size: size
    ) { participants, seed in
      try steps(of: participants, seed) { _ in Courier(peers: participants) }
    },
  ]

  private static let size = KernelSize(
    "participants", standard: 10_000, in: 1...1_000_000, series: [1_000, 10_000, 100_000],
    estimatedBytes: { 512 * $0 + (16 << 20) })

  /// Events one after another, each of which brings about the next, so that as many are scheduled at any time.
  private static func steps<Actor: Participant>(
    of participants: Int, _ seed: Seed, make: @escaping @Sendable (Address) -> Actor
  ) throws -> PreparedKernel {
    var simulation = Simulation(
      seed: seed, latency: .uniform(.milliseconds(20)...(.milliseconds(200))), trouble: .none, make: make)
    simulation.add(participants)
    simulation.run(for: .seconds(2))
    let events = 1_024
    let work = KernelWork(operations: events, checksum: UInt64(events))
    // The simulation goes on from part to part.
    return PreparedKernel(parts: [work]) { _ in
      let before = (events: simulation.events, time: simulation.now)
      for _ in 0..<events { simulation.step() }
      // One that has come to an end, or runs backwards, does no work.
      guard simulation.now >= before.time else { return KernelWork(operations: 0, checksum: 0) }
      return KernelWork(operations: events, checksum: UInt64(simulation.events - before.events))
    }
  }
}

/// Has one timer, which goes off every second.
private struct Metronome: Participant {
  typealias Message = Never
  typealias Timer = UInt8

  /// Nanoseconds after the start until it goes off first.
  var phase: Int64
  var ticks = 0

  init(phase: Int64) { self.phase = phase }

  mutating func handle(_ input: Input<Metronome>, effects: inout Effects<Metronome>) {
    if case .timer = input {
      ticks += 1
      effects.set(timer: 0, after: .seconds(1))
    } else {
      effects.set(timer: 0, after: .nanoseconds(phase))
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(phase)
    bytes.write(ticks)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    phase = try bytes.read()
    ticks = try bytes.read()
  }
}

/// Passes every message on, and sends the first.
private struct Courier: Participant {
  typealias Message = UInt8

  var peers: Int

  init(peers: Int) { self.peers = peers }

  mutating func handle(_ input: Input<Courier>, effects: inout Effects<Courier>) {
    effects.send(0, to: Address(effects.choose(peers)))
  }

  func encode(into bytes: inout ByteWriter) { bytes.write(peers) }

  init(from bytes: inout ByteReader) throws(MalformedBytes) { peers = try bytes.read() }
}
