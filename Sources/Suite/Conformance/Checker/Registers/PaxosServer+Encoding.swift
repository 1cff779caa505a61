import CanonicalEncoding
import ModelChecking
import Participants

extension PaxosServer {
  /// What servers say among themselves, by rounds: a ballot is that of the sender in proposals and decisions, and that of
  /// the receiver in answers.
  public enum PeerMessage: RegisterPeerMessage, CustomStringConvertible {
    /// The sender begins a ballot.
    case prepare(UInt8)
    /// The sender takes part, and has accepted something before.
    case prepared(UInt8, Accepted?)
    /// A write is to be accepted.
    case accept(UInt8, RequestName)
    /// It is.
    case accepted(UInt8)
    /// It is by a majority.
    case decided(UInt8, RequestName)

    /// The round above three bits with the kind.
    @inlinable public var summary: UInt64 {
      switch self {
      case .prepare(let round): UInt64(round) &<< 3
      case .prepared(let round, nil): UInt64(round) &<< 3 | 1
      case .prepared(let round, _): UInt64(round) &<< 3 | 2
      case .accept(let round, _): UInt64(round) &<< 3 | 3
      case .accepted(let round): UInt64(round) &<< 3 | 4
      case .decided(let round, _): UInt64(round) &<< 3 | 5
      }
    }

    /// Appends what was accepted, or is to be.
    @inlinable public func encodeDetails(into bytes: inout ByteWriter) {
      switch self {
      case .prepare, .prepared(_, nil), .accepted: break
      case .prepared(_, let last?): bytes.write(last)
      case .accept(_, let request), .decided(_, let request): bytes.write(request)
      }
    }

    /// Reads the details that belong to a summary.
    @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
      guard let round = UInt8(exactly: summary &>> 3), round < 32 else {
        throw MalformedBytes(offset: bytes.offset, expected: "a message of Paxos before")
      }
      switch summary & 7 {
      case 0: self = .prepare(round)
      case 1: self = .prepared(round, nil)
      case 2: self = .prepared(round, try bytes.read(Accepted.self))
      case 3: self = .accept(round, try bytes.read())
      case 4: self = .accepted(round)
      case 5: self = .decided(round, try bytes.read())
      default: throw MalformedBytes(offset: bytes.offset, expected: "a message of Paxos before")
      }
    }

    /// For instance "prepare 1".
    public var description: String {
      switch self {
      case .prepare(let round): "prepare \(round)"
      case .prepared(let round, nil): "prepared \(round)"
      case .prepared(let round, let last?): "prepared \(round), accepted \(last)"
      case .accept(let round, let request): "accept \(request) in \(round)"
      case .accepted(let round): "accepted \(round)"
      case .decided(let round, let request): "decided \(request) in \(round)"
      }
    }
  }

  /// One of three choices, and with a proposal one of six facts of each server: whether it has promised nothing, promised,
  /// or promised and accepted something before; and whether it has accepted the proposal.
  @inlinable public var summary: UInt64 {
    var facts: UInt64 = 0
    if proposal != nil {
      for server in (0..<8).reversed() {
        let address = Address(server)
        let promise: UInt64 = promises[address].map { $0 == 0 ? 1 : 2 } ?? 0
        facts = facts &* 6 &+ promise &+ (acceptors.contains(address) ? 3 : 0)
      }
      facts &+= 1
    }
    return switch choice {
    case .open: facts &* 3
    case .accepted: facts &* 3 &+ 1
    case .decided: facts &* 3 &+ 2
    }
  }

  /// Appends the ballot, what is accepted and proposed, and what others had accepted.
  @inlinable public func encodeDetails(into bytes: inout ByteWriter) {
    bytes.write(ballot)
    if let accepted { bytes.write(accepted) }
    guard let proposal else { return }
    bytes.write(proposal)
    for server in 0..<8 {
      if let word = promises[Address(server)], word != 0 { bytes.write(Accepted(word: word)) }
    }
  }

  /// Reads the details that belong to a summary.
  @inlinable public init(summary: UInt64, detailsFrom bytes: inout ByteReader) throws(MalformedBytes) {
    ballot = try bytes.read()
    switch summary % 3 {
    case 0: choice = .open
    case 1: choice = .accepted(try bytes.read())
    default: choice = .decided(try bytes.read())
    }
    var facts = summary / 3
    if facts == 0 { return }
    facts &-= 1
    proposal = try bytes.read(RequestName.self)
    var server = 0
    while facts > 0 {
      guard server < 8 else { throw MalformedBytes(offset: bytes.offset, expected: "a server of Paxos before") }
      let fact = facts % 6
      if fact % 3 == 1 { promises[Address(server)] = 0 }
      if fact % 3 == 2 { promises[Address(server)] = try bytes.read(Accepted.self).word }
      if fact >= 3 { acceptors.insert(Address(server)) }
      facts /= 6
      server &+= 1
    }
  }
}
