import CanonicalEncoding

/// A participant of a distributed protocol as a value: an input comes in, the value changes, effects go out.
///
/// It has no clock, socket, thread or random source of its own (an I/O automaton: Lynch and Tuttle 1989), so that a
/// model checker can enumerate what a simulator runs in virtual time and a network driver puts on a wire:
///
///     struct Echo: Participant {
///       typealias Message = String
///
///       mutating func handle(_ input: Input<Echo>, effects: inout Effects<Echo>) {
///         if case .message(let text, let sender) = input { effects.send(text, to: sender) }
///       }
///       ...
///     }
///
/// Equal values must act equally: whatever decides between two ways is an input, part of the value, or drawn with
/// ``Effects/choose(_:)``.
public protocol Participant<Message>: Hashable, Canonical {
  /// What participants send each other.
  associatedtype Message: Hashable & Canonical

  /// The names of its alarms; no alarms unless said otherwise.
  associatedtype Timer: Hashable & Canonical = Never

  /// What survives a crash, written as a whole; nothing unless said otherwise.
  associatedtype Stable: Hashable & Canonical = Never

  /// What a client asks of it; nothing unless said otherwise.
  associatedtype Request: Hashable & Canonical = Never

  /// What it answers a client; nothing unless said otherwise.
  associatedtype Response: Hashable & Canonical = Never

  /// What it tells those who watch, and nobody else; nothing unless said otherwise.
  associatedtype Observation: Hashable & Canonical = Never

  /// Takes in one input. All consequences leave through `effects`, whose ``Effects/me`` and ``Effects/now`` are all that
  /// the participant sees of the world.
  mutating func handle(_ input: Input<Self>, effects: inout Effects<Self>)
}

/// What can happen to a participant.
public enum Input<Actor: Participant>: Hashable, Sendable {
  /// The first input ever.
  case start
  /// The first input after a crash, with what was last persisted. Everything else is as it was before the start.
  case restart(Actor.Stable?)
  /// A message has arrived.
  case message(Actor.Message, from: Address)
  /// A timer went off; it is no longer set.
  case timer(Actor.Timer)
  /// A client asks for something. It asks nothing else until it is answered, or the participant has crashed.
  case request(Actor.Request)
}
