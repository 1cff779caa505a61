import Participants

/// Somebody who watches a simulation and takes no part: what it does cannot change what happens. The hooks that are not given do nothing.
public protocol SimulationObserver<Subject> {
  /// The participants that it watches.
  associatedtype Subject: Participant

  /// A participant has sent a message.
  mutating func sent(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime)

  /// A message is about to be taken in.
  mutating func delivered(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime)

  /// A message is not taken in: the network has lost it, or its receiver is not up. Of a message that comes twice, each copy counts.
  mutating func lost(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime)

  /// A client has asked something of the participant at an address.
  mutating func requested(_ request: Subject.Request, at address: Address, at time: VirtualTime)

  /// The participant has answered.
  mutating func responded(_ response: Subject.Response, at address: Address, at time: VirtualTime)

  /// The participant has told something.
  mutating func observed(_ observation: Subject.Observation, at address: Address, at time: VirtualTime)

  /// The participant is up, for the first time or again.
  mutating func started(_ address: Address, at time: VirtualTime)

  /// The participant has crashed.
  mutating func crashed(_ address: Address, at time: VirtualTime)
}

extension SimulationObserver {
  /// Does nothing.
  @inlinable public mutating func sent(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable
  public mutating func delivered(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable public mutating func lost(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable
  public mutating func requested(_ request: Subject.Request, at address: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable
  public mutating func responded(_ response: Subject.Response, at address: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable
  public mutating func observed(_ observation: Subject.Observation, at address: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable public mutating func started(_ address: Address, at time: VirtualTime) {}

  /// Does nothing.
  @inlinable public mutating func crashed(_ address: Address, at time: VirtualTime) {}
}

/// Watches nothing.
public struct NobodyWatching<Subject: Participant>: SimulationObserver {
  /// The only value.
  @inlinable public init() {}
}
