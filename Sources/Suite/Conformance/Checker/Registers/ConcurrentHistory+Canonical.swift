import CanonicalEncoding
import Histories

/// A sequential object whose operations are numbers, so that histories take about a byte for each.
public protocol NumberedObject: SequentialObject, Canonical {
  /// The number of an operation among those that are in flight, or among those that have a reply.
  static func number(of call: Call, _ reply: Reply?) -> UInt64

  /// The operation with a number; nil when there is none.
  static func operation(_ number: UInt64, isInFlight: Bool) -> (call: Call, reply: Reply?)?
}

extension ConcurrentHistory: Canonical where Object: NumberedObject {
  /// Appends the object's state before all operations, and the operations.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(initial)
    encodeOperations(into: &bytes)
  }

  /// Reads what ``encode(into:)`` writes.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    try self.init(try bytes.read(), operationsFrom: &bytes)
  }

  /// Appends all but the object's first state: how many operations each client has, then for each operation its number,
  /// and how many operations of the others had been completed when it was called.
  ///
  /// The latter lie between those of the client's operation before and those of today: usually in one number of a byte,
  /// and in none when nobody has completed anything meanwhile.
  func encodeOperations(into bytes: inout ByteWriter) {
    bytes.write(varint: UInt64(clientCount) &<< 1 | (isValid ? 0 : 1))
    if !isValid { bytes.write(strayClient) }
    guard clientCount > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * clientCount) { memory in
      let completed = UnsafeMutableBufferPointer(rebasing: memory[..<clientCount])
      let before = UnsafeMutableBufferPointer(rebasing: memory[clientCount...])
      completed.initialize(repeating: 0)
      before.initialize(repeating: 0)
      encodeClients(into: &bytes, completed: completed)
      var column = 0
      for row in operations.indices {
        if row > 0, operations[row].client != operations[row - 1].client {
          column += 1
          before.update(repeating: 0)
        }
        bytes.write(varint: Object.number(of: operations[row].call, operations[row].reply))
        var mixed = MixedRadix()
        for other in 0..<clientCount where other != column {
          let count = UInt64(completedBefore[row * clientCount + other])
          mixed.append(count - before[other], below: completed[other] - before[other] + 1, to: &bytes)
          before[other] = count
        }
        mixed.finish(to: &bytes)
      }
    }
  }

  /// Appends for each client its operations, whether the last is in flight, and its address unless it follows on the last.
  private func encodeClients(into bytes: inout ByteWriter, completed: UnsafeMutableBufferPointer<UInt64>) {
    var row = 0
    var last = -1
    for column in 0..<clientCount {
      let client = operations[row].client
      let first = row
      while row < operations.count, operations[row].client == client { row += 1 }
      let isInFlight = operations[row - 1].reply == nil
      completed[column] = UInt64(row - first - (isInFlight ? 1 : 0))
      let follows = client == last + 1
      bytes.write(varint: UInt64(row - first) &<< 2 | (isInFlight ? 2 : 0) | (follows ? 1 : 0))
      if !follows { bytes.write(varint: UInt64(client - last - 2)) }
      last = client
    }
  }

  /// Reads what ``encodeOperations(into:)`` writes.
  init(_ initial: Object, operationsFrom bytes: inout ByteReader) throws(MalformedBytes) {
    self.init(initial)
    let word = try bytes.readVarint()
    isValid = word & 1 == 0
    if !isValid { strayClient = try bytes.read() }
    let clients = try Self.clients(word &>> 1, from: &bytes)
    clientCount = clients.count
    let room = clients.reduce(0) { min($0 + $1.operations, 64) }
    operations.reserveCapacity(room)
    completedBefore.reserveCapacity(min(room * clientCount, 1_024))
    for (column, client) in clients.enumerated() {
      for place in 0..<client.operations {
        let offset = bytes.offset
        let isInFlight = place == client.completed
        guard let operation = Object.operation(try bytes.readVarint(), isInFlight: isInFlight) else {
          throw MalformedBytes(offset: offset, expected: "the number of an operation")
        }
        operations.append(Operation(client: client.address, call: operation.call, reply: operation.reply))
        var mixed = MixedRadix()
        for other in 0..<clientCount {
          let before = place == 0 ? 0 : completedBefore[completedBefore.count - clientCount]
          let now = other == column ? before : UInt32(clients[other].completed)
          let digit = try mixed.next(below: UInt64(now - before) + 1, from: &bytes)
          completedBefore.append(before + UInt32(digit))
        }
        try mixed.end(in: bytes)
      }
    }
  }

  private static func clients(_ count: UInt64, from bytes: inout ByteReader) throws(MalformedBytes) -> [HistoryClient] {
    var clients: [HistoryClient] = []
    clients.reserveCapacity(Int(min(count, 16)))
    while clients.count < count {
      let offset = bytes.offset
      let word = try bytes.readVarint()
      let operations = word &>> 2
      let gap = word & 1 == 1 ? 0 : try bytes.readVarint() &+ 1
      guard operations > 0, operations < 1 << 32, gap < 1 << 32 else {
        throw MalformedBytes(offset: offset, expected: "the operations of a client")
      }
      clients.append(
        HistoryClient(
          address: (clients.last?.address ?? -1) + 1 + Int(gap), operations: Int(operations),
          completed: Int(operations) - (word & 2 == 0 ? 0 : 1)))
    }
    return clients
  }
}

private struct HistoryClient {
  var address: Int
  var operations: Int
  var completed: Int
}

/// Numbers with bounds as one number, whose digits they are; as several where 64 bits are too few.
struct MixedRadix {
  private var number: UInt64 = 0
  private var weight: UInt64 = 1

  /// Takes in a digit.
  mutating func append(_ digit: UInt64, below bound: UInt64, to bytes: inout ByteWriter) {
    guard bound > 1 else { return }
    let (product, overflow) = weight.multipliedReportingOverflow(by: bound)
    if overflow {
      finish(to: &bytes)
      number = digit
      weight = bound
    } else {
      number += digit * weight
      weight = product
    }
  }

  /// Appends the digits that are left, unless all could only be 0.
  mutating func finish(to bytes: inout ByteWriter) {
    if weight > 1 { bytes.write(varint: number) }
    number = 0
    weight = 1
  }

  /// Reads a digit, and the number that it is the first digit of.
  mutating func next(below bound: UInt64, from bytes: inout ByteReader) throws(MalformedBytes) -> UInt64 {
    guard bound > 1 else { return 0 }
    let (product, overflow) = weight.multipliedReportingOverflow(by: bound)
    if overflow { try end(in: bytes) }
    if overflow || weight == 1 { number = try bytes.readVarint() }
    weight = overflow ? bound : product
    defer { number /= bound }
    return number % bound
  }

  /// Makes sure that a number had no more digits than those read.
  mutating func end(in bytes: ByteReader) throws(MalformedBytes) {
    guard number == 0 else { throw MalformedBytes(offset: bytes.offset, expected: "a number with fewer digits before") }
    weight = 1
  }
}
