import Measuring

/// Work that does not fit into the memory that is free.
public struct NotEnoughMemory: Error, CustomStringConvertible, Sendable {
  /// One sentence with both figures.
  public let description: String

  init(for work: String, needed: Int, available: Int) {
    description = "\(work) need an estimated \(ByteCount(needed)), but only \(ByteCount(available)) are free"
  }
}
