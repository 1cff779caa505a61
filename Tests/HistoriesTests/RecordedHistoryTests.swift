import Histories
import Testing

@Suite("Recorded histories")
struct RecordedHistoryTests {
  private typealias History = RecordedHistory<Register<Int>>
  typealias Event = RecordedHistory<Register<Int>>.Event

  @Test("Operations know their events")
  func events() throws {
    let history = try History([
      .invoke(client: 7, .write(1)), .invoke(client: -1, .read), .respond(client: 7, .written),
      .invoke(client: 7, .read), .timeOut(client: -1), .invoke(client: -1, .write(2)), .fail(client: -1),
    ])
    #expect(history.eventCount == 7)
    #expect(history.operations.map(\.client) == [7, -1, 7, -1])
    #expect(history.operations.map(\.invoked) == [0, 1, 3, 5])
    #expect(history.operations.map(\.outcome) == [.replied(.written, at: 2), .unknown, .unknown, .failed])
    #expect(history.operations.map(\.returned) == [2, nil, nil, nil])
    #expect(history.operations.map(\.reply) == [.written, nil, nil, nil])
    #expect(history.callInFlight(of: 7) == .read)
    #expect(history.callInFlight(of: -1) == nil && history.callInFlight(of: 0) == nil)
  }

  @Test("A second call of a busy client is refused, and changes nothing")
  func busy() throws {
    var history = try History([.invoke(client: 3, .read)])
    let before = history
    let error = try #require(throws: HistoryError.self) { try history.append(.invoke(client: 3, .write(1))) }
    #expect(error.kind == .clientIsBusy && error.client == 3 && error.event == 1)
    #expect(
      error.description == "event 1: expected the outcome of the call that client 3 has in flight, found another call")
    #expect(history == before)
  }

  @Test(
    "An outcome without a call is refused, and changes nothing",
    arguments: [Event.respond(client: 3, .written), .timeOut(client: 3), .fail(client: 3)])
  func idle(_ event: Event) throws {
    var history = try History([.invoke(client: 2, .read), .invoke(client: 3, .read), .fail(client: 3)])
    let before = history
    let error = try #require(throws: HistoryError.self) { try history.append(event) }
    #expect(error.kind == .clientIsIdle && error.client == 3 && error.event == 3)
    #expect(error.description == "event 3: expected a call in flight of client 3, found an outcome without one")
    #expect(history == before)
    #expect(throws: HistoryError.self) { try History([event]) }
  }
}
