import CanonicalEncoding
import ExactNumbers
import Histories
import Measuring
import Randomness

/// The kernels of what everything else stands on.
public enum FoundationWorkloads {
  /// Random numbers, exact products, fingerprints, and the judgement of histories.
  public static let all: [Kernel] = [
    Kernel("foundations.random-numbers", "Words of xoshiro256**", operation: "word") { _, seed in
      try PreparedKernel(parts: 16) { part in
        var generator = seed.stream("words", UInt64(part))
        var sum: UInt64 = 0
        for _ in 0..<10_000 { sum ^= generator.next() }
        return KernelWork(operations: 10_000, checksum: sum)
      }
    },
    Kernel(
      "foundations.zipf", "Draws from Zipf's distribution of exponent 1", operation: "draw",
      size: KernelSize(
        "ranks", standard: 10_000, in: 1...10_000_000, series: [100, 1_000, 10_000, 100_000],
        estimatedBytes: { 64 * $0 })
    ) { ranks, seed in
      let zipf = Zipf(exponent: 1, count: ranks)
      return try PreparedKernel(parts: 64) { part in
        var generator = seed.stream("draws", UInt64(part))
        var sum: UInt64 = 0
        for _ in 0..<1_000 { sum &+= UInt64(zipf.draw(using: &generator)) }
        return KernelWork(operations: 1_000, checksum: sum)
      }
    },
    Kernel(
      "foundations.exact-products", "Products of two random integers", operation: "product",
      size: KernelSize(
        "bits", standard: 1_024, in: 64...1_048_576, series: [1_024, 4_096, 16_384, 65_536],
        estimatedBytes: { 64 * $0 })
    ) { bits, seed in
      var generator = seed.stream("factors")
      let factors = (0..<17).map { _ in
        BigInt(magnitudeBytes: (0..<bits / 8).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
      }
      func work(_ digest: UInt64) -> KernelWork { KernelWork(operations: 1, checksum: digest) }
      // The lowest word of a product is that of the lowest words' product.
      let parts = (0..<16).map { work(factors[$0].lowWord &* factors[$0 + 1].lowWord) }
      return PreparedKernel(parts: parts) { work((factors[$0] * factors[$0 + 1]).lowWord) }
    },
    Kernel(
      "foundations.fingerprints", "Fingerprints of bytes", operation: "byte",
      size: KernelSize(
        "bytes", standard: 64, in: 1...16_777_216, series: [16, 64, 256, 1_024], estimatedBytes: { 64 + 2 * $0 })
    ) { size, seed in
      var generator = seed.stream("bytes")
      let bytes = (0..<size + 64).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      let rounds = max(1, 65_536 / size)
      return try PreparedKernel(parts: 16) { part in
        bytes.withUnsafeBytes { bytes in
          var digest: UInt64 = 0
          for round in 0..<rounds {
            let start = (part + round) & 63
            digest ^= Fingerprint.of(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]))
          }
          return KernelWork(operations: rounds * size, checksum: digest)
        }
      }
    },
    Kernel(
      "foundations.linearizability", "Register histories of five clients are judged", operation: "operation",
      size: KernelSize(
        "operations", standard: 1_000, in: 10...1_000_000, series: [250, 1_000, 4_000, 16_000],
        estimatedBytes: { 4_096 * $0 })
    ) { operations, seed in
      var histories: [RecordedHistory<Register<Int>>] = []
      for number in 0..<4 {
        histories.append(try RecordedHistory.ofRegister(operations, seed.stream("history", UInt64(number))))
      }
      let parts = histories.map { _ in KernelWork(operations: operations, checksum: 1) }
      return PreparedKernel(parts: parts) { part in
        let report = histories[part].linearizability(from: Register(0))
        guard case .linearizable = report.verdict else { return KernelWork(operations: 0, checksum: 0) }
        return KernelWork(operations: histories[part].operations.count, checksum: 1)
      }
    },
  ]
}

extension BigInt {
  private static let wordMask = BigInt(UInt64.max)

  fileprivate var lowWord: UInt64 { UInt64(exactly: self & Self.wordMask) ?? 0 }
}
