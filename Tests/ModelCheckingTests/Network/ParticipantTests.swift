import Participants
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
