import CanonicalEncoding
import Participants

extension NetworkState: EncodedState {
  /// Appends the participants, the messages, the observer, and those of the other parts that are not empty.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    let parts = Parts(of: self)
    bytes.write(participants)
    bytes.write(varint: UInt64(messages.count) &<< 1 | (parts.isEmpty ? 0 : 1))
    encodeMessages(into: &bytes)
    bytes.write(observer)
    if !parts.isEmpty { encode(parts, into: &bytes) }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    participants = try bytes.read()
    let word = try bytes.readVarint()
    messages = try Self.messages(word &>> 1, from: &bytes, among: participants.count)
    observer = try bytes.read()
    if word & 1 == 1 { try decodeParts(from: &bytes) }
  }

  /// The parts that most models do not have.
  @usableFromInline
  struct Parts: OptionSet {
    @usableFromInline let rawValue: UInt8
    @inlinable init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable static var timers: Parts { Parts(rawValue: 1) }
    @inlinable static var stable: Parts { Parts(rawValue: 2) }
    @inlinable static var clients: Parts { Parts(rawValue: 4) }
    @inlinable static var crashed: Parts { Parts(rawValue: 8) }
    @inlinable static var cut: Parts { Parts(rawValue: 16) }
    @inlinable static var spent: Parts { Parts(rawValue: 32) }
    @inlinable static var lastDelivered: Parts { Parts(rawValue: 64) }

    @inlinable init(of state: NetworkState) {
      self = []
      if !state.timers.isEmpty { insert(.timers) }
      if !state.stable.isEmpty { insert(.stable) }
      if !state.clients.isEmpty { insert(.clients) }
      if !state.crashed.isEmpty { insert(.crashed) }
      if !state.cut.isEmpty { insert(.cut) }
      if state.spent != SpentFaults() { insert(.spent) }
      if state.lastDelivered != nil { insert(.lastDelivered) }
    }
  }

  /// Bits that hold an address below `count`.
  @inlinable static func width(of count: Int) -> UInt64 {
    UInt64(UInt64.bitWidth - (count &- 1).leadingZeroBitCount)
  }

  /// Neighbours that differ only in sender and receiver share their message, as those of a broadcast do: each writes its
  /// two addresses and whether the next shares its message, the last of them writes the message. The addresses of up to
  /// eight participants take one byte.
  @inlinable func encodeMessages(into bytes: inout ByteWriter) {
    let width = Self.width(of: participants.count)
    for index in messages.indices {
      let isShared = index + 1 < messages.count && messages[index].message == messages[index + 1].message
      let pair = UInt64(messages[index].from.number) &<< width | UInt64(messages[index].to.number)
      bytes.write(varint: pair &<< 1 | (isShared ? 1 : 0))
      if !isShared { bytes.write(messages[index].message) }
    }
  }

  @inlinable static func messages(
    _ count: UInt64, from bytes: inout ByteReader, among participants: Int
  ) throws(MalformedBytes) -> [Envelope<P.Message>] {
    let width = width(of: participants)
    var messages: [Envelope<P.Message>] = []
    // Whatever the number says, memory beyond this is taken only as messages come.
    messages.reserveCapacity(Int(min(count, 64)))
    var sharing = bytes
    while messages.count < count {
      // The message follows the addresses of all that share it.
      sharing = bytes
      var shares = 1
      while try bytes.readVarint() & 1 == 1 { shares &+= 1 }
      let message: P.Message = try bytes.read()
      for _ in 0..<shares {
        let offset = sharing.offset
        let pair = try sharing.readVarint() &>> 1
        let from = Int(truncatingIfNeeded: pair &>> width)
        let to = Int(truncatingIfNeeded: pair & (1 &<< width &- 1))
        guard pair &>> (2 &* width) == 0, from < participants, to < participants else {
          throw MalformedBytes(offset: offset, expected: "the addresses of two of \(participants) participants")
        }
        messages.append(Envelope(message, from: Address(from), to: Address(to)))
      }
      guard messages.count <= count else {
        throw MalformedBytes(offset: sharing.offset, expected: "\(count) messages")
      }
    }
    return messages
  }

  @inlinable func encode(_ parts: Parts, into bytes: inout ByteWriter) {
    bytes.write(byte: parts.rawValue)
    if parts.contains(.timers) { bytes.write(timers) }
    if parts.contains(.stable) { bytes.write(stable) }
    if parts.contains(.clients) { for client in clients { bytes.write(client) } }
    if parts.contains(.crashed) { bytes.write(crashed) }
    if parts.contains(.cut) { bytes.write(cut) }
    if parts.contains(.spent) { bytes.write(spent) }
    if let lastDelivered { bytes.write(lastDelivered) }
  }

  @inlinable mutating func decodeParts(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let parts = Parts(rawValue: try bytes.readByte())
    if parts.contains(.timers) { timers = try bytes.read() }
    if parts.contains(.stable) { stable = try bytes.read() }
    if parts.contains(.clients) { for _ in participants.indices { clients.append(try bytes.read()) } }
    if parts.contains(.crashed) { crashed = try bytes.read() }
    if parts.contains(.cut) { cut = try bytes.read() }
    if parts.contains(.spent) { spent = try bytes.read() }
    if parts.contains(.lastDelivered) { lastDelivered = try bytes.read(Envelope<P.Message>.self) }
    guard !parts.isEmpty, Parts(of: self) == parts else {
      throw MalformedBytes(offset: offset, expected: "only parts that are not empty")
    }
  }
}

extension Envelope: Canonical {
  /// Appends the addresses and the message.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(from)
    bytes.write(to)
    bytes.write(message)
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    from = try bytes.read()
    to = try bytes.read()
    message = try bytes.read()
  }
}

extension Held: Canonical {
  /// Appends the address and the value.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(at)
    bytes.write(value)
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    at = try bytes.read()
    value = try bytes.read()
  }
}

extension ClientProgress: Canonical {
  /// Appends one number for both.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    bytes.write(varint: UInt64(made) &<< 1 | (isWaiting ? 1 : 0))
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let word = try bytes.readVarint()
    made = Int(word &>> 1)
    isWaiting = word & 1 == 1
  }
}

extension SpentFaults: Canonical {
  /// Appends a bit for each fault that has happened, and the numbers of those.
  @inlinable public func encode(into bytes: inout ByteWriter) {
    let counts = [losses, duplications, crashes, restarts, partitions]
    var mask: UInt8 = 0
    for (bit, count) in counts.enumerated() where count > 0 { mask |= 1 &<< UInt8(bit) }
    bytes.write(byte: mask)
    for count in counts where count > 0 { bytes.write(count) }
  }

  /// Reads what ``encode(into:)`` writes.
  @inlinable public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    let mask = try bytes.readByte()
    self.init()
    if mask & 1 != 0 { losses = try bytes.read() }
    if mask & 2 != 0 { duplications = try bytes.read() }
    if mask & 4 != 0 { crashes = try bytes.read() }
    if mask & 8 != 0 { restarts = try bytes.read() }
    if mask & 16 != 0 { partitions = try bytes.read() }
    let counts = [losses, duplications, crashes, restarts, partitions]
    guard mask < 32, counts.filter({ $0 > 0 }).count == mask.nonzeroBitCount else {
      throw MalformedBytes(offset: offset, expected: "the faults that have happened")
    }
  }
}
