import CanonicalEncoding
import ModelChecking
import Participants
import Synchronization
import Testing

@Suite("Participants")
struct ParticipantTests {
  @Test("a list of effects is emptied for the next input")
  func effects() {
    var effects = Effects<Toy>()
    var toy = Toy(.countdown)
    effects.begin(at: 0)
    toy.handle(.start, effects: &effects)
    #expect(effects.all == [.send(2, to: 1), .send(1, to: 1)] && effects.me == 0 && effects.now == .zero)
    effects.begin(at: 3, now: .seconds(5))
    #expect(effects.isEmpty && effects.me == 3 && effects.now == .seconds(5))
  }

  @Test("choices are gone through in lexicographic order")
  func choices() {
    var path = ChoicePath()
    var runs: [[Int]] = []
    repeat {
      path.rewind()
      if path.choose(2) == 0 { _ = path.choose(3) }
      // No choice, and not recorded.
      #expect(path.choose(1) == 0)
      runs.append(path.taken)
    } while path.advance()
    #expect(runs == [[0, 0], [0, 1], [0, 2], [1]])
    #expect(path == ChoicePath())
    var replayed = ChoicePath(taking: [0, 2])
    #expect(replayed.choose(2) == 0 && replayed.choose(3) == 2 && replayed.choose(4) == 0)
    #expect(replayed.taken == [0, 2, 0])
  }

  @Test("another number of ways, or of choices, is noticed when code is run again")
  func inconsistentChoices() {
    func isConsistent(_ first: [Int], _ second: [Int]) -> Bool {
      var path = ChoicePath()
      for ways in first { _ = path.choose(ways) }
      #expect(path.isConsistent && path.advance())
      path.rewind()
      for ways in second { #expect((0..<ways).contains(path.choose(ways))) }
      return path.isConsistent
    }
    #expect(isConsistent([2, 3], [2, 3]) && isConsistent([3], [3, 5]))
    #expect(!isConsistent([3], [2]) && !isConsistent([2], [3]) && !isConsistent([2, 3], [2]) && !isConsistent([2], []))
  }

  /// Chooses among two ways and among three by turns.
  private struct Wobbly: Participant {
    typealias Message = UInt8
    /// Calls of all of them: what a participant must not look at.
    private static let calls = Atomic(0)
    let wobblesFrom: Int
    var inputs = 0

    init(wobblesFrom: Int) { self.wobblesFrom = wobblesFrom }
    mutating func handle(_ input: Input<Wobbly>, effects: inout Effects<Wobbly>) {
      inputs += 1
      let isOdd = inputs > wobblesFrom && !Self.calls.add(1, ordering: .relaxed).newValue.isMultiple(of: 2)
      effects.send(UInt8(effects.choose(isOdd ? 3 : 2)), to: effects.me)
    }
    func encode(into bytes: inout ByteWriter) {
      bytes.write(wobblesFrom)
      bytes.write(inputs)
    }
    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      wobblesFrom = try bytes.read()
      inputs = try bytes.read()
    }
  }

  @Test("a participant that chooses otherwise when it is run again is refused")
  func wobbly() throws {
    #expect(throws: NetworkModelError.inconsistentChoices(0)) { try NetworkModel([Wobbly(wobblesFrom: 0)]) }
    let model = try NetworkModel([Wobbly(wobblesFrom: 2)])
    for strategy in [SearchStrategy.breadthFirst(), .depthFirst()] {
      var checker = try Checker(model)
      checker.strategy = strategy
      let error = #expect(throws: ModelError.self) { try checker.run() }
      guard case .unstable(_, let finding) = error, finding.contains("participant 0") else {
        Issue.record("\(strategy): \(String(describing: error))")
        continue
      }
    }
  }

  /// Remembers nothing.
  private struct Stateless: Participant {
    typealias Message = UInt8
    mutating func handle(_ input: Input<Stateless>, effects: inout Effects<Stateless>) {
      switch input {
      case .start where effects.me == 0: effects.send(3, to: 1)
      case .message(let count, let sender) where count > 0: effects.send(count - 1, to: sender)
      default: break
      }
    }
    init() {}
    func encode(into bytes: inout ByteWriter) {}
    init(from bytes: inout ByteReader) throws(MalformedBytes) {}
  }

  @Test("participants without a state", arguments: [2, 3, 40])
  func stateless(count: Int) throws {
    let model = try NetworkModel(Array(repeating: Stateless(), count: count))
    #expect(try Checker(model).run().states == 5)
  }

  @Test("a generator draws choices, which are not recorded")
  func drawn() {
    var next = 0
    var effects = Effects<Toy>(drawing: { n in
      next += 1
      return next % n
    })
    effects.begin(at: 0)
    #expect((0..<4).map { _ in effects.choose(3) } == [1, 2, 0, 1])
    #expect(effects.choices.taken.isEmpty)
  }
}
