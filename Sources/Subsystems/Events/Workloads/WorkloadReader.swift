/// The records of a workload's text in the order in which they come: the header, the subscriptions, the events.
struct WorkloadReader {
  private var text: WorkloadText
  private var workload: MatchingWorkload
  private let subscriptions: Int
  private let events: Int
  private let largestAttribute: Int64
  private let largestValue: Int64

  /// Reads the header.
  init(_ text: consuming WorkloadText) throws(WorkloadFileError) {
    try text.begin(UInt8(ascii: "W"), "W and the rest of the header")
    let name = try text.name()
    try text.skip("attrs")
    let attributes = try text.number("a number of attributes", from: 1, to: Int64(WorkloadLimits.attributes))
    try text.skip("card")
    let cardinality = try text.number("a number of values", from: 1, to: .max)
    try text.skip("subs")
    let largest = Int64(MatchingWorkload.largestCount)
    subscriptions = Int(try text.number("a number of subscriptions", from: 0, to: largest))
    try text.skip("events")
    events = Int(try text.number("a number of events", from: 0, to: largest))
    try text.endLine()
    workload = MatchingWorkload(name: name, attributes: Int(attributes), cardinality: cardinality)
    largestAttribute = attributes - 1
    largestValue = cardinality - 1
    self.text = text
  }

  /// Reads all the rest.
  consuming func read() throws(WorkloadFileError) -> MatchingWorkload {
    // What the header says may be anything. No subscription is shorter than "S 0 0 0 0", and a constraint has some eleven bytes.
    workload.reserve(subscriptions: min(subscriptions, text.byteCount / 10), constraints: text.byteCount / 11)
    try readSubscriptions()
    try readEvents()
    try text.end("the end of the file after \(subscriptions) subscriptions and \(events) events")
    return workload
  }

  private mutating func readSubscriptions() throws(WorkloadFileError) {
    var constraints: [Constraint] = []
    for number in 0..<subscriptions {
      constraints.removeAll(keepingCapacity: true)
      try text.begin(UInt8(ascii: "S"), "S \(number), as \(subscriptions) subscriptions are announced")
      _ = try text.number("a subscription number", from: Int64(number), to: Int64(number))
      var attribute: Int64 = -1
      repeat {
        attribute = try text.number("an attribute", from: attribute + 1, to: largestAttribute)
        let low = try text.number("a low end", from: 0, to: largestValue)
        let high = try text.number("a high end", from: low, to: largestValue)
        constraints.append(Constraint(UInt32(attribute), low, high))
      } while !text.isAtEndOfLine
      workload.append(subscription: constraints)
    }
  }

  private mutating func readEvents() throws(WorkloadFileError) {
    var values: [AttributeValue] = []
    for number in 0..<events {
      values.removeAll(keepingCapacity: true)
      try text.begin(UInt8(ascii: "E"), "E \(number), as \(events) events are announced")
      _ = try text.number("an event number", from: Int64(number), to: Int64(number))
      var attribute: Int64 = -1
      repeat {
        attribute = try text.number("an attribute", from: attribute + 1, to: largestAttribute)
        values.append(AttributeValue(UInt32(attribute), try text.number("a value", from: 0, to: largestValue)))
      } while !text.isAtEndOfLine
      workload.append(event: values)
    }
  }
}
