/// A store of strings under keys, each empty at first, that can be read, replaced and appended to.
///
/// Keys do not influence each other, so histories are best tested key by key: `partitionedBy: \.key`.
@frozen
public struct KeyValueStore: SequentialObject {
  /// What a client can ask about one key.
  @frozen
  public struct Call: Hashable, Sendable {
    /// What can be done with the value of a key.
    @frozen
    public enum Action: Hashable, Sendable {
      /// Asks for the value.
      case get
      /// Replaces the value.
      case put(ByteString)
      /// Lengthens the value.
      case append(ByteString)
    }

    /// The key that is asked about.
    public let key: ByteString
    /// What to do with its value.
    public let action: Action

    /// The call of `action` on `key`.
    @inlinable
    public init(_ key: ByteString, _ action: Action) {
      self.key = key
      self.action = action
    }
  }

  /// What the store says.
  @frozen
  public enum Reply: Hashable, Sendable {
    /// The value under the key.
    case value(ByteString)
    /// The value has been replaced or lengthened.
    case done
  }

  /// The values that are not empty, under their keys.
  @usableFromInline var values: [ByteString: ByteString] = [:]

  /// A store in which every value is empty.
  @inlinable
  public init() {}

  /// The value under `key`.
  @inlinable
  public subscript(key: ByteString) -> ByteString { values[key] ?? "" }

  /// See `SequentialObject`. Linear in the length of the value and the number of keys in use.
  @inlinable
  public func step(_ call: Call, _ reply: Reply?) -> KeyValueStore? {
    switch (call.action, reply) {
    case (.get, .value(let read)): read == self[call.key] ? self : nil
    case (.get, nil): self
    case (.put(let new), .done), (.put(let new), nil): replacing(call.key, by: new)
    case (.append(let end), .done), (.append(let end), nil): replacing(call.key, by: self[call.key] + end)
    case (.get, .done), (.put, .value), (.append, .value): nil
    }
  }

  /// Empty values are left out, so that equal stores are equal states.
  @inlinable
  func replacing(_ key: ByteString, by value: ByteString) -> KeyValueStore {
    var store = self
    store.values[key] = value.bytes.isEmpty ? nil : value
    return store
  }
}
