import Overlays

/// A lookup that did not do what the overlay promised, found while measuring.
public struct WrongLookup: Error, CustomStringConvertible, Sendable {
  /// The overlay, the lookup, and what was wrong.
  public let description: String

  init(description: String) { self.description = description }

  /// A lookup that ends elsewhere than at the owner.
  init(_ id: String, _ number: Int, _ end: NodeIndex, _ owner: NodeIndex) {
    self.init(description: "\(id): lookup \(number) ends at node \(end), but node \(owner) owns its key")
  }
}
