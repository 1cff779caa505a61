import CanonicalEncoding
import Participants

/// A message on its way.
public struct Envelope<Message: Hashable & Canonical>: Hashable, Sendable, CustomStringConvertible {
  /// Who sent it.
  public let from: Address

  /// Who is to have it.
  public let to: Address

  /// The message.
  public let message: Message

  /// A message on its way.
  @inlinable public init(_ message: Message, from: Address, to: Address) {
    self.from = from
    self.to = to
    self.message = message
  }

  /// Whether message, sender and receiver are alike.
  @inlinable public static func == (left: Envelope, right: Envelope) -> Bool {
    left.from == right.from && left.to == right.to && left.message == right.message
  }

  @inlinable func isOnSameChannel(as other: Envelope) -> Bool { from == other.from && to == other.to }

  /// For instance "2 → 0: prepare 3".
  public var description: String { "\(from) → \(to): \(message)" }
}

/// A value that belongs to a participant: a timer that is set, or what it has persisted.
public struct Held<Value: Hashable & Canonical>: Hashable, Sendable, CustomStringConvertible {
  /// Whose it is.
  public let at: Address

  /// The value.
  public var value: Value

  /// A value of the participant at an address.
  @inlinable public init(_ value: Value, at address: Address) {
    at = address
    self.value = value
  }

  /// For instance "2: election".
  public var description: String { "\(at): \(value)" }
}
