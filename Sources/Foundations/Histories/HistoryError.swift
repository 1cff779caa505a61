/// Why an event cannot be the next of a history: a client waits for one call at a time.
public struct HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The two ways in which an event can be out of place.
  public enum Kind: Hashable, Sendable {
    /// A call of a client whose last call is still in flight.
    case clientIsBusy
    /// The outcome of a call for a client that has none in flight.
    case clientIsIdle
  }

  /// What is wrong.
  public let kind: Kind

  /// The client of the event.
  public let client: Int

  /// The place of the event in its history, from 0.
  public let event: Int

  /// What would have been right.
  public var expected: String {
    switch kind {
    case .clientIsBusy: "the outcome of the call that client \(client) has in flight"
    case .clientIsIdle: "a call in flight of client \(client)"
    }
  }

  /// What happened instead.
  public var found: String {
    switch kind {
    case .clientIsBusy: "another call"
    case .clientIsIdle: "an outcome without one"
    }
  }

  /// One line for the terminal.
  public var description: String { "event \(event): expected \(expected), found \(found)" }
}
