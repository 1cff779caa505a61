/// A way in which a property failed.
public struct Failure: Error, Hashable, Sendable {
  /// What kind of failure it is; while a case is made simpler, it must stay the same.
  public struct Identity: Hashable, Sendable {
    /// The type of the error.
    public let kind: String
    /// Where it was found, if it says so.
    public let location: String?
  }

  /// What kind of failure it is.
  public let identity: Identity

  /// What was found.
  public let message: String

  /// A failure that is told apart from others by `kind` and `location`.
  public init(kind: String, location: String?, message: String) {
    identity = Identity(kind: kind, location: location)
    self.message = message
  }

  /// The failure that an error stands for.
  public init(_ error: any Error) {
    if let failure = error as? Failure {
      self = failure
    } else {
      self.init(
        kind: String(reflecting: type(of: error)), location: (error as? any LocatedError)?.location,
        message: "\(error)")
    }
  }
}
