import Measuring
import Randomness

/// What the memory of this machine gives, measured now.
struct MemorySpeed {
  /// Read one after another.
  let bytesPerNanosecond: Double
  /// One line of 64 bytes somewhere, while others are on their way.
  let lineNanoseconds: Double

  private static let bytes = 256 << 20

  /// The best of several rounds.
  static var measured: MemorySpeed {
    let words = [SIMD8<UInt64>](repeating: SIMD8(repeating: 1), count: bytes / 64)
    var (sequence, line) = (Double.infinity, Double.infinity)
    var sum: UInt64 = 0
    for _ in 0..<5 {
      let reading = Stopwatch(.processor)
      var total = SIMD8<UInt64>()
      for word in words { total &+= word }
      sequence = min(sequence, Double(reading.nanoseconds))
      sum &+= total.wrappedSum()
      let jumping = Stopwatch(.processor)
      var generator = SplitMix64(seed: 1)
      let jumps = 1_000_000
      for _ in 0..<jumps { sum &+= words[Int(generator.belowByProduct(UInt64(words.count)))][0] }
      line = min(line, Double(jumping.nanoseconds) / Double(jumps))
    }
    precondition(sum > 0, "the memory was read")
    return MemorySpeed(bytesPerNanosecond: Double(bytes) / sequence, lineNanoseconds: line)
  }

  /// The nanoseconds that an event needs at least if it reads so many bytes in sequence, finds them with one random access, and writes out
  /// so many names.
  func floor(bytes: Double, names: Double) -> Double { lineNanoseconds + (bytes + 4 * names) / bytesPerNanosecond }
}
