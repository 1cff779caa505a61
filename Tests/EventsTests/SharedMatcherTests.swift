import Dispatch
import Events
import Foundation
import Randomness
import Synchronization
import Testing

@Suite struct SharedMatcherTests {
  private static let event = [AttributeValue(0, 7)]

  private static func matches<M: Matcher & ~Copyable>(
    _ matcher: SharedMatcher<M>, _ event: [AttributeValue] = event
  ) -> [SubscriptionID] {
    var reader = matcher.makeReader()
    var found: [SubscriptionID] = []
    reader.match(event, into: &found)
    return found.sorted()
  }

  /// Runs a body in threads of its own while another runs in this one; the body is given whether it is to go on.
  private static func run(
    _ threads: Int, _ body: @escaping @Sendable (_ goesOn: () -> Bool) -> Void, while work: () -> Void
  ) {
    final class Ending: Sendable { let hasCome = Atomic(false) }
    let (ending, group) = (Ending(), DispatchGroup())
    for _ in 0..<threads {
      group.enter()
      Thread {
        body { !ending.hasCome.load(ordering: .relaxed) }
        group.leave()
      }.start()
    }
    work()
    ending.hasCome.store(true, ordering: .relaxed)
    group.wait()
  }

  /// Whether a writer goes on: for some time, and until enough was seen of it, however busy the machine is.
  private static func goesOn(since start: ContinuousClock.Instant, seen: Shared<Int>) -> Bool {
    let time = ContinuousClock.now - start
    return time < .milliseconds(400) || seen.value.withLock { $0 } < 100 && time < .seconds(60)
  }

  @Test func whatIsInsertedIsFoundUntilItIsRemoved() throws {
    let matcher = SharedMatcher { ScanMatcher() }
    var reader = matcher.makeReader()
    for (step, expected) in [[1], [1, 2], [2], []].enumerated() {
      let isChanged =
        switch step {
        case 0: matcher.insert([Constraint(0, 7, 7)], as: SubscriptionID(1))
        case 1: matcher.insert([Constraint(0, 0, 9)], as: SubscriptionID(2))
        default: matcher.remove(SubscriptionID(step - 1))
        }
      #expect(isChanged)
      var found: [SubscriptionID] = []
      reader.match(Self.event, into: &found)
      #expect(found.sorted() == expected.map { SubscriptionID($0) })
      #expect(Self.matches(matcher) == found.sorted())
      #expect(matcher.count == expected.count)
      try matcher.checkInvariants()
    }
    let isAgain = matcher.remove(SubscriptionID(1))
    #expect(!isAgain)
    let candidates = reader.candidates
    #expect(candidates == 4)
  }

  @Test func aChangeIsMadeTwiceAndTellsItsResultOnce() {
    let matcher = SharedMatcher {
      var matcher = ScanMatcher()
      matcher.insert([], as: SubscriptionID(9))
      return matcher
    }
    var calls = 0
    let taken = matcher.update { matcher in
      calls += 1
      return (0..<10).count { matcher.insert([Constraint(0, 0, 9)], as: SubscriptionID($0)) }
    }
    #expect(calls == 2 && taken == 9)
    #expect(matcher.count == 10)
    #expect(Self.matches(matcher) == (0..<10).map { SubscriptionID($0) })
    let one = {
      var one = ScanMatcher()
      one.insert([], as: SubscriptionID(0))
      return one.bytes
    }()
    #expect(matcher.bytes >= 2 * one)
  }

  @Test func readersAreCountedWhileTheyLive() {
    let matcher = SharedMatcher { ScanMatcher() }
    func read() {
      var first = matcher.makeReader()
      var second = matcher.makeReader()
      var found: [SubscriptionID] = []
      first.match([], into: &found)
      second.match([], into: &found)
      #expect(matcher.readerCount == 2)
    }
    #expect(matcher.readerCount == 0)
    read()
    #expect(matcher.readerCount == 0)
    matcher.insert([], as: SubscriptionID(0))
    #expect(Self.matches(matcher) == [SubscriptionID(0)])
  }

  @Test func aReaderKeepsTheMatcherAlive() {
    var matcher: SharedMatcher? = SharedMatcher { ScanMatcher() }
    weak let observed = matcher
    matcher?.insert([], as: SubscriptionID(3))
    func read() {
      guard var reader = matcher?.makeReader() else { return }
      matcher = nil
      var found: [SubscriptionID] = []
      reader.match([], into: &found)
      #expect(found == [SubscriptionID(3)] && observed != nil)
    }
    read()
    #expect(observed == nil)
  }

  /// Each change puts in a pair or takes it out, and puts a version in the place of the one before: a reader that sees half of a change, or
  /// an older one after a newer one, can tell.
  @Test func readersSeeChangesWholeAndInOrder() throws {
    let matcher = SharedMatcher {
      var matcher = ScanMatcher()
      matcher.insert([], as: SubscriptionID(64))
      return matcher
    }
    let (wrong, seen) = (Shared<[[SubscriptionID]]>([]), Shared(0))
    var (changes, oracle) = (0, ScanMatcher())
    var generator = Seed(3).stream("shared matcher")
    Self.run(2) { goesOn in
      var reader = matcher.makeReader()
      var (found, version): ([SubscriptionID], Int) = ([], 64)
      while goesOn() {
        found.removeAll(keepingCapacity: true)
        reader.match(Self.event, into: &found)
        let pairs = Set(found.map(\.index).filter { $0 < 64 })
        let versions = found.map(\.index).filter { $0 >= 64 }
        if versions.count != 1 || versions[0] < version || !pairs.allSatisfy({ pairs.contains($0 ^ 1) }) {
          wrong.value.withLock { $0.append(found) }
          break
        }
        if versions[0] > version { seen.value.withLock { $0 += 1 } }
        version = versions[0]
      }
    } while: {
      func change(_ matcher: inout ScanMatcher, _ pair: Int) {
        if !matcher.remove(SubscriptionID(pair)) { matcher.insert([Constraint(0, 7, 7)], as: SubscriptionID(pair)) }
        matcher.remove(SubscriptionID(64 + changes))
        matcher.insert([Constraint(0, 0, 9)], as: SubscriptionID(65 + changes))
        if !matcher.remove(SubscriptionID(pair + 1)) { matcher.insert([], as: SubscriptionID(pair + 1)) }
      }
      let start = ContinuousClock.now
      while Self.goesOn(since: start, seen: seen) {
        let pair = 2 * generator.below(32)
        matcher.update { change(&$0, pair) }
        change(&oracle, pair)
        changes += 1
      }
    }
    #expect(wrong.value.withLock { $0 } == [])
    #expect(seen.value.withLock { $0 } >= 100)
    try matcher.checkInvariants()
    var (scratch, expected): (CandidateCount, [SubscriptionID]) = (oracle.makeScratch(), [])
    oracle.match(Self.event, using: &scratch, into: &expected)
    #expect(Self.matches(matcher) == expected.sorted())
    #expect(matcher.readerCount == 0)
  }

  @Test func whatIsReadIsNotChanged() {
    let watch = Watch()
    let matcher = SharedMatcher { WatchedMatcher(watch) }
    let seen = Shared(0)
    Self.run(2) { goesOn in
      var reader = matcher.makeReader()
      var last = 0
      while goesOn() {
        var found: [SubscriptionID] = []
        reader.match(Self.event, into: &found)
        if found.count != last { seen.value.withLock { $0 += 1 } }
        last = found.count
      }
    } while: {
      let start = ContinuousClock.now
      while Self.goesOn(since: start, seen: seen) {
        if !matcher.remove(SubscriptionID(0)) { matcher.insert([], as: SubscriptionID(0)) }
      }
    }
    #expect(watch.meetings.load(ordering: .relaxed) == 0)
    #expect(seen.value.withLock { $0 } >= 100)
  }

  /// A reader that stays in a match holds up the writer, and nobody else.
  @Test func aWriterWaitsForReadersAndReadersForNobody() throws {
    let watch = Watch()
    let matcher = SharedMatcher { WatchedMatcher(watch) }
    let (slow, change, isChanged) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), Shared(false))
    var quick = matcher.makeReader()
    Thread {
      var reader = matcher.makeReader()
      var found: [SubscriptionID] = []
      reader.match([WatchedMatcher.heldUp], into: &found)
      #expect(found == [])
      found = []
      reader.match(Self.event, into: &found)
      #expect(found == [SubscriptionID(0)])
      slow.signal()
    }.start()
    watch.isHeldUp.wait()
    Thread {
      matcher.insert([], as: SubscriptionID(0))
      isChanged.value.withLock { $0 = true }
      change.signal()
    }.start()
    // The change is published while the other reader is still at the instance before.
    var found: [SubscriptionID] = []
    let start = ContinuousClock.now
    while found.isEmpty, ContinuousClock.now - start < .seconds(60) { quick.match(Self.event, into: &found) }
    #expect(found == [SubscriptionID(0)])
    Thread.sleep(forTimeInterval: 0.02)
    #expect(!isChanged.value.withLock { $0 })
    watch.goesOn.signal()
    slow.wait()
    change.wait()
    #expect(watch.meetings.load(ordering: .relaxed) == 0)
    #expect(matcher.count == 1)
  }
}

/// A value that threads share.
private final class Shared<Value: Sendable>: Sendable {
  let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }
}

/// What becomes known about a matcher that is read and changed by many.
private final class Watch: Sendable {
  /// How often somebody read what another changed.
  let meetings = Atomic(0)
  let isHeldUp = DispatchSemaphore(value: 0)
  let goesOn = DispatchSemaphore(value: 0)
}

/// A scan that notes whether it is read while it is changed, and in which a match can be held up.
private struct WatchedMatcher: ~Copyable, Matcher {
  private final class Uses: Sendable {
    let readers = Atomic(0)
    let isChanging = Atomic(false)
  }

  /// The event at which a match stays until it may go on.
  static let heldUp = AttributeValue(1, 0)

  private var scan = ScanMatcher()
  private let uses = Uses()
  private let watch: Watch

  init(_ watch: Watch) { self.watch = watch }

  var count: Int { scan.count }
  var bytes: Int { scan.bytes }

  private mutating func change(_ body: (inout ScanMatcher) -> Bool) -> Bool {
    uses.isChanging.store(true, ordering: .sequentiallyConsistent)
    if uses.readers.load(ordering: .sequentiallyConsistent) > 0 { watch.meetings.add(1, ordering: .relaxed) }
    defer { uses.isChanging.store(false, ordering: .sequentiallyConsistent) }
    return body(&scan)
  }

  mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    change { $0.insert(constraints, as: id) }
  }

  mutating func remove(_ id: SubscriptionID) -> Bool { change { $0.remove(id) } }

  func makeScratch() -> CandidateCount { scan.makeScratch() }

  func match(
    _ event: Span<AttributeValue>, using scratch: inout CandidateCount, into matches: inout [SubscriptionID]
  ) {
    uses.readers.add(1, ordering: .sequentiallyConsistent)
    if uses.isChanging.load(ordering: .sequentiallyConsistent) { watch.meetings.add(1, ordering: .relaxed) }
    scan.match(event, using: &scratch, into: &matches)
    if !event.isEmpty, event[0] == Self.heldUp {
      watch.isHeldUp.signal()
      watch.goesOn.wait()
    }
    uses.readers.subtract(1, ordering: .sequentiallyConsistent)
  }

  func checkInvariants() throws { try scan.checkInvariants() }
}
