/// A lookup that did not do what the overlay promised, found while measuring.
public struct WrongLookup: Error, CustomStringConvertible, Sendable {
  /// The overlay, the lookup, and what was wrong.
  public let description: String
}
