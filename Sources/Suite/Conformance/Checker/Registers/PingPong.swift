import CanonicalEncoding
import ModelChecking
import Participants

/// Two players, each of whom counts the messages that carry its own count: Stateright's test of lossy networks.
public struct PingPong: Participant {
  /// A ball, with a number.
  public enum Message: Hashable, Canonical, CustomStringConvertible {
    /// From the player who began.
    case ping(Int)
    /// Back to the player who began.
    case pong(Int)

    /// Appends the number and the direction in one number.
    @inlinable public func encode(into bytes: inout ByteWriter) {
      switch self {
      case .ping(let number): bytes.write(varint: UInt64(number) &<< 1)
      case .pong(let number): bytes.write(varint: UInt64(number) &<< 1 | 1)
      }
    }

    /// Reads what ``encode(into:)`` writes.
    @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let word = try bytes.readVarint()
      self = word & 1 == 0 ? .ping(Int(word &>> 1)) : .pong(Int(word &>> 1))
    }

    /// For instance "ping 3".
    public var description: String {
      switch self {
      case .ping(let number): "ping \(number)"
      case .pong(let number): "pong \(number)"
      }
    }
  }

  /// Messages counted.
  public var count = 0

  /// A player before the start; the one at address 0 begins.
  @inlinable public init() {}

  /// Returns the ball if its number is the player's count.
  @inlinable
  public mutating func handle(_ input: Input<PingPong>, effects: inout Effects<PingPong>) {
    switch input {
    case .start where effects.me == 0:
      effects.send(.ping(0), to: 1)
    case .message(.ping(count), let sender):
      effects.send(.pong(count), to: sender)
      count += 1
    case .message(.pong(count), let sender):
      effects.send(.ping(count + 1), to: sender)
      count += 1
    default: break
    }
  }

  /// Appends the count.
  @inlinable public func encode(into bytes: inout ByteWriter) { bytes.write(count) }

  /// Reads a count.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) { count = try bytes.read() }

  /// Two players on a network, as far as neither counts more than `limit`.
  public static func model(
    limit: Int, channels: ChannelDiscipline = .set, faults: NetworkFaults = NetworkFaults(losses: .unlimited),
    claimsArrival: Bool = false
  ) throws(NetworkModelError) -> NetworkModel<PingPong, NoObserver<PingPong>> {
    try NetworkModel(
      [PingPong(), PingPong()], channels: channels, faults: faults, skipsIdleDeliveries: true,
      scope: { state in state.participants.allSatisfy { $0.count <= limit } },
      properties: [
        .always("counts differ by one at the most") { state in
          abs(state.participants[0].count - state.participants[1].count) <= 1
        },
        .sometimes("the limit can be reached") { state in state.participants.contains { $0.count == limit } },
      ]
        + (claimsArrival
          ? [.eventually("the limit is reached") { state in state.participants.contains { $0.count == limit } }] : []))
  }
}
