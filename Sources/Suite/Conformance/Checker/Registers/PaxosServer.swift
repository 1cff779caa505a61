import CanonicalEncoding
import ModelChecking
import Participants

/// A server that agrees with the others on one write for ever: single-decree Paxos (Lamport 1998), in the form of
/// Stateright's example. Each server is proposer and acceptor, and takes its own part without sending itself messages;
/// it proposes once, answers reads when it knows the decision, and says nothing before.
public struct PaxosServer: RegisterServer, CustomStringConvertible {
  /// What the server has accepted last.
  public enum Choice: Hashable, Sendable, BitwiseCopyable {
    /// Nothing.
    case open
    /// A write that may be decided, or not.
    case accepted(Accepted)
    /// A write that is decided.
    case decided(Accepted)
  }

  /// The highest ballot met.
  public var ballot = Ballot(round: 0, server: 0)

  /// What the server has accepted.
  public var choice = Choice.open

  /// The write that the server proposes.
  public var proposal: RequestName?

  /// With a proposal the servers that have promised to take part in no ballot before the server's own, each with the word
  /// of what it had accepted by then, or 0.
  public var promises = WordsByServer()

  /// With a proposal the servers that have accepted it.
  public var acceptors = AddressSet()

  /// A server that knows nothing.
  @inlinable public init(at address: Address) {}

  /// What the server has accepted last, if anything.
  @inlinable public var accepted: Accepted? {
    switch choice {
    case .open: nil
    case .accepted(let accepted), .decided(let accepted): accepted
    }
  }

  /// For instance "ballot 1.0, accepted 3.1 in 1.0, proposes 3.1: promised by {0, 1}, accepted by {0}".
  public var description: String {
    let known =
      switch choice {
      case .open: ""
      case .accepted(let accepted): ", accepted \(accepted)"
      case .decided(let decision): ", decided \(decision)"
      }
    let own = proposal.map { ", proposes \($0): promised by \(promises.servers), accepted by \(acceptors)" }
    return "ballot \(ballot)\(known)\(own ?? "")"
  }

  /// Takes part in ballots.
  @inlinable
  public mutating func handle(
    _ message: RegisterMessage<PeerMessage>, from sender: Address, servers: Int,
    effects: inout Effects<RegisterParticipant<Self>>
  ) {
    if case .decided(let decision) = choice {
      if case .get(let number) = message {
        effects.send(.getDone(number, RegisterValue(writtenBy: decision.request)), to: sender)
      }
      return
    }
    switch message {
    case .put(let number):
      let request = RequestName(client: sender, number: Int(number))
      if proposal == nil { propose(request, servers: servers, effects: &effects) }
    case .peer(.prepare(let round)):
      let theirs = Ballot(round: Int(round), server: sender)
      if ballot < theirs {
        ballot = theirs
        effects.send(.peer(.prepared(round, accepted)), to: sender)
      }
    case .peer(.prepared(let round, let last)):
      if isCurrent(round, effects) { takePromise(last, from: sender, servers: servers, effects: &effects) }
    case .peer(.accept(let round, let request)):
      let theirs = Ballot(round: Int(round), server: sender)
      if ballot <= theirs {
        ballot = theirs
        choice = .accepted(Accepted(request, in: theirs))
        effects.send(.peer(.accepted(round)), to: sender)
      }
    case .peer(.accepted(let round)):
      if isCurrent(round, effects) { takeAcceptance(from: sender, servers: servers, effects: &effects) }
    case .peer(.decided(let round, let request)):
      ballot = Ballot(round: Int(round), server: sender)
      choice = .decided(Accepted(request, in: ballot))
    case .get, .putDone, .getDone: break
    }
  }

  /// Whether no higher ballot than the server's own in a round has been met.
  @inlinable
  func isCurrent(_ round: UInt8, _ effects: borrowing Effects<RegisterParticipant<Self>>) -> Bool {
    ballot == Ballot(round: Int(round), server: effects.me)
  }

  @inlinable
  mutating func propose(_ request: RequestName, servers: Int, effects: inout Effects<RegisterParticipant<Self>>) {
    proposal = request
    ballot = Ballot(round: ballot.round + 1, server: effects.me)
    promises[effects.me] = accepted?.word ?? 0
    broadcast(.prepare(UInt8(ballot.round)), servers: servers, effects: &effects)
  }

  @inlinable
  mutating func takePromise(
    _ last: Accepted?, from sender: Address, servers: Int, effects: inout Effects<RegisterParticipant<Self>>
  ) {
    promises[sender] = last?.word ?? 0
    guard promises.count == servers / 2 + 1 else { return }
    // What the latest of earlier ballots may have decided goes before the server's own proposal.
    let latest = promises.words.max()
    guard let request = latest == 0 ? proposal : Accepted(word: latest).request else {
      preconditionFailure("promises answer a proposal")
    }
    proposal = request
    choice = .accepted(Accepted(request, in: ballot))
    acceptors.insert(effects.me)
    broadcast(.accept(UInt8(ballot.round), request), servers: servers, effects: &effects)
  }

  @inlinable
  mutating func takeAcceptance(from sender: Address, servers: Int, effects: inout Effects<RegisterParticipant<Self>>) {
    acceptors.insert(sender)
    guard acceptors.count == servers / 2 + 1 else { return }
    guard let proposal else { preconditionFailure("acceptances answer a proposal") }
    choice = .decided(Accepted(proposal, in: ballot))
    broadcast(.decided(UInt8(ballot.round), proposal), servers: servers, effects: &effects)
    effects.send(.putDone(UInt16(proposal.number)), to: proposal.client)
  }

  @inlinable
  func broadcast(_ message: PeerMessage, servers: Int, effects: inout Effects<RegisterParticipant<Self>>) {
    for server in 0..<servers where server != effects.me.index { effects.send(.peer(message), to: Address(server)) }
  }
}
