import CanonicalEncoding
import Participants

/// A part of the state that watches and takes no part: an auxiliary variable (Abadi and Lamport 1991), for properties
/// that speak of the past. The hooks are called in the order of the events of a step; those not given do nothing.
///
/// What it remembers multiplies the states.
public protocol NetworkObserver<Subject>: Hashable, Canonical {
  /// The participants that it watches.
  associatedtype Subject: Participant

  /// A participant has sent a message.
  mutating func sent(_ message: Subject.Message, from: Address, to: Address)

  /// A message is about to be taken in.
  mutating func delivered(_ message: Subject.Message, from: Address, to: Address)

  /// A client has asked something of the participant at an address.
  mutating func requested(_ request: Subject.Request, at: Address)

  /// The participant has answered, whether or not it was asked.
  mutating func responded(_ response: Subject.Response, at: Address)

  /// The participant has told something.
  mutating func observed(_ observation: Subject.Observation, at: Address)

  /// The participant has crashed. A request that it has not answered never will be.
  mutating func crashed(at: Address)
}

extension NetworkObserver {
  /// Does nothing.
  @inlinable public mutating func sent(_ message: Subject.Message, from: Address, to: Address) {}

  /// Does nothing.
  @inlinable public mutating func delivered(_ message: Subject.Message, from: Address, to: Address) {}

  /// Does nothing.
  @inlinable public mutating func requested(_ request: Subject.Request, at: Address) {}

  /// Does nothing.
  @inlinable public mutating func responded(_ response: Subject.Response, at: Address) {}

  /// Does nothing.
  @inlinable public mutating func observed(_ observation: Subject.Observation, at: Address) {}

  /// Does nothing.
  @inlinable public mutating func crashed(at: Address) {}
}

/// Remembers nothing, in no bytes.
public struct NoObserver<Subject: Participant>: NetworkObserver {
  /// The only value.
  @inlinable public init() {}

  /// Appends nothing.
  @inlinable public func encode(into bytes: inout ByteWriter) {}

  /// Reads nothing.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {}
}
