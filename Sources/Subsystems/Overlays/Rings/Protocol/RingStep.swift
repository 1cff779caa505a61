import CanonicalEncoding

/// Where a message goes, and what it carries there.
public struct RingStep<Route: Hashable & Canonical>: Hashable, Canonical {
  /// The next node.
  public let contact: RingContact

  /// What the message carries.
  public let route: Route

  /// A step.
  public init(_ contact: RingContact, _ route: Route) {
    self.contact = contact
    self.route = route
  }

  /// Appends both.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(contact)
    bytes.write(route)
  }

  /// Reads a step.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    contact = try bytes.read()
    route = try bytes.read()
  }
}
