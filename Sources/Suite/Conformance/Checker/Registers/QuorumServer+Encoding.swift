import CanonicalEncoding
import ModelChecking
import Participants

extension QuorumServer {
  /// What servers say among themselves; each message names the client's request that it serves.
  public enum PeerMessage: RegisterPeerMessage, CustomStringConvertible {
    /// What does the receiver hold?
    case query(RequestName)
    /// This.
    case queryAnswer(RequestName, StampedValue)
    /// The receiver is to hold a value, unless what it holds is newer.
    case record(RequestName, StampedValue)
    /// It does.
    case recordAnswer(RequestName)

    /// The request above two bits with the kind.
    @inlinable public var summary: UInt64 {
      switch self {
      case .query(let request): UInt64(request.bits) &<< 2
      case .queryAnswer(let request, _): UInt64(request.bits) &<< 2 | 1
      case .record(let request, _): UInt64(request.bits) &<< 2 | 2
      case .recordAnswer(let request): UInt64(request.bits) &<< 2 | 3
      }
    }

    /// Appends the value.
    @inlinable public func encodeDetails(into bytes: inout ByteWriter) {
      switch self {
      case .query, .recordAnswer: break
      case .queryAnswer(_, let value), .record(_, let value): bytes.write(value)
      }
    }

    /// Reads the details that belong to a summary.
    @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
      guard let bits = UInt16(exactly: summary &>> 2) else {
        throw MalformedBytes(offset: bytes.offset, expected: "a message of the quorum protocol before")
      }
      let request = RequestName(bits: bits)
      switch summary & 3 {
      case 0: self = .query(request)
      case 1: self = .queryAnswer(request, try bytes.read())
      case 2: self = .record(request, try bytes.read())
      default: self = .recordAnswer(request)
      }
    }

    /// For instance "record 3.1: A at 1.0".
    public var description: String {
      switch self {
      case .query(let request): "query \(request)"
      case .queryAnswer(let request, let value): "answer \(request): \(value)"
      case .record(let request, let value): "record \(request): \(value)"
      case .recordAnswer(let request): "recorded \(request)"
      }
    }
  }

  /// The phase in three bits, and the servers that have answered in the others.
  @inlinable public var summary: UInt64 {
    switch phase {
    case .idle: 0
    case .asking(_, let write, let answers): (write == nil ? 1 : 2) | answers.servers.bits &<< 3
    case .recording(_, let read, let recorders): (read == nil ? 3 : 4) | recorders.bits &<< 3
    }
  }

  /// Appends what the server holds, and what belongs to the phase.
  @inlinable public func encodeDetails(into bytes: inout ByteWriter) {
    bytes.write(held)
    switch phase {
    case .idle: break
    case .asking(let request, let write, let answers):
      bytes.write(request)
      if let write { bytes.write(write) }
      for server in answers.servers { bytes.write(StampedValue(word: answers[server] ?? 0)) }
    case .recording(let request, let read, _):
      bytes.write(request)
      if let read { bytes.write(read) }
    }
  }

  /// Reads the details that belong to a summary.
  @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    held = try bytes.read()
    let kind = summary & 7
    let servers = AddressSet(bits: summary &>> 3)
    guard kind < 5, servers.bits < 256, kind != 0 || servers.isEmpty else {
      throw MalformedBytes(offset: offset, expected: "a phase of the quorum protocol")
    }
    if kind == 0 { return }
    let request: RequestName = try bytes.read()
    let value = kind == 2 || kind == 4 ? try bytes.read(RegisterValue.self) : nil
    if kind < 3 {
      var answers = WordsByServer()
      for server in servers { answers[server] = try bytes.read(StampedValue.self).word }
      phase = .asking(request, write: value, answers: answers)
    } else {
      phase = .recording(request, read: value, at: servers)
    }
  }
}
