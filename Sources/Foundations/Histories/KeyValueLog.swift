import InputFiles

extension RecordedHistory where Object == KeyValueStore {
  /// Reads a log of a key-value store as Porcupine keeps them, a line for each event:
  /// `{:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}`.
  ///
  /// All values are empty at first. Besides `:invoke` and `:ok`, the `:info` (outcome unknown) and `:fail` (no effect) of
  /// Jepsen are understood. Blank lines are ignored. O(size of the file), at most 1 GiB.
  ///
  /// - Throws: `OperationLogError`, of kind `.input` if there is no file to read, of kind `.content` if it is no log.
  public init(contentsOfKeyValueLog path: String) throws(OperationLogError) {
    self.init()
    try OperationLog(path: path).forEachLine { line throws(OperationLogError) in
      try line.skip("{", ":process")
      let process = try line.integer("a process")
      try line.skip(":type")
      let type = try line.word(":invoke", ":ok", ":info", ":fail")
      let (call, read) = try Self.call(in: &line, isAnswered: type == ":ok")
      try line.skip("}")
      try line.end()
      if type != ":invoke", let expected = callInFlight(of: process), expected != call {
        throw line.error(expected: "the outcome of \(expected.text)", found: "that of \(call.text)")
      }
      let event: Event =
        switch type {
        case ":invoke": .invoke(client: process, call)
        case ":ok": .respond(client: process, read.map { .value($0) } ?? .done)
        case ":info": .timeOut(client: process)
        default: .fail(client: process)
        }
      try line.append(event, to: &self)
    }
  }

  /// The call of the line, and what was read if it is a `:get` that is answered.
  private static func call(
    in line: inout OperationLogLine, isAnswered: Bool
  ) throws(OperationLogError) -> (Object.Call, read: ByteString?) {
    try line.skip(":f")
    let function = try line.word(":get", ":put", ":append")
    try line.skip(":key")
    let key = try line.string("a key")
    try line.skip(":value")
    switch function {
    case ":get" where isAnswered: return (.init(key, .get), try line.string("a value"))
    case ":get":
      try line.skip("nil")
      return (.init(key, .get), nil)
    case ":put": return (.init(key, .put(try line.string("a value"))), nil)
    default: return (.init(key, .append(try line.string("a value"))), nil)
    }
  }
}

extension KeyValueStore.Call {
  fileprivate var text: String {
    switch action {
    case .get: ":get \(excerpt(key.bytes))"
    case .put(let value): ":put \(excerpt(key.bytes)) \(excerpt(value.bytes))"
    case .append(let value): ":append \(excerpt(key.bytes)) \(excerpt(value.bytes))"
    }
  }
}
