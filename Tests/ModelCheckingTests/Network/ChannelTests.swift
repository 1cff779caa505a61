import ModelChecking
import Testing

@Suite("Channels: counts derived by hand")
struct ChannelTests {
  @Test("a message is on its way, then delivered")
  func once() throws {
    #expect(try counts(.once) == [2, 2, 2])
    #expect(try counts(.once, .ordered) == [2, 2, 2])
  }

  @Test("equal messages are delivered one by one, and which of them is no choice")
  func twice() throws {
    #expect(try counts(.twice) == [3, 3, 3])
    #expect(try counts(.twice, .ordered) == [3, 3, 3])
  }

  @Test("ordered messages cannot overtake each other, unordered ones can")
  func countdown() throws {
    // What was delivered: nothing, 2, 21.
    #expect(try counts(.countdown, .ordered) == [3, 3, 3])
    // Also 1 and 12.
    #expect(try counts(.countdown) == [5, 5, 3])
  }

  @Test("a set delivers for ever")
  func set() throws {
    // Words of 1 and 2, up to two letters; each of the four longest is left in two ways, out of scope.
    #expect(try counts(.countdown, .set, scope: { $0.participants[1].log.count <= 2 }) == [7, 15, 3])
    // Two equal messages are one.
    #expect(try counts(.twice, .set, scope: { $0.participants[1].log.count <= 2 }) == [3, 4, 3])
  }

  @Test("deliveries that change nothing are skipped on request, as Stateright does it")
  func idle() throws {
    // Messages 2 and 1, of which 1 is ignored: both delivered or not.
    #expect(try counts(.countdownIgnored) == [4, 5, 3])
    #expect(try counts(.countdownIgnored, skipsIdleDeliveries: true) == [2, 2, 2])
    // Ordered: the ignored message makes way all the same.
    #expect(try counts(.countdownIgnored, .ordered, skipsIdleDeliveries: true) == [3, 3, 3])
    // A set: the last message is part of the state, and 2 changes the log each time.
    let short: @Sendable (NetworkState<Toy, NoObserver<Toy>>) -> Bool = { $0.participants[1].log.count <= 1 }
    #expect(try counts(.countdownIgnored, .set, skipsIdleDeliveries: true, scope: short) == [2, 3, 2])
    // Without skipping, the log is empty and nothing or 1 was last; or it is 2, and 1 or 2 was last. Two steps from each.
    #expect(try counts(.countdownIgnored, .set, scope: short) == [4, 9, 3])
  }
}
