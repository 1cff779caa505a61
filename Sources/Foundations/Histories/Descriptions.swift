// How operations are written in findings.

extension CompareAndSetRegister.Call: CustomStringConvertible {
  /// `read`, `write 3` or `compare 1 and set 2`.
  public var description: String {
    switch self {
    case .read: "read"
    case .write(let value): "write \(value)"
    case .compareAndSet(let expected, let new): "compare \(expected) and set \(new)"
    }
  }
}

extension CompareAndSetRegister.Reply: CustomStringConvertible {
  /// The value or the outcome.
  public var description: String {
    switch self {
    case .value(let value): value.map(String.init) ?? "nothing"
    case .written: "written"
    case .compared(let isSet): isSet ? "set" : "not set"
    }
  }
}

extension KeyValueStore.Call: CustomStringConvertible {
  /// `get k`, `put k "v"` or `append k "v"`.
  public var description: String {
    switch action {
    case .get: "get \(key)"
    case .put(let value): "put \(key) \"\(value)\""
    case .append(let value): "append \(key) \"\(value)\""
    }
  }
}

extension KeyValueStore.Reply: CustomStringConvertible {
  /// The value in quotes, or `done`.
  public var description: String {
    switch self {
    case .value(let value): "\"\(value)\""
    case .done: "done"
    }
  }
}
