import Measuring
import Synchronization
import Testing

struct KernelTimerTests {
  /// Work whose parts have a number of operations each, counted as it is done.
  private final class Counted: Sendable {
    let calls = Mutex<[Int]>([])

    func kernel(parts: [Int], wrongFrom limit: Int = .max) -> PreparedKernel {
      PreparedKernel(parts: parts.enumerated().map { KernelWork(operations: $1, checksum: UInt64($0)) }) { part in
        let number = self.calls.withLock { calls in
          calls.append(part)
          return calls.count
        }
        return KernelWork(operations: parts[part], checksum: number > limit ? 99 : UInt64(part))
      }
    }
  }

  @Test func doesWhatItIsToldInTheOrderOfTheParts() throws {
    let counted = Counted()
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps, timer.repetitions) = (2, 1, 3)
    let timing = try timer.measure(counted.kernel(parts: [1, 10, 100]))
    #expect(counted.calls.withLock { $0 } == [0, 1, 2, 0, 1, 2, 0, 1])
    #expect(timing.iterations == 2)
    #expect(timing.warmUps == 1)
    #expect(timing.wall.count == 3 && timing.processor.count == 3)
    // The warm-up took the parts of 1 and 10.
    #expect(timing.operations == 101 + 110 + 11)
    #expect(timing.least > 0 && timing.wall.contains(timing.least))
    #expect(timing.involuntarySwitches >= 0)
  }

  @Test func findsIterationsThatTakeLongEnough() throws {
    let counted = Counted()
    var timer = KernelTimer()
    timer.target = 100_000
    let timing = try timer.measure(counted.kernel(parts: [1]))
    // A part takes much less than a tenth of a millisecond.
    #expect(timing.iterations > 1)
    #expect((2...20).contains(timing.warmUps))
    #expect(timing.wall.count == KernelTimer.standardRepetitions)
  }

  @Test func aWrongResultIsNoTime() throws {
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps) = (2, 0)
    let error = try #require(throws: WrongKernelResult.self) {
      try timer.measure(Counted().kernel(parts: [5, 7], wrongFrom: 5))
    }
    #expect("\(error)" == "part 1 of the timed work came to 7 operations and 99, not to 7 and 1")
  }

  @Test func takesTurnsAndStopsInBetween() throws {
    let order = Mutex<[Int]>([])
    func kernel(_ name: Int) -> PreparedKernel {
      PreparedKernel(parts: [KernelWork(operations: 1, checksum: 0)]) { _ in
        order.withLock { $0.append(name) }
        return KernelWork(operations: 1, checksum: 0)
      }
    }
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps, timer.repetitions) = (1, 0, 3)
    _ = try timer.measureInTurns([kernel(1), kernel(2)])
    #expect(order.withLock { $0 } == [1, 2, 2, 1, 1, 2])
    order.withLock { $0 = [] }
    timer.repetitionsInTurn = 2
    // Each turn begins with a repetition that does not count.
    let timings = try timer.measureInTurns([kernel(1), kernel(2)])
    #expect(order.withLock { $0 } == [1, 1, 1, 2, 2, 2, 2, 2, 1, 1])
    #expect(timings.map(\.wall.count) == [3, 3])
    timer.repetitionsInTurn = 1
    timer.isInterrupted = { true }
    // One repetition of each is there even so.
    #expect(try timer.measureInTurns([kernel(1), kernel(2)]).map(\.wall.count) == [1, 1])
  }

  @Test func samplesAreTheLeastOfSomeRepetitions() throws {
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps, timer.repetitions) = (1, 0, 7)
    let timing = try timer.measure(Counted().kernel(parts: [1]))
    let samples = timing.samples(of: 3)
    #expect(samples == [timing.wall[0..<3].min(), timing.wall[3..<6].min()])
    #expect(timing.samples(of: 100) == [timing.least])
    #expect(timing.samples(of: 1) == timing.wall)
  }

  @Test(arguments: [64, 100_000, 1 << 27])
  func accessesAreAKernelThatComesRoundAgain(bytes: Int) throws {
    let kernel = PreparedKernel.accesses(inBytes: bytes, seed: 3, parts: 4, steps: 100)
    for part in [2, 0, 3, 1, 3] { #expect(try kernel.run(part) == kernel.parts[part]) }
    #expect(Set(kernel.parts.map(\.operations)) == [100])
  }
}
