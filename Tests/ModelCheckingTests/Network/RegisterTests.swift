import ModelChecking
import Participants
import Conformance
import Testing

@Suite("Registers and ping-pong: states, transitions and depth as Stateright counts them")
struct RegisterTests {
  @Test("Paxos, three servers, linearizable", arguments: [(1, [265, 482, 14]), (2, [16_668, 32_971, 21])])
  func paxos(clients: Int, expected: [Int]) throws {
    let search = try NaiveSearch(NetworkModel.registers(PaxosServer.self, servers: 3, clients: clients))
    #expect(search.counts == expected)
    // Put, prepare, prepared, accept, accepted, put done, decided and get, as Stateright's shortest example.
    #expect(search.firstSteps == ["a value is read": 8])
  }

  @Test("one single-copy server is linearizable", arguments: [(2, [93, 121, 9]), (3, [4_243, 6_778, 13])])
  func singleCopy(clients: Int, expected: [Int]) throws {
    let search = try NaiveSearch(NetworkModel.registers(SingleCopyServer.self, servers: 1, clients: clients))
    #expect(search.counts == expected)
    #expect(search.firstSteps == ["a value is read": 3])
  }

  @Test("two single-copy servers are not: a client reads nothing after its own write, four steps away")
  func twoCopies() throws {
    let search = try NaiveSearch(NetworkModel.registers(SingleCopyServer.self, servers: 2, clients: 2))
    #expect(search.firstSteps == ["linearizable": 4, "a value is read": 4])
  }

  @Test("quorums, two servers, linearizable")
  func quorums() throws {
    let search = try NaiveSearch(NetworkModel.registers(QuorumServer.self, servers: 2, clients: 2))
    #expect(search.states.count == 544)
    #expect(search.firstSteps == ["a value is read": 11])
  }

  @Test("ping-pong on a network that loses and duplicates", arguments: [(1, 14), (5, 4_094)])
  func pingPong(limit: Int, states: Int) throws {
    let search = try NaiveSearch(PingPong.model(limit: limit))
    #expect(search.states.count == states)
    #expect(search.firstSteps == ["the limit can be reached": limit == 1 ? 1 : 9])
  }

  @Test("ping-pong on networks that lose nothing", arguments: [ChannelDiscipline.unordered, .set, .ordered])
  func lossless(channels: ChannelDiscipline) throws {
    #expect(try NaiveSearch(PingPong.model(limit: 5, channels: channels, faults: .none)).states.count == 11)
  }
}
