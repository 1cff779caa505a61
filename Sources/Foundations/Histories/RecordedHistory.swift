/// What clients asked of an object and were told, in the order in which it was seen from outside.
///
/// An operation may take effect at any moment between its call and its outcome; one whose outcome is not known, at any
/// moment after its call, or never.
public struct RecordedHistory<Object: SequentialObject>: Hashable, Sendable {
  /// Something that was seen.
  public enum Event: Hashable, Sendable {
    /// A client calls; its call is in flight until one of the other events of this client.
    case invoke(client: Int, Object.Call)
    /// A client is told the outcome.
    case respond(client: Int, Object.Reply)
    /// A client gives up waiting, and may call again; the call may still take effect at any later moment.
    case timeOut(client: Int)
    /// A client is told that its call has not taken effect and never will.
    case fail(client: Int)
  }

  /// What is known about the end of an operation.
  public enum Outcome: Hashable, Sendable {
    /// The object's reply, and the place of that event in the history.
    case replied(Object.Reply, at: Int)
    /// Nothing: the call is in flight or was given up.
    case unknown
    /// It had no effect.
    case failed
  }

  /// A call and what came of it.
  public struct Operation: Hashable, Sendable {
    /// Who called.
    public let client: Int
    /// What was asked.
    public let call: Object.Call
    /// The place of the call among the events of the history.
    public let invoked: Int
    /// What is known about its end.
    public internal(set) var outcome: Outcome = .unknown

    /// The object's reply, if there was one.
    public var reply: Object.Reply? {
      if case .replied(let reply, _) = outcome { reply } else { nil }
    }

    /// The place of the reply among the events of the history, if there was one.
    public var returned: Int? {
      if case .replied(_, let event) = outcome { event } else { nil }
    }
  }

  /// The operations in the order of their calls.
  public private(set) var operations: [Operation] = []

  /// How many events have been seen.
  public private(set) var eventCount = 0

  /// For each client with a call in flight, the place of that operation.
  private var inFlight: [Int: Int] = [:]

  /// A history in which nothing has happened.
  public init() {}

  /// The history of `events`. O(1) for each.
  public init(_ events: some Sequence<Event>) throws(HistoryError) {
    for event in events {
      try append(event)
    }
  }

  /// The call that `client` has in flight.
  public func callInFlight(of client: Int) -> Object.Call? {
    inFlight[client].map { operations[$0].call }
  }

  /// Adds what happened next; the history stays as it was if that is impossible. O(1).
  public mutating func append(_ event: Event) throws(HistoryError) {
    switch event {
    case .invoke(let client, let call):
      guard inFlight[client] == nil else {
        throw HistoryError(kind: .clientIsBusy, client: client, event: eventCount)
      }
      inFlight[client] = operations.count
      operations.append(Operation(client: client, call: call, invoked: eventCount))
    case .respond(let client, let reply): try end(client, .replied(reply, at: eventCount))
    case .timeOut(let client): try end(client, .unknown)
    case .fail(let client): try end(client, .failed)
    }
    eventCount += 1
  }

  private mutating func end(_ client: Int, _ outcome: Outcome) throws(HistoryError) {
    guard let index = inFlight.removeValue(forKey: client) else {
      throw HistoryError(kind: .clientIsIdle, client: client, event: eventCount)
    }
    operations[index].outcome = outcome
  }
}
