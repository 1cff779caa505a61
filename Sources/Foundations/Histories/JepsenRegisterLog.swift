extension RecordedHistory where Object == CompareAndSetRegister {
  /// Reads what Jepsen printed when it tested etcd: `INFO jepsen.util - 3 :invoke :cas [4 2]`, a line for each event.
  ///
  /// The register is empty at first. `:info` ends calls with unknown outcome; a read that timed out had no effect; a
  /// compare-and-set that failed did so because the values differed. Blank lines are ignored, and those of `:nemesis`, who
  /// disturbs the system and calls nothing. O(size of the file), at most 1 GiB.
  ///
  /// - Throws: `OperationLogError`, of kind `.input` if there is no file to read, of kind `.content` if it is no log.
  public init(contentsOfJepsenLog path: String) throws(OperationLogError) {
    self.init()
    try OperationLog(path: path).forEachLine { line throws(OperationLogError) in
      try line.skip("INFO", "jepsen.util", "-")
      if line.skipIfNext(":nemesis") { return }
      let process = try line.integer("a process")
      let event = try Self.event(of: process, in: &line, callInFlight: callInFlight(of: process))
      try line.end()
      try line.append(event, to: &self)
    }
  }

  private static func event(
    of process: Int, in line: inout OperationLogLine, callInFlight call: Object.Call?
  ) throws(OperationLogError) -> Event {
    switch try line.word(":invoke", ":ok", ":fail", ":info") {
    case ":invoke":
      return .invoke(client: process, try invocation(in: &line))
    case ":ok":
      let (ended, reply) = try success(in: &line, callInFlight: call)
      try check(ended, against: call, in: line)
      return .respond(client: process, reply)
    case ":fail":
      if try line.word(":read", ":cas") == ":read" {
        try line.skip(":timed-out")
        try check(.read, against: call, in: line)
        return .fail(client: process)
      }
      try check(try comparison(in: &line), against: call, in: line)
      return .respond(client: process, .compared(false))
    default:
      let function = try line.word(":read", ":write", ":cas")
      try line.skip(":timed-out")
      if let call, call.function != function {
        throw line.error(expected: "the outcome of \(call.text)", found: "that of \(function)")
      }
      return .timeOut(client: process)
    }
  }

  private static func invocation(in line: inout OperationLogLine) throws(OperationLogError) -> Object.Call {
    switch try line.word(":read", ":write", ":cas") {
    case ":read":
      try line.skip("nil")
      return .read
    case ":write": return .write(try line.integer("a value"))
    default: return try comparison(in: &line)
    }
  }

  private static func success(
    in line: inout OperationLogLine, callInFlight call: Object.Call?
  ) throws(OperationLogError) -> (Object.Call, Object.Reply) {
    switch try line.word(":read", ":write", ":cas") {
    case ":read": (.read, .value(try line.optionalInteger("a value")))
    case ":write": (.write(try line.integer("a value")), .written)
    default: (try comparison(in: &line), .compared(true))
    }
  }

  private static func comparison(in line: inout OperationLogLine) throws(OperationLogError) -> Object.Call {
    try line.skip("[")
    let expected = try line.integer("the expected value")
    let new = try line.integer("the new value")
    try line.skip("]")
    return .compareAndSet(expected: expected, new: new)
  }

  /// An outcome repeats the call; an idle process is left to the history.
  private static func check(
    _ ended: Object.Call, against call: Object.Call?, in line: OperationLogLine
  ) throws(OperationLogError) {
    if let call, call != ended {
      throw line.error(expected: "the outcome of \(call.text)", found: "that of \(ended.text)")
    }
  }
}

extension CompareAndSetRegister.Call {
  fileprivate var function: String {
    switch self {
    case .read: ":read"
    case .write: ":write"
    case .compareAndSet: ":cas"
    }
  }

  fileprivate var text: String {
    switch self {
    case .read: ":read"
    case .write(let value): ":write \(value)"
    case .compareAndSet(let expected, let new): ":cas [\(expected) \(new)]"
    }
  }
}
