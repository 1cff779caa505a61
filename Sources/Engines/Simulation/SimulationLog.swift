import CanonicalEncoding
import Participants

/// All that participants took in, in order, with what they chose and what became of them: enough to run them again without a network, a clock
/// or a random draw.
public struct SimulationLog<Actor: Participant>: Sendable {
  /// One input.
  public struct Entry: Sendable {
    /// When.
    public let time: VirtualTime
    /// Who.
    public let address: Address
    /// What.
    public let input: Input<Actor>
    /// The choices made while it was handled.
    public let choices: [Int]
    /// The fingerprint of the participant's state afterwards.
    public let fingerprint: UInt64
  }

  /// The inputs.
  public internal(set) var entries: [Entry] = []

  init() {}

  /// Where a participant no longer does what the log says.
  public struct Divergence: Error, Hashable, CustomStringConvertible {
    /// The place of the entry, from 0.
    public let entry: Int
    /// What was expected and found.
    public let description: String
  }

  /// Hands every input to fresh participants again, and returns these as they are at the end.
  ///
  /// - Throws: ``Divergence`` where a state, or the number of choices, is another one than before.
  public func replay(make: (Address) -> Actor) throws -> [Address: Actor] {
    var actors: [Address: Actor] = [:]
    var effects = Effects<Actor>()
    for (place, entry) in entries.enumerated() {
      var actor: Actor
      switch entry.input {
      case .start, .restart: actor = make(entry.address)
      default:
        guard let known = actors[entry.address] else {
          throw Divergence(entry: place, description: "entry \(place): participant \(entry.address) has not started")
        }
        actor = known
      }
      effects.begin(at: entry.address, now: entry.time.sinceStart)
      effects.choices = ChoicePath(taking: entry.choices)
      actor.handle(entry.input, effects: &effects)
      guard effects.choices.isConsistent, effects.choices.taken == entry.choices else {
        throw Divergence(
          entry: place,
          description: "entry \(place): participant \(entry.address) has other choices than \(entry.choices)")
      }
      let fingerprint = Self.fingerprint(of: actor)
      guard fingerprint == entry.fingerprint else {
        throw Divergence(
          entry: place,
          description: "entry \(place): participant \(entry.address) is in another state after \(entry.input)")
      }
      actors[entry.address] = actor
    }
    return actors
  }

  static func fingerprint(of actor: Actor) -> UInt64 {
    var bytes = ByteWriter()
    actor.encode(into: &bytes)
    return Fingerprint.of(bytes.bytes)
  }
}

extension SimulationLog: Canonical {
  /// Appends the number of entries and the entries.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(varint: UInt64(entries.count))
    for entry in entries {
      bytes.write(varint: UInt64(entry.time.nanoseconds))
      bytes.write(entry.address)
      Self.encode(entry.input, into: &bytes)
      bytes.write(entry.choices)
      bytes.write(entry.fingerprint)
    }
  }

  /// Reads a log.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    var entries: [Entry] = []
    try bytes.readElements(reserving: { entries.reserveCapacity($0) }) { bytes throws(MalformedBytes) in
      let offset = bytes.offset
      let time = try bytes.readVarint()
      guard time <= UInt64(Int64.max) else { throw MalformedBytes(offset: offset, expected: "a time in nanoseconds") }
      entries.append(
        Entry(
          time: VirtualTime(nanoseconds: Int64(time)), address: try bytes.read(), input: try Self.input(from: &bytes),
          choices: try bytes.read(), fingerprint: try bytes.read()))
    }
    self.entries = entries
  }

  private static func encode(_ input: Input<Actor>, into bytes: inout ByteWriter) {
    switch input {
    case .start: bytes.write(byte: 0)
    case .restart(let stable):
      bytes.write(byte: 1)
      bytes.write(stable)
    case .message(let message, let sender):
      bytes.write(byte: 2)
      bytes.write(message)
      bytes.write(sender)
    case .timer(let timer):
      bytes.write(byte: 3)
      bytes.write(timer)
    case .request(let request):
      bytes.write(byte: 4)
      bytes.write(request)
    }
  }

  private static func input(from bytes: inout ByteReader) throws(MalformedBytes) -> Input<Actor> {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: return .start
    case 1: return .restart(try bytes.read())
    case 2: return .message(try bytes.read(), from: try bytes.read())
    case 3: return .timer(try bytes.read())
    case 4: return .request(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of an input, 0 to 4")
    }
  }
}
