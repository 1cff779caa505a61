extension MatchingWorkload {
  /// Writes the text of the workload, as ``init(parsing:path:)`` reads it, in pieces of some 64 KiB.
  ///
  /// - Throws: a ``WorkloadFileError`` of kind `.content`, with the name of the workload for a path, if the text would not be read again:
  ///   then nothing is written. And whatever `output` throws.
  public func write(to output: (String) throws -> Void) throws {
    try checkIsWritable()
    var piece = WorkloadPiece()
    piece.add("W \(name) attrs \(attributes) card \(cardinality) subs \(subscriptionCount) events \(eventCount)\n")
    for number in 0..<subscriptionCount {
      piece.add("S")
      piece.add(Int64(number))
      for constraint in subscription(number) {
        piece.add(Int64(constraint.attribute))
        piece.add(constraint.low)
        piece.add(constraint.high)
      }
      piece.add("\n")
      if piece.isLarge { try output(piece.take()) }
    }
    for number in 0..<eventCount {
      piece.add("E")
      piece.add(Int64(number))
      for value in event(number) {
        piece.add(Int64(value.attribute))
        piece.add(value.value)
      }
      piece.add("\n")
      if piece.isLarge { try output(piece.take()) }
    }
    if !piece.isEmpty { try output(piece.take()) }
  }

  /// Whoever puts a workload together may put anything into it.
  private func checkIsWritable() throws(WorkloadFileError) {
    func require(_ condition: Bool, _ expected: @autoclosure () -> String, line: Int) throws(WorkloadFileError) {
      guard !condition else { return }
      throw WorkloadFileError(.content, path: name, line: line, expected: expected(), found: "something else")
    }
    try require(WorkloadLimits.isName(name), WorkloadLimits.name, line: 1)
    try require(
      (1...WorkloadLimits.attributes).contains(attributes), "1 to \(WorkloadLimits.attributes) attributes", line: 1)
    try require(cardinality >= 1, "a number of values of at least 1", line: 1)
    try require(
      max(subscriptionCount, eventCount) <= Self.largestCount, "at most \(Self.largestCount) records", line: 1)
    for number in 0..<subscriptionCount {
      let constraints = subscription(number)
      try require(
        areAscending(constraints.lazy.map(\.attribute))
          && constraints.allSatisfy { 0 <= $0.low && $0.low <= $0.high && $0.high < cardinality },
        "constraints of ascending attributes below \(attributes), ends from 0 to \(cardinality - 1)", line: 2 + number)
    }
    for number in 0..<eventCount {
      let values = event(number)
      try require(
        areAscending(values.lazy.map(\.attribute)) && values.allSatisfy { 0 <= $0.value && $0.value < cardinality },
        "values from 0 to \(cardinality - 1) of ascending attributes below \(attributes)",
        line: 2 + subscriptionCount + number)
    }
  }

  /// Whether there are some, each once and in order.
  private func areAscending(_ attributes: some Sequence<UInt32>) -> Bool {
    var next = 0
    for attribute in attributes {
      guard attribute >= next, attribute < self.attributes else { return false }
      next = Int(attribute) + 1
    }
    return next > 0
  }
}

/// Text that is gathered until it is worth handing on.
private struct WorkloadPiece {
  private var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }
  var isLarge: Bool { bytes.count >= 1 << 16 }

  mutating func add(_ text: String) { bytes += text.utf8 }

  /// A blank and a number that is not negative.
  mutating func add(_ number: Int64) {
    bytes.append(UInt8(ascii: " "))
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  mutating func take() -> String {
    defer { bytes.removeAll(keepingCapacity: true) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
