import CanonicalEncoding
import Histories
import ModelChecking
import Participants
import Conformance
import Testing

@Suite("Encoding of network states")
struct EncodingTests {
  /// All reachable states are read as they were written, and no bytes at all make reading trap.
  func check<M: Model>(_ model: M) throws where M.State: EncodedState & Equatable {
    var generator = Xorshift(state: 0x1234_5678_9ABC_DEF1)
    for state in try NaiveSearch(model).states {
      let bytes = encoded(state)
      #expect(try decoded(M.State.self, bytes) == state)
      let cut = Array(bytes.prefix(generator.next(below: bytes.count)))
      #expect(throws: MalformedBytes.self) { try decoded(M.State.self, cut) }
      var broken = bytes
      broken[generator.next(below: bytes.count)] ^= 1 << UInt8(generator.next(below: 8))
      _ = try? decoded(M.State.self, broken)
    }
  }

  @Test("toys with all faults", arguments: [ChannelDiscipline.ordered, .unordered])
  func toys(channels: ChannelDiscipline) throws {
    let faults = NetworkFaults(losses: 1, duplications: 1, crashes: 1, partitions: 1, cuts: [[0]])
    try check(NetworkModel([Toy(.countdown), Toy(.countdown)], channels: channels, faults: faults, requests: [0: [8]]))
    try check(NetworkModel([Toy(.saves), Toy(.timers)], channels: channels, faults: faults))
    try check(NetworkModel([Toy(.tells), Toy(.tells)], channels: channels, faults: faults, observer: Diary()))
  }

  @Test("registers and ping-pong")
  func registers() throws {
    try check(NetworkModel.registers(PaxosServer.self, servers: 3, clients: 2))
    try check(NetworkModel.registers(QuorumServer.self, servers: 2, clients: 2))
    try check(NetworkModel.registers(SingleCopyServer.self, servers: 2, clients: 2, puts: 2))
    try check(PingPong.model(limit: 3))
  }

  @Test("the order in which messages were sent does not show, unless channels are ordered")
  func canonical() throws {
    let one = try NetworkModel([Toy(.countdown), Toy(.once), Toy(.once)])
    var bytes: Set<[UInt8]> = []
    for state in try NaiveSearch(one).states where state.participants[1].log.count == 2 {
      var state = state
      state.participants[1].log = []
      bytes.insert(encoded(state))
    }
    #expect(bytes.count == 1)
  }

  @Test("features that are not used take no bytes")
  func size() throws {
    let model = try NetworkModel([Toy(.once), Toy(.once)])
    // Two participants of two bytes and their number, the number of messages, two addresses in one byte, the message.
    #expect(encoded(model.initialStates[0]).count == 1 + 2 * 2 + 1 + 1 + 1)
  }

  @Test("histories are read as they were written, whatever has happened")
  func histories() throws {
    var generator = Xorshift(state: 0xFEDC_BA98_7654_3211)
    for _ in 0..<2_000 {
      var history = ConcurrentHistory(Register(RegisterValue.initial))
      let clients = 1 + generator.next(below: 5)
      for _ in 0..<generator.next(below: 20) {
        let client = 1 + 3 * generator.next(below: clients)
        let value = RegisterValue(number: UInt16(generator.next(below: 300)))
        switch generator.next(below: 8) {
        case 0...1: history.invoke(client: client, .read)
        case 2...3: history.invoke(client: client, .write(value))
        case 4...5: history.respond(client: client, .value(value))
        default: history.respond(client: client, .written)
        }
        #expect(try decoded(ConcurrentHistory<Register<RegisterValue>>.self, encoded(history)) == history)
      }
    }
  }
}

/// Marsaglia's generator, for tests.
struct Xorshift {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
