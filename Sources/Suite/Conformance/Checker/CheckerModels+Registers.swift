import ModelChecking
import Participants

extension CheckerModels {
  private static func stateright(_ states: Int, _ transitions: Int? = nil, depth: Int? = nil) -> ModelCheck.Counts {
    .init(states, transitions, depth: depth, source: "Stateright 0.31")
  }

  /// Networks of participants with the counts of Stateright's examples.
  static let registers: [ModelCheck] = [
    ModelCheck(
      "checker.paxos-register-1", "A register on three Paxos servers, one client.",
      expected: stateright(265, 482, depth: 14)
    ) { try NetworkModel.registers(PaxosServer.self, servers: 3, clients: 1) },
    ModelCheck(
      "checker.paxos-register-2", "A register on three Paxos servers, two clients.",
      expected: stateright(16_668, 32_971, depth: 21)
    ) { try NetworkModel.registers(PaxosServer.self, servers: 3, clients: 2) },
    ModelCheck(
      "checker.paxos-register-3", "A register on three Paxos servers, three clients.",
      expected: stateright(1_194_428, 2_420_477, depth: 28)
    ) { try NetworkModel.registers(PaxosServer.self, servers: 3, clients: 3) },
    ModelCheck(
      "checker.single-copy-2", "A register on one server, two clients.", expected: stateright(93, 121, depth: 9)
    ) { try NetworkModel.registers(SingleCopyServer.self, servers: 1, clients: 2) }.broken(
      "two-servers", "A copy on each of two servers that do not know of each other.", breaks: "linearizable"
    ) { try NetworkModel.registers(SingleCopyServer.self, servers: 2, clients: 2) },
    ModelCheck(
      "checker.single-copy-3", "A register on one server, three clients.", expected: stateright(4_243, 6_778, depth: 13)
    ) { try NetworkModel.registers(SingleCopyServer.self, servers: 1, clients: 3) },
    ModelCheck(
      "checker.single-copy-4", "A register on one server, four clients.",
      expected: stateright(400_233, 731_789, depth: 17)
    ) { try NetworkModel.registers(SingleCopyServer.self, servers: 1, clients: 4) },
    ModelCheck(
      "checker.quorum-register-2", "A register of Attiya, Bar-Noy and Dolev on two servers, two clients.",
      expected: stateright(544)
    ) { try NetworkModel.registers(QuorumServer.self, servers: 2, clients: 2) },
    ModelCheck(
      "checker.quorum-register-3", "The same on three servers with ordered channels.",
      expected: stateright(1_212_979, 4_730_934, depth: 41)
    ) { try NetworkModel.registers(QuorumServer.self, servers: 3, clients: 2, channels: .ordered) }.large,
    ModelCheck(
      "checker.ping-pong-1", "Two that count each other's messages to one, on a network that loses and repeats.",
      expected: stateright(14)
    ) { try PingPong.model(limit: 1) },
    ModelCheck(
      "checker.ping-pong-5", "Two that count each other's messages to five, on a network that loses and repeats.",
      expected: stateright(4_094)
    ) { try PingPong.model(limit: 5) }.broken(
      "arrives", "The claim that a network that loses messages brings them to five.", breaks: "the limit is reached"
    ) { try PingPong.model(limit: 5, claimsArrival: true) },
  ]
}
