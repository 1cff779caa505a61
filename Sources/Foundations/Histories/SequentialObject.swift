/// The state of an object whose calls take effect one at a time: a sequential specification.
///
/// A history of overlapping calls is correct if they can be put in an order that such an object could have followed.
public protocol SequentialObject: Hashable, Sendable {
  /// What a client can ask for, with its arguments.
  associatedtype Call: Hashable, Sendable

  /// What a client can be told.
  associatedtype Reply: Hashable, Sendable

  /// The state after `call`, or nil if the object, as it is, does not give `reply` to it.
  ///
  /// Without a reply the outcome is unknown: the state after whatever the call does here, nil if it can do nothing. Must
  /// depend on nothing but the state, the call and the reply, since searches remember what they have tried.
  func step(_ call: Call, _ reply: Reply?) -> Self?
}
