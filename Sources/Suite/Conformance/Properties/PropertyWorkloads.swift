import Measuring
import PropertyTesting
import Randomness

/// The kernels of the property engine.
public enum PropertyWorkloads {
  /// Integers through the recorded source, and whole cases.
  public static let all: [Kernel] = [
    Kernel(
      "properties.integers", "Integers in 0...1000000 through the recorded source", operation: "integer"
    ) { _, seed in
      let number = Generator<Int>.integer(in: 0...1_000_000)
      return try PreparedKernel(parts: 16) { part in
        var source = Source(seed.stream("integers", UInt64(part)))
        var sum = 0
        for _ in 0..<2_000 { sum &+= try source.draw(number) }
        return KernelWork(operations: 2_000, checksum: UInt64(sum))
      }
    },
    checks("array-cases", "Cases of an array of 20 integers, all good", .array(of: .int, count: 20...20)) {
      $0.count == 20
    },
    checks("integer-cases", "Cases of one integer, all good", Generator<Int>.integer(in: 0...1_000_000)) { $0 >= 0 },
  ]

  private static func checks<Value>(
    _ name: String, _ summary: String, _ generator: Generator<Value>, _ holds: @escaping @Sendable (Value) -> Bool
  ) -> Kernel {
    Kernel("properties.\(name)", summary, operation: "case") { _, seed in
      let cases = 200
      let parts = (0..<16).map { _ in KernelWork(operations: cases, checksum: 1) }
      return PreparedKernel(parts: parts) { part in
        let settings = CheckSettings(cases: cases, seed: seed.child(name, UInt64(part)))
        let report = PropertyCheck(name, generator, settings: settings) { value, _ in
          try expect(holds(value), "does not hold")
        }.run()
        return KernelWork(operations: report.cases, checksum: report.isGood ? 1 : 0)
      }
    }
  }
}
