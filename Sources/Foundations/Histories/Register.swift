/// A register: what is read is what was written last.
@frozen
public struct Register<Value: Hashable & Sendable>: SequentialObject {
  /// What a client can ask of a register.
  @frozen
  public enum Call: Hashable, Sendable {
    /// Asks for the value.
    case read
    /// Replaces the value.
    case write(Value)
  }

  /// What a register says.
  @frozen
  public enum Reply: Hashable, Sendable {
    /// The value that was read.
    case value(Value)
    /// The value has been replaced.
    case written
  }

  /// What was written last, or the first value.
  public let value: Value

  /// A register that holds `value`.
  @inlinable
  public init(_ value: Value) {
    self.value = value
  }

  /// See `SequentialObject`. O(1) comparisons of values.
  @inlinable
  public func step(_ call: Call, _ reply: Reply?) -> Register? {
    switch (call, reply) {
    case (.read, .value(let read)): read == value ? self : nil
    case (.read, nil): self
    case (.write(let new), .written), (.write(let new), nil): Register(new)
    case (.read, .written), (.write, .value): nil
    }
  }
}
