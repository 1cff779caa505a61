/// A register of numbers with compare-and-set, empty at first: what Jepsen's test of etcd worked on.
@frozen
public struct CompareAndSetRegister: SequentialObject {
  /// What a client can ask of the register.
  @frozen
  public enum Call: Hashable, Sendable {
    /// Asks for the value.
    case read
    /// Replaces the value.
    case write(Int)
    /// Replaces the value by `new` if it is `expected`.
    case compareAndSet(expected: Int, new: Int)
  }

  /// What the register says.
  @frozen
  public enum Reply: Hashable, Sendable {
    /// The value that was read; nil if nothing had been written.
    case value(Int?)
    /// The value has been replaced.
    case written
    /// Whether the value was the expected one, and so has been replaced.
    case compared(Bool)
  }

  /// What was written last; nil before the first write.
  public let value: Int?

  /// A register that holds `value`.
  @inlinable
  public init(_ value: Int? = nil) {
    self.value = value
  }

  /// See `SequentialObject`. O(1).
  @inlinable
  public func step(_ call: Call, _ reply: Reply?) -> CompareAndSetRegister? {
    switch (call, reply) {
    case (.read, .value(let read)):
      read == value ? self : nil
    case (.read, nil):
      self
    case (.write(let new), .written), (.write(let new), nil):
      CompareAndSetRegister(new)
    case (.compareAndSet(let expected, let new), .compared(let succeeded)):
      succeeded == (expected == value) ? CompareAndSetRegister(succeeded ? new : value) : nil
    case (.compareAndSet(let expected, let new), nil):
      CompareAndSetRegister(expected == value ? new : value)
    case (.read, _), (.write, _), (.compareAndSet, _):
      nil
    }
  }
}
