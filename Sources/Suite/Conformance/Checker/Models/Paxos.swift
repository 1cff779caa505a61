import CanonicalEncoding
import ModelChecking

/// Lamport's Paxos ("The Part-Time Parliament", 1998) for one decision of three acceptors, as in his lecture on how to
/// win a Turing award. Messages are a set that only grows, so they may be delayed, lost and repeated. `Paxos` of the
/// TLA+ examples.
public struct Paxos: Model {
  /// The number of ballots, 1 or more.
  public let ballots: Int

  /// The number of values to choose from, 1 or more.
  public let values: Int

  /// Whether a leader proposes the value of the highest ballot among the votes that it hears of, rather than any.
  public let adoptsHighestVote: Bool

  /// The algorithm in so many ballots.
  public init(ballots: Int, values: Int, adoptsHighestVote: Bool = true) {
    precondition(ballots >= 1 && values >= 1, "there is a ballot and a value")
    self.ballots = ballots
    self.values = values
    self.adoptsHighestVote = adoptsHighestVote
  }

  /// The acceptors and what has been said.
  public struct State: EncodedState {
    var acceptors = [Acceptor](repeating: Acceptor(), count: 3)
    var messages: Set<Message> = []

    init() {}

    /// Appends the acceptors and the messages.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(acceptors)
      bytes.write(messages)
    }

    /// Reads what ``encode(into:)`` writes.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      acceptors = try bytes.read()
      messages = try bytes.read()
    }

    func hasChosen(_ value: Int, in ballot: Int) -> Bool {
      acceptors.indices.count { messages.contains(.voted($0, Vote(ballot: ballot, value: value))) } >= 2
    }
  }

  /// An acceptor has promised to take part in no ballot below `ballot`, and voted last as said.
  struct Acceptor: Canonical {
    var ballot = -1
    var vote: Vote?

    init() {}

    func encode(into bytes: inout ByteWriter) {
      bytes.write(ballot)
      bytes.write(vote)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      ballot = try bytes.read()
      vote = try bytes.read()
    }
  }

  struct Vote: Canonical, Hashable {
    let ballot: Int
    let value: Int

    init(ballot: Int, value: Int) {
      self.ballot = ballot
      self.value = value
    }

    func encode(into bytes: inout ByteWriter) {
      bytes.write(ballot)
      bytes.write(value)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      ballot = try bytes.read()
      value = try bytes.read()
    }
  }

  /// Messages of phases 1a, 1b, 2a and 2b.
  enum Message: Canonical, Hashable {
    case open(ballot: Int)
    case promised(Int, ballot: Int, Vote?)
    case proposed(Vote)
    case voted(Int, Vote)

    func encode(into bytes: inout ByteWriter) {
      switch self {
      case .open(let ballot):
        bytes.write(byte: 0)
        bytes.write(ballot)
      case .promised(let acceptor, let ballot, let vote):
        bytes.write(byte: 1)
        bytes.write(acceptor)
        bytes.write(ballot)
        bytes.write(vote)
      case .proposed(let vote):
        bytes.write(byte: 2)
        bytes.write(vote)
      case .voted(let acceptor, let vote):
        bytes.write(byte: 3)
        bytes.write(acceptor)
        bytes.write(vote)
      }
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      switch try bytes.readByte() {
      case 0: self = .open(ballot: try bytes.read())
      case 1: self = .promised(try bytes.read(), ballot: try bytes.read(), try bytes.read())
      case 2: self = .proposed(try bytes.read())
      case 3: self = .voted(try bytes.read(), try bytes.read())
      default: throw MalformedBytes(offset: offset, expected: "a message")
      }
    }
  }

  /// A step of the algorithm.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case phase1a(ballot: Int), phase1b(Int, ballot: Int), phase2a(ballot: Int, value: Int), phase2b(Int, ballot: Int)

    /// The name in the TLA+ specification, with the ballot of the message that an acceptor takes in.
    public var description: String {
      switch self {
      case .phase1a(let ballot): "Phase1a(\(ballot))"
      case .phase1b(let acceptor, let ballot): "Phase1b(\(acceptor)) in ballot \(ballot)"
      case .phase2a(let ballot, let value): "Phase2a(\(ballot), \(value))"
      case .phase2b(let acceptor, let ballot): "Phase2b(\(acceptor)) in ballot \(ballot)"
      }
    }
  }

  /// The phases.
  public var actionClasses: [String] { ["Phase1a", "Phase1b", "Phase2a", "Phase2b"] }

  /// The phase.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .phase1a: 0
    case .phase1b: 1
    case .phase2a: 2
    case .phase2b: 3
    }
  }

  /// Nothing has been said.
  public var initialStates: [State] { [State()] }

  /// A proposal is made once for each majority, and each highest vote in it, that allows it, as TLC counts.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    func send(_ action: Action, _ message: Message, _ change: (inout State) -> Void = { _ in }) -> Bool {
      var next = state
      next.messages.insert(message)
      change(&next)
      return visit(action, next)
    }
    for ballot in 0..<ballots {
      guard send(.phase1a(ballot: ballot), .open(ballot: ballot)) else { return }
      for value in 0..<values {
        for _ in 0..<reasons(toPropose: value, in: ballot, state) {
          let proposal = Message.proposed(Vote(ballot: ballot, value: value))
          guard send(.phase2a(ballot: ballot, value: value), proposal) else { return }
        }
      }
    }
    for (number, acceptor) in state.acceptors.enumerated() {
      for ballot in 0..<ballots where ballot > acceptor.ballot && state.messages.contains(.open(ballot: ballot)) {
        let promise = Message.promised(number, ballot: ballot, acceptor.vote)
        guard send(.phase1b(number, ballot: ballot), promise, { $0.acceptors[number].ballot = ballot }) else { return }
      }
      for ballot in 0..<ballots where ballot >= acceptor.ballot {
        guard let value = proposal(in: ballot, state) else { continue }
        let vote = Vote(ballot: ballot, value: value)
        let isSent = send(.phase2b(number, ballot: ballot), .voted(number, vote)) {
          ($0.acceptors[number].ballot, $0.acceptors[number].vote) = (ballot, vote)
        }
        guard isSent else { return }
      }
    }
  }

  private func proposal(in ballot: Int, _ state: State) -> Int? {
    (0..<values).first { state.messages.contains(.proposed(Vote(ballot: ballot, value: $0))) }
  }

  /// In how many ways the value may be proposed: for each majority that has promised, one if none of them has voted
  /// before, else as many as have voted for it in the highest ballot.
  private func reasons(toPropose value: Int, in ballot: Int, _ state: State) -> Int {
    guard proposal(in: ballot, state) == nil else { return 0 }
    return [[0, 1], [0, 2], [1, 2]].reduce(0) { count, majority in
      let promises = majority.compactMap { promise(of: $0, in: ballot, state) }
      guard promises.count == majority.count else { return count }
      let votes = promises.compactMap(\.self)
      guard let highest = votes.map(\.ballot).max() else { return count + 1 }
      return count + votes.count { $0.value == value && ($0.ballot == highest || !adoptsHighestVote) }
    }
  }

  /// The vote with which the acceptor has promised, if it has.
  private func promise(of acceptor: Int, in ballot: Int, _ state: State) -> Vote?? {
    for message in state.messages {
      if case .promised(acceptor, ballot, let vote) = message { return .some(vote) }
    }
    return nil
  }

  /// Never two values chosen; each can be.
  public var properties: [ModelProperty<State>] {
    let (ballots, values) = (0..<ballots, 0..<values)
    @Sendable func chosen(_ state: State) -> [Int] {
      values.filter { value in ballots.contains { state.hasChosen(value, in: $0) } }
    }
    return [
      .always("one value is chosen") { chosen($0).count <= 1 },
      .always("votes follow proposals") { state in
        state.acceptors.allSatisfy { $0.vote.map { state.messages.contains(.proposed($0)) } ?? true }
      },
      .alwaysPossible("choice") { !chosen($0).isEmpty },
    ] + values.map { value in .sometimes("value \(value) is chosen") { chosen($0) == [value] } }
  }

  /// The acceptors, and the messages in order.
  public func fields(of state: State) -> [StateField] {
    state.acceptors.enumerated().map { number, acceptor in
      StateField("acceptor \(number)", "ballot \(acceptor.ballot), \(text(acceptor.vote))")
    } + [StateField("msgs", state.messages.map(text).sorted().joined(separator: "; "))]
  }

  private func text(_ vote: Vote?) -> String { vote.map { "vote \($0.value) in \($0.ballot)" } ?? "no vote" }

  private func text(_ message: Message) -> String {
    switch message {
    case .open(let ballot): "1a of \(ballot)"
    case .promised(let acceptor, let ballot, let vote): "1b of \(ballot) by \(acceptor), \(text(vote))"
    case .proposed(let vote): "2a of \(vote.ballot), value \(vote.value)"
    case .voted(let acceptor, let vote): "2b of \(vote.ballot) by \(acceptor), value \(vote.value)"
    }
  }
}
