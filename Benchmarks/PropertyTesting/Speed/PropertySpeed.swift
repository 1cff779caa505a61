import Foundation
import PropertyTesting
import Randomness

/// How fast values are generated and properties are checked.
///
///     swift run --package-path Benchmarks -c release property-speed
///
/// Each figure is the best of several rounds, since noise only adds, and stands beside that of the bare random numbers in the same
/// round.
@main
struct PropertySpeed {
  static func main() throws {
    var (bare, integers, arrays, single) = (Rate(), Rate(), Rate(), Rate())
    let number = Generator<Int>.integer(in: 0...1_000_000)
    for round in 1...5 {
      let seed = Seed(UInt64(round))
      try bare.measure(4_000_000) {
        var random = seed.stream("bare")
        var sum: UInt64 = 0
        for _ in 0..<4_000_000 { sum &+= random.next() }
        return sum != 0
      }
      try integers.measure(4_000_000) {
        var count = 0
        for part in 0..<500 {
          var source = Source(seed.stream("integers", UInt64(part)))
          for _ in 0..<8_000 where (0...1_000_000).contains(try source.draw(number)) { count += 1 }
        }
        return count == 4_000_000
      }
      try arrays.measure(200_000) {
        try passes(.array(of: .int, count: 20...20), cases: 200_000, seed) { $0.count == 20 }
      }
      try single.measure(1_000_000) { try passes(number, cases: 1_000_000, seed) { $0 >= 0 } }
    }
    print("random numbers, bare:                       \(bare)")
    print("integers through the recorded source:       \(integers)")
    print("cases of an array of 20 integers, all good: \(arrays)")
    print("cases of one integer, all good:             \(single)")
  }

  private static func passes<Value>(
    _ generator: Generator<Value>, cases: Int, _ seed: Seed, _ holds: @escaping (Value) -> Bool
  ) throws -> Bool {
    let settings = CheckSettings(cases: cases, seed: seed)
    let report = PropertyCheck("speed", generator, settings: settings) { value, _ in
      try expect(holds(value), "does not hold")
    }.run()
    return report.isGood && report.cases == cases
  }
}

/// The best of some rounds.
struct Rate: CustomStringConvertible {
  private var best = 0.0

  struct WrongResult: Error {}

  mutating func measure(_ count: Int, _ body: () throws -> Bool) throws {
    let start = ContinuousClock.now
    guard try body() else { throw WrongResult() }
    best = max(best, Double(count) / ((ContinuousClock.now - start) / .seconds(1)))
  }

  var description: String { String(format: "%.2f million/s", best / 1e6) }
}
